import type { BrokenCase } from './broken-case.ts';
import { all, each } from './broken-files.ts';

const mine = (other: string) => `mine: "{{ hostvars['${other}'].mine }}"\nnode_labels: {a: "{{ mine }}"}\n`;

/** Variables nobody knows, that depend on themselves, or that kmagic does not have. */
export const variableCases: readonly BrokenCase[] = [
  {
    name: 'a variable nobody defines',
    files: all('cluster_name: "{{ nope }}"\n'),
    says: [
      "badVariable: group_vars/all.yml:1:19: variable 'cluster_name': in {{ nope }}: 'nope' is undefined (n1, n2) | set nope, or give it a default: nope | default(...)",
    ],
  },
  {
    name: 'the same mistake, met by two',
    files: all('site: "{{ nope }}"\ncluster_name: "{{ site }}.local"\n'),
    says: [
      "badVariable: group_vars/all.yml:1:11: variable 'site': in {{ nope }}: 'nope' is undefined (n1, n2) | set nope, or give it a default: nope | default(...)",
    ],
  },
  {
    name: 'a misspelt variable',
    files: all('pods: 10.1.0.0/16\nkube_pods_subnet: "{{ podss }}"\nx: "{{ pods }}"\nignore_variables: [x]\n'),
    says: [
      "badVariable: group_vars/all.yml:2:23: variable 'kube_pods_subnet': in {{ podss }}: 'podss' is undefined (n1, n2) | did you mean 'pods'?",
      'badVariable: pods is no variable kmagic knows (group_vars/all.yml:1) | take it out, or list it in ignore_variables',
    ],
  },
  {
    name: 'a variable of itself',
    files: all('cluster_name: "{{ cluster_name }}"\n'),
    says: [
      "badVariable: group_vars/all.yml:1:1: 'cluster_name' depends on itself: cluster_name -> cluster_name (n1, n2) | give one of them a value of its own: cluster_name at group_vars/all.yml:1:1",
    ],
  },
  {
    name: 'variables in a circle',
    files: all('a: "{{ b }}"\nb: "{{ c }}"\nc: "{{ a }}"\ncluster_name: "{{ a }}"\n'),
    says: [
      "badVariable: group_vars/all.yml:1:1: 'a' depends on itself: a -> b -> c -> a (n1, n2) | give one of them a value of its own: a at group_vars/all.yml:1:1, b at group_vars/all.yml:2:1, c at group_vars/all.yml:3:1",
    ],
  },
  {
    name: 'hosts in a circle',
    files: each(mine('n2'), mine('n1')),
    says: [
      "badVariable: host_vars/n1.yml:1:1: 'mine' depends on itself: mine of n1 -> mine of n2 -> mine of n1 (n1, n2) | give one of them a value of its own: mine at host_vars/n1.yml:1:1, mine at host_vars/n2.yml:1:1",
    ],
  },
  {
    name: 'a mapping of itself',
    files: all('a: {b: "{{ a.c }}", c: 1}\ncluster_name: "{{ a.b }}"\n'),
    says: [
      "badVariable: group_vars/all.yml:1:1: 'a' depends on itself: a -> a (n1, n2) | give one of them a value of its own: a at group_vars/all.yml:1:1",
    ],
  },
  {
    name: 'a list of itself',
    files: all('a: ["{{ a[1] }}", 1]\ncluster_name: "{{ a[0] }}"\n'),
    says: [
      "badVariable: group_vars/all.yml:1:1: 'a' depends on itself: a -> a (n1, n2) | give one of them a value of its own: a at group_vars/all.yml:1:1",
    ],
  },
  {
    name: 'all variables at once',
    files: all('cluster_name: "{{ vars }}"\n'),
    says: [
      "badVariable: group_vars/all.yml:1:1: 'cluster_name' depends on itself: cluster_name -> cluster_name (n1, n2) | give one of them a value of its own: cluster_name at group_vars/all.yml:1:1",
    ],
  },
  {
    name: 'a misspelt setting',
    files: all('kube_verison: 1.36.4\n'),
    says: [
      'badVariable: kube_verison is no variable kmagic knows; the nearest is kube_version (group_vars/all.yml:1) | write kube_version, or list kube_verison in ignore_variables',
    ],
  },
  {
    name: 'a setting with a dash',
    files: all('kube-version: 1.36.4\n'),
    says: [
      'badVariable: kube-version is no variable kmagic knows; the nearest is kube_version (group_vars/all.yml:1) | write kube_version, or list kube-version in ignore_variables',
    ],
  },
  {
    name: 'a setting of somebody else',
    files: all('ceph_version: 1\n'),
    says: [
      'badVariable: ceph_version is no variable kmagic knows; the nearest is cni_version (group_vars/all.yml:1) | write cni_version, or list ceph_version in ignore_variables',
    ],
  },
  {
    name: 'a short name nothing is like',
    files: all('x: 1\n'),
    says: ['badVariable: x is no variable kmagic knows (group_vars/all.yml:1) | take it out, or list it in ignore_variables'],
  },
  {
    name: 'a fact that nobody asked for yet',
    files: all('kube_override_hostname: "{{ ansible_hostname }}"\n'),
    says: [],
    notes: ['kube_override_hostname waits for facts of n1, n2'],
  },
  {
    name: 'a network plugin that is not built',
    files: all('kube_network_plugin: cilium\n'),
    says: [
      'badVariable: kube_network_plugin cilium is not supported: this network plugin is not built yet; `cni` installs the bare plugins, `none` nothing, so that you can apply its manifests yourself; use calico, cni, none (group_vars/all.yml:1) | kube_network_plugin (`calico` `cni` `none`): The pod network: calico; cni or none for one you bring yourself, with or without the CNI plugins on hosts.',
    ],
  },
  {
    name: 'a container engine that is refused',
    files: all('container_manager: docker\n'),
    says: [
      'badVariable: container_manager docker is not supported: kubelet speaks to docker only through a further daemon; use containerd (group_vars/all.yml:1) | container_manager (`containerd`): The container engine.',
    ],
  },
  {
    name: 'an add-on that is not built',
    files: all('metallb_enabled: true\n'),
    says: [
      'unsupported: metallb_enabled is not supported: add-ons are not built yet (group_vars/all.yml:1) | install it on the running cluster with its own manifests or chart, or take it out, or list it in ignore_variables to go on without it',
    ],
  },
  {
    name: 'an option that is not built',
    files: all('download_force_cache: true\n'),
    says: [
      'unsupported: download_force_cache is not supported: every host downloads by itself, at the same time (group_vars/all.yml:1) | set files_repo and registry_host to a mirror, or take it out, or list it in ignore_variables to go on without it',
    ],
  },
  {
    name: 'something kubespray removed',
    files: all('dashboard_enabled: true\n'),
    says: [
      'badVariable: dashboard_enabled was removed in kubespray 2.31: kubespray no longer has the dashboard (group_vars/all.yml:1) | install it on the running cluster with its own chart, or take it out (kmagic variables migrate does it), or list it in ignore_variables',
    ],
  },
  {
    name: 'something kubespray renamed',
    files: all('namespace: kube-apps\n'),
    says: [
      'badVariable: namespace was renamed in kubespray 2.29: it is k8s_namespace now (group_vars/all.yml:1) | write k8s_namespace (kmagic variables migrate does it), or list namespace in ignore_variables',
    ],
  },
  {
    name: 'what has no effect',
    files: all('docker_storage_options: -s overlay2\nansible_python_interpreter: /usr/bin/python3\n'),
    says: [],
    notes: [
      'without effect: docker_storage_options (is about docker, which is off)',
      'without effect: ansible_python_interpreter (hosts need neither Python nor modules of Ansible)',
    ],
  },
  {
    name: 'ignore_variables that is text',
    files: all('ignore_variables: kube_verison\nkube_verison: 1\n'),
    says: [
      'badVariable: kube_verison is no variable kmagic knows; the nearest is kube_version (group_vars/all.yml:2) | write kube_version, or list kube_verison in ignore_variables',
      'badVariable: ignore_variables must be a list of names (group_vars/all.yml:1) | write one name a line, behind "- "',
    ],
  },
];
