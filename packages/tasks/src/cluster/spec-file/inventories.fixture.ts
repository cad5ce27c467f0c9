import { encryptVault, Secret, type VaultKey } from '@kmagic/core';

/** For tests: an inventory by its files; the first is the one to name. */
export interface SampleInventory {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  /** Texts that must stand nowhere in what is made of it. */
  readonly secrets: readonly string[];
}

export const sampleKey: VaultKey = { id: 'prod', password: new Secret('correct-horse') };

const inline = (text: string, indent: string): string => `!vault |\n${encryptVault(text, sampleKey).trim().replace(/^/gm, indent)}`;

/** A site's own group tree whose leaves are kubespray's groups; everything is made of templates. */
const siteTree: SampleInventory = {
  name: 'site-tree',
  secrets: [],
  files: {
    'site.yml': `all:
  children:
    site:
      vars: {site_prefix: 192.0.2}
      children:
        rack1:
          vars: {rack: 1}
          hosts:
            m1: {unit: 11}
            w1: {unit: 21}
        rack2:
          vars: {rack: 2}
          hosts:
            w2: {unit: 22}
    masters: {hosts: {m1: }}
    workers: {hosts: {w2: , w1: }}
    k8s_cluster:
      children:
        kube_control_plane: {children: {masters: }}
        kube_node: {children: {workers: }}
    etcd: {children: {masters: }}
    spare: {}
`,
    'group_vars/all.yml': `ansible_host: "{{ site_prefix }}.{{ unit }}"
ip: "{{ ansible_host }}"
ansible_user: "{{ lookup('env', 'NOBODY_SETS_THIS') or 'admin' }}"
cluster_name: "{{ site_name }}.example"
site_name: "{{ groups['all'] | length }}-hosts"
node_labels:
  rack: "r{{ rack }}"
  peers: "{{ groups['rack' ~ rack] | reject('equalto', inventory_hostname) | join('.') }}"
kube_kubeadm_apiserver_extra_args: "{% set all = {} %}{% for h in groups['workers'] %}{% set _ = all.update({'x-' ~ h: hostvars[h].unit}) %}{% endfor %}{{ all }}"
coredns_rewrite_block: !unsafe "rewrite name {{ .Name }} to x\\n"
metallb_enabled: false
old_setting: 1
ignore_variables: [old_setting]
kubelet_max_pods: "{{ 100 + rack }}"
calico_mtu: null
`,
  },
};

/** Hosts that differ, a bastion, keys beside the inventory, and a host that is no member of anything. */
const differences: SampleInventory = {
  name: 'differences',
  secrets: ['hunter-plain'],
  files: {
    'hosts.yaml': `all:
  vars: {ansible_user: admin, ansible_ssh_common_args: "-o IdentityFile=keys/jump -o ServerAliveInterval=5"}
  hosts:
    gate: {ansible_host: 198.51.100.1, ansible_port: 2222}
    tools: {ansible_host: 198.51.100.2}
    n1: {ansible_host: 192.0.2.11, ip: 192.0.2.11, ansible_ssh_private_key_file: keys/n1, etcd_member_name: first}
    n2: {ansible_host: 192.0.2.12, ip: 192.0.2.12, access_ip: 203.0.113.12, ansible_password: hunter-plain}
    n3: {ansible_host: 192.0.2.13, ip: 192.0.2.13, containerd_unit_oom_score_adjust: null, containerd_debug_level: "off"}
    n4: {ansible_host: 192.0.2.14, ip: 192.0.2.14, node_taints: ["a=b:NoSchedule"]}
  children:
    bastion: {hosts: {gate: }}
    kube_control_plane: {hosts: {n1: , n2: , n3: }}
    etcd: {hosts: {n1: , n2: , n3: }}
    kube_node: {hosts: {n3: , n4: }}
`,
    'group_vars/kube_node.yml': `kubelet_max_pods: 200\n`,
    'group_vars/etcd/limits.yml': `etcd_limit_nofile: 50000\netcd_memory_limit: 1G\n`,
    'group_vars/k8s_cluster.yml': `kube_log_level: "3"\ncontainerd_registries_mirrors: [{prefix: docker.io, mirrors: [{host: "https://m.example"}]}]\n`,
    'host_vars/n4.yml': `kubelet_max_pods: 50\nadditional_sysctl: [{name: vm.swappiness, value: 1}]\n`,
  },
};

/** INI, values of all kinds as text, one file encrypted and single values too. */
const encryptedIni: SampleInventory = {
  name: 'encrypted-ini',
  secrets: ['hunter22', 'hunter33', 'hunter44', 'hunter55', 'hunter66'],
  files: {
    'inventory.ini': `[all]
node[1:3] ansible_become=yes kubelet_max_pods=90
node1 ansible_host=192.0.2.11
node2 ansible_host=192.0.2.12
node3 ansible_host=192.0.2.13

[all:vars]
ansible_user=admin
kube_profiling=True
kubelet_rotate_certificates=no
kube_apiserver_port=6443
certificates_duration=365
note_of_mine=for nobody

[kube-master]
node1
[etcd]
node1
[kube-node]
node[2:3]
`,
    'group_vars/all/plain.yml': `ansible_become_password: "{{ vault_sudo }}"
kube_encrypt_secret_data: true
kube_encrypt_token: ${inline('hunter22hunter22hunter22hunter22', '  ')}
http_proxy: "http://me:{{ vault_proxy }}@192.0.2.1:3128"
ignore_variables: [note_of_mine, vault_unused]
containerd_registries_mirrors:
  - prefix: docker.io
    mirrors:
      - host: https://m.example
        header:
          authorization: ${inline('hunter66', '            ')}
`,
    'group_vars/all/vault.yml': encryptVault(
      'vault_sudo: hunter33\nvault_proxy: hunter44\ncluster_name: hunter55.example\nvault_unused: 5\n',
      sampleKey,
    ),
  },
};

/** For tests: inventories of the kinds people have. */
export const sampleInventories: readonly SampleInventory[] = [siteTree, differences, encryptedIni];
