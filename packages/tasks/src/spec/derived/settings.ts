import { isOn, list, members, text, type DerivedNames, type Names } from './names.ts';

const directoryOf = (path: string): string => path.slice(0, Math.max(path.lastIndexOf('/'), 0));

const family = ({ host }: Names): 'debian' | 'redhat' | 'flatcar' | undefined => {
  const { facts } = host;
  if (facts === undefined) return undefined;
  const ids = [facts.os.id, ...facts.os.idLike];
  if (ids.includes('flatcar')) return 'flatcar';
  if (ids.some((id) => ['rhel', 'fedora', 'centos'].includes(id))) return 'redhat';
  return ids.some((id) => ['debian', 'ubuntu'].includes(id)) ? 'debian' : undefined;
};

const gates = ['kube', 'kube_apiserver', 'kube_controller', 'kube_scheduler', 'kube_proxy', 'kubelet', 'kubeadm'].map(
  (who) => `${who}_feature_gates`,
);

/** What kubespray works out of its other settings. */
export const settingNames: DerivedNames = {
  // Kubespray has lists of NAME=true here, which templates add to.
  ...Object.fromEntries(gates.map((name) => [name, () => []])),
  audit_log_mountpath: (names) => directoryOf(text(names, 'audit_log_path')),
  audit_policy_hostpath: (names) => directoryOf(text(names, 'audit_policy_file')),
  calico_baremetal_nodename: (names) => names.value('kube_override_hostname'),
  cinder_csi_ignore_volume_az: (names) => names.value('volume_cross_zone_attachment') ?? 'false',
  containerd_registries_mirrors: () => [
    {
      prefix: 'docker.io',
      mirrors: [{ host: 'https://registry-1.docker.io', capabilities: ['pull', 'resolve'], skip_verify: false }],
    },
  ],
  coredns_server_by_mode: (names) => ({
    coredns: [names.value('skydns_server')],
    coredns_dual: [names.value('skydns_server'), names.value('skydns_server_secondary')],
    manual: text(names, 'manual_dns_server').split(','),
    none: [],
  }),
  cri_socket: (names) =>
    ({
      crio: 'unix:///var/run/crio/crio.sock',
      containerd: 'unix:///var/run/containerd/containerd.sock',
      docker: 'unix:///var/run/cri-dockerd.sock',
    })[text(names, 'container_manager')] ?? '',
  crio_cgroup_manager: (names) => names.value('kubelet_cgroup_driver') ?? 'systemd',
  crio_selinux: (names) => String(names.value('preinstall_selinux_state') === 'enforcing'),
  deploy_container_engine: (names) =>
    members(names, 'k8s_cluster').includes(names.host.name) || names.value('etcd_deployment_type') === 'docker',
  dns_min_replicas: (names) => Math.min(2, members(names, 'k8s_cluster').length),
  dns_prevent_single_point_failure: (names) => Number(names.value('dns_min_replicas')) > 1,
  docker_dns_options: (names) => [`ndots:${text(names, 'ndots')}`, 'timeout:2', 'attempts:2'],
  docker_dns_search_domains: (names) => ['default.svc', 'svc'].map((part) => `${part}.${text(names, 'dns_domain')}`),
  download_delegate: (names) => (isOn(names, 'download_localhost') ? 'localhost' : members(names, 'kube_control_plane')[0]),
  image_command_tool: (names) =>
    ({ containerd: 'nerdctl', crio: 'crictl' })[text(names, 'container_manager')] ?? names.value('container_manager'),
  image_pull_command: (names) => names.value(`${text(names, 'image_command_tool')}_image_pull_command`),
  image_pull_command_on_localhost: (names) => names.value(`${text(names, 'image_command_tool_on_localhost')}_image_pull_command`),
  kube_apiserver_authentication_config_anonymous: (names) => ({ enabled: names.value('kube_api_anonymous_auth'), conditions: [] }),
  kube_etcd_cert_file: ({ host }) => `node-${host.name}.pem`,
  kube_etcd_key_file: ({ host }) => `node-${host.name}-key.pem`,
  kube_proxy_deployed: (names) => !list(names, 'kubeadm_init_phases_skip').includes('addon/kube-proxy'),
  kube_service_cgroups: (names) => (isOn(names, 'kube_reserved') ? names.value('kube_reserved_cgroups_for_service_slice') : 'system.slice'),
  kubeadm_init_phases_skip: (names) => [
    ...list(names, 'kubeadm_init_phases_skip_default'),
    ...(replacesKubeProxy(names) ? ['addon/kube-proxy'] : []),
  ],
  kubeadm_upgrade_node_phases_skip: (names) => [
    ...list(names, 'kubeadm_upgrade_node_phases_skip_default'),
    ...list(names, 'kubeadm_init_phases_skip'),
  ],
  ntp_driftfile: (names) => (names.value('ntp_package') === 'ntpsec' ? '/var/lib/ntpsec/ntp.drift' : '/var/lib/ntp/ntp.drift'),
  ntp_package: (names) => (family(names) === undefined ? undefined : family(names) === 'redhat' ? 'chrony' : 'ntp'),
  openstack_blockstorage_ignore_volume_az: (names) => names.value('volume_cross_zone_attachment') ?? 'false',
  rbac_enabled: (names) => list(names, 'authorization_modes').includes('RBAC'),
  ssl_ca_dirs: (names) =>
    ({
      debian: ['/usr/share/ca-certificates'],
      flatcar: ['/usr/share/ca-certificates'],
      redhat: ['/etc/pki/tls', '/etc/pki/ca-trust'],
      unknown: [],
    })[family(names) ?? 'unknown'],
  systemd_resolved_disable_stub_listener: (names) => family(names) === 'flatcar',
};

function replacesKubeProxy(names: Names): boolean {
  const plugin = names.value('kube_network_plugin');
  if (plugin === 'kube-router') return isOn(names, 'kube_router_run_service_proxy');
  if (plugin === 'cilium' && (names.value('cilium_kube_proxy_replacement') === 'strict' || isOn(names, 'cilium_kube_proxy_replacement')))
    return true;
  if (plugin === 'calico' && isOn(names, 'calico_bpf_enabled')) return true;
  return isOn(names, 'kube_proxy_remove');
}
