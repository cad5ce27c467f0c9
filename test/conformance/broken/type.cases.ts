import type { BrokenCase } from './broken-case.ts';
import { all } from './broken-files.ts';

/** A setting of all whose value is not of its type: what is said of it, and what to do. */
function wrong(line: string, message: string, hint: string): BrokenCase {
  const [name = ''] = line.split(':');
  return { name: line, files: all(`${line}\n`), says: [`badVariable: ${name} ${message} (group_vars/all.yml:1) | ${hint}`] };
}

/** Every type of a setting with values that are not of it. */
export const typeCases: readonly BrokenCase[] = [
  wrong(
    'kube_override_hostname: [a]',
    'must be text',
    'kube_override_hostname (domain): The name of the node, where it is not the inventory name.',
  ),
  wrong(
    'cluster_name: My_Cluster',
    'must be a DNS name in lower case',
    'cluster_name (domain): The name of the cluster; it cannot change once installed.',
  ),
  wrong('bin_dir: usr/local/bin', 'must be an absolute path', 'bin_dir (path): Where programs are installed.'),
  wrong('kube_owner: {name: kube}', 'must be text', 'kube_owner (text): The user that owns the directories of Kubernetes.'),
  wrong('etcd_version: "3.6"', 'must be a version of three numbers, such as 1.36.4', 'etcd_version (version): The version of etcd.'),
  wrong(
    'kube_network_plugin: cilum',
    'must be one of calico, cni, none',
    'kube_network_plugin (`calico` `cni` `none`): The pod network: calico; cni or none for one you bring yourself, with or without the CNI plugins on hosts.',
  ),
  wrong(
    'k8s_image_pull_policy: Sometimes',
    'must be one of IfNotPresent, Always, Never',
    'k8s_image_pull_policy (`IfNotPresent` `Always` `Never`): The imagePullPolicy of the pods kmagic makes.',
  ),
  wrong('kube_log_level: 11', 'must be a whole number from 0 to 10', 'kube_log_level (integer): The verbosity of every component.'),
  wrong(
    'kube_network_node_prefix: 24.5',
    'must be a whole number from 8 to 30',
    "kube_network_node_prefix (integer): The prefix length of one node's pods, where the network is not calico.",
  ),
  wrong(
    'kube_apiserver_port: https',
    'must be a whole number from 1 to 65535',
    'kube_apiserver_port (integer): The port every API server listens on.',
  ),
  wrong(
    'kube_feature_gates: Foo=true',
    'must be a list such as ["GateName=true"]',
    'kube_feature_gates (list of `Gate=true`): Feature gates of every component.',
  ),
  wrong(
    'kube_feature_gates: [Foo]',
    'Foo is not of the form GateName=true',
    'kube_feature_gates (list of `Gate=true`): Feature gates of every component.',
  ),
  wrong(
    'kube_feature_gates: {Foo: perhaps}',
    'Foo: must be true or false',
    'kube_feature_gates (list of `Gate=true`): Feature gates of every component.',
  ),
  wrong('kube_profiling: maybe', 'must be true or false', 'kube_profiling (boolean): Profiling endpoints of the control plane.'),
  wrong('enable_nodelocaldns: [true]', 'must be true or false', 'enable_nodelocaldns (boolean): Every node caches DNS.'),
  wrong(
    'kube_pods_subnet: 10.233.64.0',
    'must be an IPv4 range whose address is its first, such as 10.233.0.0/18',
    'kube_pods_subnet (CIDR): The range of pod addresses; it cannot change once installed.',
  ),
  wrong(
    'kube_service_addresses: 10.233.0.1/18',
    'must be an IPv4 range whose address is its first, such as 10.233.0.0/18',
    'kube_service_addresses (CIDR): The range of service addresses; it cannot change once installed.',
  ),
  wrong(
    'kube_service_addresses: fd00::/64',
    'must be an IPv4 range whose address is its first, such as 10.233.0.0/18',
    'kube_service_addresses (CIDR): The range of service addresses; it cannot change once installed.',
  ),
  wrong(
    'kube_apiserver_node_port_range: 30000',
    'must be two ports such as 30000-32767',
    'kube_apiserver_node_port_range (port range): Ports of NodePort services.',
  ),
  wrong(
    'kube_config_dir: /opt/kubernetes',
    'must be /etc/kubernetes: kubeadm, by which workers join, knows no other place',
    'kube_config_dir (`/etc/kubernetes`): Where Kubernetes keeps its configuration.',
  ),
  wrong(
    'certificates_key_size: 1024',
    'must be one of 2048, 3072, 4096',
    'certificates_key_size (`2048` `3072` `4096`): RSA bits of new keys of etcd.',
  ),
  wrong(
    'kube_asymmetric_encryption_algorithm: ECDSA-P521',
    'must be one of RSA-2048, RSA-3072, RSA-4096, ECDSA-P256, ECDSA-P384',
    'kube_asymmetric_encryption_algorithm (`RSA-2048` `RSA-3072` `RSA-4096` `ECDSA-P256` `ECDSA-P384`): The kind of new keys of Kubernetes.',
  ),
  wrong(
    'kube_cert_validity_period: 1 year',
    'must be whole hours such as 8760h',
    "kube_cert_validity_period (hours (`8760h`)): How long Kubernetes' certificates are valid.",
  ),
  wrong(
    'etcd_deployment_type: kubeadm',
    "kubeadm is not supported: kubeadm's stacked etcd ties a member's life to its API server and cannot be recovered by quorum; use container, host",
    'etcd_deployment_type (`container` `host`): How a member runs: a container that outlives containerd, or a program under systemd.',
  ),
  wrong(
    'etcd_quota_backend_bytes: 9Zi',
    'must be bytes such as 2147483648, or with a unit such as 8Gi',
    'etcd_quota_backend_bytes (bytes): Size of the database at which writes are refused.',
  ),
  wrong(
    'etcd_compaction_retention: always',
    'must be hours such as 8, or a duration',
    'etcd_compaction_retention (hours or duration): How much history automatic compaction keeps.',
  ),
  wrong(
    'upstream_dns_servers: [dns.example]',
    'dns.example is not an IP address, with or without a port',
    "upstream_dns_servers (list of addresses): Where other names are asked; empty is the node's own resolvers.",
  ),
  wrong(
    'kube_apiserver_enable_admission_plugins: [PodSecurityPolicy, NodeRestrictions]',
    'PodSecurityPolicy was removed in Kubernetes 1.25; NodeRestrictions is no admission plugin of kube-apiserver; the nearest is NodeRestriction',
    'kube_apiserver_enable_admission_plugins (list of admission plugins): Admission plugins to switch on.',
  ),
  wrong(
    'tls_cipher_suites: [FOO]',
    'FOO is no cipher suite Kubernetes knows',
    "tls_cipher_suites (list of cipher suites): TLS cipher suites of components; empty is Go's own list.",
  ),
  wrong(
    'tls_min_version: 1.2',
    'must be one of VersionTLS10, VersionTLS11, VersionTLS12, VersionTLS13',
    'tls_min_version (`VersionTLS10` `VersionTLS11` `VersionTLS12` `VersionTLS13`): The oldest TLS version components accept, such as VersionTLS12.',
  ),
  wrong(
    'supplementary_addresses_in_ssl_keys: [api_1]',
    'api_1 is neither a DNS name in lower case nor an IP address',
    "supplementary_addresses_in_ssl_keys (list of DNS names and addresses): Further names and addresses in the API server's certificate.",
  ),
  wrong(
    'eviction_hard: {memory.availabel: 300Mi, nodefs.available: 10 %}',
    'memory.availabel is nothing kubelet measures; the nearest is memory.available; nodefs.available 10 % is neither an amount such as 300Mi nor a percentage such as 10%',
    'eviction_hard (map of signal to amount or percentage): Thresholds at which pods are evicted at once.',
  ),
  wrong('authorization_modes: Node,RBAC', 'must be a list', 'authorization_modes (list of text): Authorizers, in order.'),
  wrong(
    'upstream_dns_servers: [{a: b}]',
    '[0]: must be text',
    "upstream_dns_servers (list of addresses): Where other names are asked; empty is the node's own resolvers.",
  ),
  wrong(
    'kubelet_shutdown_grace_period: one minute',
    'must be a duration such as 30s, 5m or 1h30m',
    'kubelet_shutdown_grace_period (duration): How long a host that shuts down waits for its pods.',
  ),
  wrong(
    'kubelet_shutdown_grace_period: 60',
    'must be a duration such as 30s, 5m or 1h30m',
    'kubelet_shutdown_grace_period (duration): How long a host that shuts down waits for its pods.',
  ),
  wrong('etcd_extra_vars: [a]', 'must be a map', 'etcd_extra_vars (map of text): Further settings of etcd, by environment name.'),
  wrong(
    'node_labels: {a: [b]}',
    'a: must be text, a number or a boolean',
    'node_labels (map of text): Labels of the node; one dropped here is removed from it.',
  ),
  wrong(
    'apiserver_extra_volumes: [{name: a}]',
    '[0].hostPath: is missing; [0].mountPath: is missing',
    'apiserver_extra_volumes (map of {hostPath, mountPath, readOnly}): Host paths mounted into the API server.',
  ),
  wrong(
    'apiserver_extra_volumes: /etc/pki',
    'must be a map of name to {hostPath, mountPath, readOnly}',
    'apiserver_extra_volumes (map of {hostPath, mountPath, readOnly}): Host paths mounted into the API server.',
  ),
  wrong(
    'audit_policy_custom_rules: "- level: None"',
    'must be a list of audit rules (not text: drop the | after the colon)',
    'audit_policy_custom_rules (list of audit rules): Rules of the audit policy in place of the standard ones.',
  ),
  wrong(
    'kube_encrypt_token: [x]',
    'must be text',
    'kube_encrypt_token (secret): The key, 32 characters; left out, one is made once and kept on the control planes.',
  ),
  wrong(
    'kube_scheduler_profiles: {a: b}',
    'must be a list of maps',
    'kube_scheduler_profiles (list of maps): Profiles of the scheduler configuration.',
  ),
  wrong('kubelet_config_extra_args: maxPods=5', 'must be a map', 'kubelet_config_extra_args (map): Merged over the KubeletConfiguration.'),
  wrong(
    'kube_proxy_mode: userspace',
    'must be one of nftables, iptables, ipvs',
    'kube_proxy_mode (`nftables` `iptables` `ipvs`): How service addresses are implemented.',
  ),
  wrong(
    'loadbalancer_apiserver: 192.0.2.9',
    'must be {address, port}',
    'loadbalancer_apiserver (map of {address, port}): A balancer of your own in front of the API servers.',
  ),
  wrong(
    'loadbalancer_apiserver: {port: 6443}',
    'address: is missing',
    'loadbalancer_apiserver (map of {address, port}): A balancer of your own in front of the API servers.',
  ),
  wrong(
    'dns_memory_limit: 300 Mi',
    'must be a Kubernetes quantity such as 500m, 256Mi or 2',
    'dns_memory_limit (quantity): Memory limit of a CoreDNS pod.',
  ),
  wrong('dns_mode: kubedns', 'must be one of coredns, manual, none', 'dns_mode (`coredns` `manual` `none`): Who answers cluster DNS.'),
  wrong(
    'access_ip: node1',
    'must be an IPv4 address',
    'access_ip (IPv4 address): The address other hosts reach this one at; left out, ip.',
  ),
  wrong(
    'nodelocaldns_ip: 169.254.25',
    'must be an IPv4 address',
    'nodelocaldns_ip (IPv4 address): The address of the cache on every node.',
  ),
  wrong(
    'coredns_external_zones: example.com',
    'must be a list of {zones, nameservers}',
    'coredns_external_zones (list of {zones, nameservers, cache, rewrite}): Zones with resolvers of their own.',
  ),
  wrong(
    'coredns_external_zones: [{zones: [], nameservers: [192.0.2.53]}]',
    '[0].zones: must not be empty',
    'coredns_external_zones (list of {zones, nameservers, cache, rewrite}): Zones with resolvers of their own.',
  ),
  wrong(
    'files_repo: ftp://mirror.example',
    'must be an http(s) address without a slash at its end',
    'files_repo (url): A file mirror laid out as UPSTREAM-HOST/PATH.',
  ),
  wrong(
    'files_repo: https://mirror.example/',
    'must be an http(s) address without a slash at its end',
    'files_repo (url): A file mirror laid out as UPSTREAM-HOST/PATH.',
  ),
  wrong(
    'registry_host: https://registry.example',
    'must be HOST[:PORT][/PATH] without http:// before it',
    'registry_host (registry): A registry that holds every image, by its path.',
  ),
  wrong(
    'kubelet_checksums: {amd64: {"1.36.4": "sha256:abc"}}',
    'amd64.1.36.4: a checksum must be sha256: and 64 hex digits',
    'kubelet_checksums (map arch: {version: `sha256:HEX`}): Checksums of versions, over those of the catalog.',
  ),
  wrong(
    'ntp_enabled: true',
    'true is not supported: kmagic checks that the clock is synchronised and installs nothing; run chrony or timesyncd; use false',
    'ntp_enabled (`false`): Time synchronisation is installed.',
  ),
  wrong('kubelet_bind_address: everywhere', 'must be an IP address', 'kubelet_bind_address (address): The address kubelet listens on.'),
  wrong(
    'kubelet_enforce_node_allocatable: all',
    '[0]: may hold pods, kube-reserved and system-reserved',
    'kubelet_enforce_node_allocatable (list of `pods` `kube-reserved` `system-reserved`): Which of pods, kube-reserved and system-reserved are enforced.',
  ),
  wrong(
    'containerd_unit_oom_score_adjust: never',
    'must be integer or null',
    "containerd_unit_oom_score_adjust (integer or null): OOMScoreAdjust of containerd's unit; null leaves the line out.",
  ),
  wrong('containerd_limit_core: many', 'must be a number or infinity', "containerd_limit_core (limit): LimitCORE of containerd's unit."),
  wrong(
    'containerd_registries_mirrors: docker.io',
    'must be a list of {prefix, mirrors}',
    'containerd_registries_mirrors (list of {prefix, server, mirrors}): Mirrors by registry; the prefix _default answers for all others.',
  ),
  wrong(
    'containerd_registries_mirrors: [{prefx: docker.io}]',
    '[0].prefix: is missing; [0]: there is nothing called prefx here',
    'containerd_registries_mirrors (list of {prefix, server, mirrors}): Mirrors by registry; the prefix _default answers for all others.',
  ),
  wrong(
    'containerd_registries_mirrors: [{prefix: docker.io, mirrors: [{host: mirror.example}]}]',
    '[0].mirrors[0].host: host must begin with http:// or https://',
    'containerd_registries_mirrors (list of {prefix, server, mirrors}): Mirrors by registry; the prefix _default answers for all others.',
  ),
  wrong(
    'etcd_memory_limit: lots',
    'must be memory such as 512M, or 0 for no limit',
    'etcd_memory_limit (memory): Memory limit of the etcd container; 0 is none.',
  ),
  wrong(
    'additional_sysctl: {net.ipv4.ip_forward: 1}',
    'must be a list of {name, value}',
    'additional_sysctl (list of {name, value}): Further kernel settings.',
  ),
  wrong('node_taints: [gpu]', 'gpu is not a taint', 'write key=value:NoSchedule (or PreferNoSchedule, NoExecute)'),
];
