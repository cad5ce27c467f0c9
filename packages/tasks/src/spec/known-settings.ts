import type { Feature } from './known-features.ts';

const off = (about: string, names: readonly string[], rest: Partial<Feature> & { readonly reason: string }): Feature => ({
  about,
  names,
  switches: [],
  ...rest,
});

/** Single settings of kubespray, and small groups of them, that kmagic does not have. */
export const refusedSettings: readonly Feature[] = [
  {
    about: 'kube-vip',
    names: ['kube_vip_*'],
    switches: ['kube_vip_enabled', 'kube_vip_address'],
    reason: 'kube-vip is not built yet',
    instead: 'use the node-local proxy (the default), or a balancer of your own in loadbalancer_apiserver',
  },
  {
    about: 'IPv6',
    names: ['ipv6_stack', 'enable_dual_stack_networks', 'ip6', 'access_ip6', '*_ipv6', 'calico_ip6_auto_method'],
    switches: ['ipv6_stack', 'enable_dual_stack_networks'],
    reason: 'only IPv4 clusters are built so far',
  },
  off('clusters without IPv4', ['ipv4_stack'], { harmless: [true], reason: 'only IPv4 clusters are built so far' }),
  {
    about: 'the second etcd for events',
    names: ['etcd_events_*'],
    switches: ['etcd_events_cluster_enabled'],
    reason: 'one etcd cluster holds everything',
  },
  {
    about: 'OpenID Connect flags',
    names: ['kube_oidc_*'],
    switches: ['kube_oidc_auth'],
    reason: 'these flags are not built yet',
    instead: 'give oidc-issuer-url and the like in kube_kubeadm_apiserver_extra_args',
  },
  {
    about: 'webhook authentication and authorization',
    names: ['kube_webhook_*'],
    switches: ['kube_webhook_token_auth', 'kube_webhook_authorization'],
    reason: 'its configuration files are not built yet',
    instead: 'mount a file of your own by apiserver_extra_volumes and name it in kube_kubeadm_apiserver_extra_args',
  },
  {
    about: 'audit webhooks',
    names: ['kubernetes_audit_webhook', 'audit_webhook_*'],
    switches: ['kubernetes_audit_webhook'],
    reason: 'only the audit log is built so far',
  },
  {
    about: 'structured authentication and authorization files',
    names: ['kube_apiserver_use_*', 'kube_apiserver_authentication_*', 'kube_apiserver_authorization_*'],
    switches: ['kube_apiserver_use_authentication_config_file', 'kube_apiserver_use_authorization_config_file'],
    reason: 'these files are not built yet',
  },
  {
    about: 'admission configuration files',
    names: ['kube_apiserver_admission_*', 'kube_pod_security_*', 'kube_resource_quota_limited_resources'],
    switches: ['kube_apiserver_admission_control_config_file', 'kube_pod_security_use_default'],
    reason: 'these files are not built yet',
    instead: 'label namespaces with pod-security.kubernetes.io/enforce',
  },
  {
    about: 'tracing',
    names: [
      'kube_apiserver_tracing*',
      'kubelet_tracing*',
      'containerd_tracing_*',
      'etcd_experimental_enable_distributed_tracing',
      'etcd_experimental_distributed_tracing_*',
    ],
    switches: ['kube_apiserver_tracing', 'kubelet_tracing', 'containerd_tracing_enabled', 'etcd_experimental_enable_distributed_tracing'],
    reason: 'tracing is not built yet',
  },
  {
    about: 'typha',
    names: ['typha_*', 'calico_typha_*'],
    switches: ['typha_enabled'],
    reason: 'typha is not built yet; it is of use from about 100 nodes on',
  },
  {
    about: "calico's own API server",
    names: ['calico_apiserver_*'],
    switches: ['calico_apiserver_enabled'],
    reason: "calico's API server is not built yet",
    instead: 'use the crd.projectcalico.org objects',
  },
  {
    about: 'calico in eBPF',
    names: ['calico_bpf_*'],
    switches: ['calico_bpf_enabled'],
    reason: "calico's eBPF data plane is not built yet",
  },
  {
    about: 'WireGuard',
    names: ['calico_wireguard_*'],
    switches: ['calico_wireguard_enabled'],
    reason: 'encryption between nodes is not built yet',
  },
  off(
    'route reflectors and router peers',
    ['peer_with_router', 'peer_with_calico_rr', 'peers', 'local_as', 'cluster_id', 'calico_rr_id', 'calico_group_id'],
    { reason: 'only the mesh of all nodes is built so far' },
  ),
  off('the etcd datastore of calico', ['calico_datastore'], { harmless: ['kdd'], reason: 'calico keeps its data in the API only' }),
  off(
    'host-local addresses',
    ['calico_ipam_host_local', 'calico_use_default_route_src_ipaddr', 'calico_feature_control', 'calico_feature_detect_override'],
    { reason: 'this option of calico is not built yet' },
  ),
  off('a network without policies', ['enable_network_policy'], { harmless: [true], reason: 'calico always enforces policies' }),
  off('kubeadm patches', ['kubeadm_patches'], {
    reason: 'kmagic renders the manifests itself',
    instead: 'use the *_extra_args and *_extra_volumes variables',
  }),
  off('authorities of others', ['kube_external_ca_mode'], { reason: 'certificates are issued by authorities the control planes hold' }),
  off('static tokens', ['kube_token_auth'], { reason: 'kubespray never passed them to the API server' }),
  off('a cluster without kube-proxy', ['kube_proxy_remove'], { reason: 'services need kube-proxy with the networks built so far' }),
  off('closing anonymous access', ['remove_anonymous_access', 'kubeadm_use_file_discovery'], {
    reason: 'joining reads cluster-info without credentials',
  }),
  off('hardened kubelet units', ['kubelet_systemd_hardening', 'kubelet_secure_addresses'], { reason: 'this is not built yet' }),
  off('cgroupfs', ['kubelet_config_extra_args_cgroupfs'], { reason: 'cgroups are made by systemd' }),
  off(
    'further container runtimes',
    [
      'containerd_additional_runtimes',
      'containerd_base_runtime_specs',
      'containerd_extra_runtime_args',
      'containerd_runc_runtime',
      'containerd_default_base_runtime_spec_patch',
    ],
    { reason: 'only runc is configured so far', instead: 'append TOML by containerd_extra_args' },
  ),
  off('another default runtime', ['containerd_default_runtime'], { harmless: ['runc'], reason: 'only runc is configured so far' }),
  off('static containerd', ['containerd_static_binary'], { reason: 'the dynamic build is what is downloaded' }),
  off('registry passwords', ['containerd_registry_auth'], {
    reason: 'containerd 2 does not read them',
    instead: 'give an Authorization header in containerd_registries_mirrors',
  }),
  {
    about: 'a second DNS cache',
    names: ['enable_nodelocaldns_secondary', 'nodelocaldns_second*'],
    switches: ['enable_nodelocaldns_secondary'],
    reason: 'a second DNS cache on each node is not built yet',
  },
  {
    about: 'names of services in another domain',
    names: ['enable_coredns_k8s_external', 'coredns_k8s_external_zone'],
    switches: ['enable_coredns_k8s_external'],
    reason: 'this CoreDNS plugin is not built yet',
  },
  off(
    'more CoreDNS configuration',
    [
      'coredns_additional_configs',
      'nodelocaldns_additional_configs',
      'old_dns_domains',
      'coredns_affinity',
      'coredns_deployment_nodeselector',
      'dns_extra_tolerations',
      'nodelocaldns_ds_nodeselector',
    ],
    { reason: 'this is not built yet' },
  ),
  off('time synchronisation', ['ntp_manage_config', 'ntp_force_sync_immediately', 'ntp_timezone'], {
    reason: 'kmagic checks that the clock is synchronised and installs nothing',
  }),
  off('downloading once', ['download_run_once', 'download_localhost', 'download_force_cache', 'download_always_pull', 'skip_downloads'], {
    reason: 'every host downloads by itself, at the same time',
    instead: 'set files_repo and registry_host to a mirror',
  }),
  off('automatic renewal', ['auto_renew_certificates', 'auto_renew_certificates_systemd_calendar'], {
    reason: 'kmagic puts no timer on hosts',
    instead: 'every apply renews what is near its end (certificates_renew_before_days)',
  }),
  off('upgrading the operating system', ['system_upgrade'], { reason: 'packages of the system are left alone' }),
  off('a proxy certificate', ['https_proxy_cert_file'], {
    reason: 'this is not built yet',
    instead: "add the certificate to the hosts' trust store",
  }),
  off('kubectl on the controller', ['kubectl_localhost'], {
    reason: 'the controller may be of another system',
    instead: 'install kubectl by itself; artifacts/admin.conf is what it needs',
  }),
  off('a host without container engine', ['deploy_container_engine'], {
    harmless: [true],
    reason: 'kubelet needs the engine kmagic installs',
  }),
  off('certificates by another way', ['cert_management'], { harmless: ['script'], reason: 'kmagic issues certificates itself' }),
  off('another image store', ['kubeadm_image_repo'], { reason: 'images come from kube_image_repo' }),
  {
    about: 'haproxy',
    names: ['haproxy_*'],
    switches: ['loadbalancer_apiserver_type'],
    harmless: ['nginx'],
    reason: 'only nginx is rendered so far',
  },
  off('removed by kubespray itself', ['kubelet_static_pod_path', 'eviction_hard_control_plane', 'kube_proxy_nodeport_addresses_cidr'], {
    reason: 'kubespray replaced it',
    instead: 'use kube_manifest_dir, eviction_hard in group_vars/kube_control_plane, kube_proxy_nodeport_addresses',
  }),
];
