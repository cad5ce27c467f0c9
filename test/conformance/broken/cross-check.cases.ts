import type { BrokenCase } from './broken-case.ts';
import { all, each } from './broken-files.ts';

/** Settings that are good by themselves and do not go together. */
export const crossCheckCases: readonly BrokenCase[] = [
  {
    name: 'addresses that are none',
    files: each('ip: 10.0.0.300\n', 'ip: node2\n'),
    says: [
      'badVariable: ip must be an IPv4 address (host_vars/n1.yml:1, host_vars/n2.yml:1) | ip (IPv4 address): The address daemons of this host listen on; left out, that of its default route.',
    ],
  },
  {
    name: 'two versions for one cluster',
    files: each('kube_version: 1.36.4\n', 'kube_version: 1.35.1\n'),
    says: [
      'badVariable: kube_version is one for the whole cluster, but n1 and n2 have different values (host_vars/n1.yml:1, host_vars/n2.yml:1) | set it once, in group_vars/all or group_vars/k8s_cluster',
    ],
  },
  {
    name: 'a version kmagic does not install',
    files: all('kube_version: 1.20.0\n'),
    says: [
      'badVariable: kube_version 1.20.0 is not supported: kmagic installs 1.36 and 1.35; the nearest is 1.35.8 (group_vars/all.yml:1) | choose a version of 1.36 or 1.35',
    ],
  },
  {
    name: 'a version YAML takes for a number',
    files: all('kube_version: 1.30\n'),
    says: [
      'badVariable: kube_version must be a version in quotes, such as "1.36.4" (group_vars/all.yml:1) | kube_version (version): The version of Kubernetes.',
    ],
  },
  {
    name: 'a release nobody has checksums of',
    files: all('containerd_version: 2.9.9\n'),
    says: [
      'badVariable: containerd_archive_checksums knows no checksum of containerd 2.9.9 for amd64 (n1, n2) | choose 2.3.4 or another version of the catalog, or set containerd_archive_checksums: {amd64: {"2.9.9": "sha256:..."}}',
    ],
  },
  {
    name: 'a part too old for its Kubernetes',
    files: all('etcd_version: 3.4.0\n'),
    says: [
      'badVariable: etcd_version 3.4.0 is not supported with Kubernetes 1.36.4: kmagic configures etcd 3.6 and later; the nearest is 3.6.14 (group_vars/all.yml:1) | leave it out for 3.6.14',
    ],
  },
  {
    name: 'ranges that overlap',
    files: all('kube_pods_subnet: 10.233.0.0/16\n'),
    says: [
      'badVariable: kube_pods_subnet 10.233.0.0/16 overlaps kube_service_addresses 10.233.0.0/18 (group_vars/all.yml:1) | choose two ranges without a common address',
    ],
  },
  {
    name: 'a range of services that holds hosts',
    files: all('kube_service_addresses: 192.0.2.0/24\n'),
    says: [
      'badVariable: kube_service_addresses 192.0.2.0/24 holds addresses of hosts: n1 (192.0.2.1), n2 (192.0.2.2) (group_vars/all.yml:1) | choose a range no host is in',
    ],
  },
  {
    name: 'a pool outside of its range',
    files: all('calico_pool_cidr: 10.99.0.0/16\n'),
    says: [
      'badVariable: calico_pool_cidr 10.99.0.0/16 is not inside kube_pods_subnet 10.233.64.0/18 (group_vars/all.yml:1) | kube-proxy would take its pods for strangers; make it a part of kube_pods_subnet',
    ],
  },
  {
    name: 'a prefix too small for the pods of a node',
    files: all('kube_network_plugin: none\nkube_network_node_prefix: 30\n'),
    says: [
      'badVariable: kube_network_node_prefix /30 has 2 addresses for the 110 pods of kubelet_max_pods (group_vars/all.yml:2) | lower it, or lower kubelet_max_pods',
    ],
  },
  {
    name: 'two overlays',
    files: all('calico_ipip_mode: Always\ncalico_vxlan_mode: Always\ncalico_network_backend: bird\n'),
    says: [
      'badVariable: calico_ipip_mode Always and calico_vxlan_mode Always exclude each other (group_vars/all.yml:1) | set one of them to Never',
    ],
  },
  {
    name: 'two balancers',
    files: all('loadbalancer_apiserver: {address: 192.0.2.9}\nloadbalancer_apiserver_localhost: true\n'),
    says: [
      'badVariable: loadbalancer_apiserver_localhost and loadbalancer_apiserver are both set (group_vars/all.yml:2) | keep one of the two',
    ],
  },
  {
    name: 'a DNS service outside of the services',
    files: all('skydns_server: 10.0.0.3\n'),
    says: [
      'badVariable: skydns_server 10.0.0.3 is not in kube_service_addresses 10.233.0.0/18 (group_vars/all.yml:1) | leave it out for the third address of the range',
    ],
  },
  {
    name: 'DNS by hand, of nobody',
    files: all('dns_mode: manual\n'),
    says: ['badVariable: manual_dns_server is empty in dns_mode manual (n1, n2) | set it to the address of your DNS server'],
  },
  {
    name: 'bytes where mebibytes are meant',
    files: all('dns_memory_limit: 300\n'),
    says: [
      'badVariable: dns_memory_limit 300 is 300 bytes, in which nothing runs (group_vars/all.yml:1) | write 300Mi',
      'badVariable: dns_memory_requests 70Mi is more than dns_memory_limit 300, and the API server takes no such pod (n1, n2) | lower it, or raise the limit',
    ],
  },
  {
    name: 'a request beyond its limit',
    files: all('dns_cpu_requests: 2\ndns_cpu_limit: 1\n'),
    says: [
      'badVariable: dns_cpu_requests 2 is more than dns_cpu_limit 1, and the API server takes no such pod (group_vars/all.yml:1) | lower it, or raise the limit',
    ],
  },
  {
    name: 'an election sooner than its heartbeats',
    files: all('etcd_election_timeout: 300\n'),
    says: [
      'badVariable: etcd_election_timeout 300 ms is less than five times etcd_heartbeat_interval 250 ms (group_vars/all.yml:1) | raise it to ten times the heartbeat',
    ],
  },
  {
    name: 'authorization kubelets cannot have',
    files: all('authorization_modes: [RBAC]\n'),
    says: [
      'badVariable: authorization_modes must hold Node and RBAC: kubelets and kmagic itself rely on them (group_vars/all.yml:1) | add them',
    ],
  },
  {
    name: 'ports that are no range',
    files: all('kube_apiserver_node_port_range: 32767-30000\n'),
    says: [
      'badVariable: kube_apiserver_node_port_range 32767-30000 is no range of ports above 1023 (group_vars/all.yml:1) | use 30000-32767',
    ],
  },
  {
    name: 'a setting of the cluster at one host',
    files: each('kube_version: 1.35.8\n', ''),
    says: [
      'badVariable: kube_version is one for the whole cluster, but only n1 has it: n2 does not (host_vars/n1.yml:1) | set it once, in group_vars/all or group_vars/k8s_cluster',
    ],
  },
  {
    name: 'a setting of the cluster in one group',
    files: { ...all(''), 'group_vars/kube_node.yml': 'cluster_name: prod.local\n' },
    says: [],
    notes: ['cluster_name is for the whole cluster, also for n1, though only n2 has it (group_vars/kube_node.yml:1)'],
  },
  {
    name: 'two daemons at one port',
    files: all('kube_apiserver_port: 2379\n'),
    says: [
      'badVariable: kube_apiserver_port 2379 is the port of etcd too, and only one of them could listen (group_vars/all.yml:1) | choose another port',
    ],
  },
  {
    name: 'two daemons at one port of one address',
    files: all('kube_proxy_healthz_bind_address: 127.0.0.1:10248\nnodelocaldns_health_port: 10248\n'),
    says: [
      'badVariable: kube_proxy_healthz_bind_address 10248 is the port of kubelet_healthz_port too, and only one of them could listen (group_vars/all.yml:1) | choose another port',
    ],
  },
  {
    name: 'a DNS that asks itself',
    files: all('upstream_dns_servers: [10.233.0.3]\n'),
    says: [
      'badVariable: upstream_dns_servers 10.233.0.3 is the address of CoreDNS itself: questions would go round (group_vars/all.yml:1) | name servers outside of the cluster, or leave it out for the resolvers of the nodes',
    ],
  },
  {
    name: 'a key that is none',
    files: all('kube_encrypt_secret_data: true\nkube_encrypt_token: short\n'),
    says: [
      'badVariable: kube_encrypt_token has 5 bytes, and a key of secretbox has 32 (group_vars/all.yml:2) | make it 32 characters, or leave it out: the control planes then make one',
    ],
  },
  {
    name: 'what kubespray does, switched off',
    files: all('deploy_coredns: false\n'),
    says: [
      'unsupported: deploy_coredns is not supported: dns_mode says whether CoreDNS is installed (group_vars/all.yml:1) | set dns_mode: none, or manual with manual_dns_server, or take it out, or list it in ignore_variables to go on without it',
    ],
  },
  {
    name: 'a quota beyond what etcd is good for',
    files: all('etcd_quota_backend_bytes: 16Gi\n'),
    says: [],
    notes: ['etcd_quota_backend_bytes is 16Gi: its makers advise against more than 8Gi'],
  },
];
