import { removedEarly } from './history-early.ts';
import { removedParts } from './history-parts.ts';
import { gone, type Removed } from './removed.ts';

/** A variable that goes by another name since a release; its values mean the same. */
export interface Renamed {
  readonly release: string;
  readonly from: string;
  readonly to: string;
}

/** Variables kubespray has renamed since 2.5, oldest first; a name that was renamed and removed is only in `removed`. */
export const renamed: readonly Renamed[] = [
  { release: '2.29', from: 'namespace', to: 'k8s_namespace' },
  { release: '2.31', from: 'ssh_bastion_confing__name', to: 'ssh_bastion_config_name' },
  { release: '2.32', from: 'cilium_hubble_certgen_image_repo', to: 'cilium_certgen_image_repo' },
  { release: '2.32', from: 'cilium_hubble_certgen_image_tag', to: 'cilium_certgen_image_tag' },
  { release: '2.32', from: 'cilium_hubble_certgen_digest_checksum', to: 'cilium_certgen_digest_checksum' },
  { release: '2.32', from: 'cilium_hubble_envoy_image_repo', to: 'cilium_envoy_image_repo' },
  { release: '2.32', from: 'cilium_hubble_envoy_image_tag', to: 'cilium_envoy_image_tag' },
  { release: '2.32', from: 'cilium_hubble_envoy_digest_checksum', to: 'cilium_envoy_digest_checksum' },
];

/** The oldest release whose variables are all known, or known to be gone. */
export const firstKnownRelease = '2.5';

/** Variables kubespray has removed since 2.5, oldest first; whole parts stand last. */
export const removed: readonly Removed[] = [
  ...removedEarly,
  gone(
    '2.21',
    'cilium_init_image_repo cilium_init_image_tag cilium_init_digest_checksum',
    'cilium has no image of its own for starting up',
  ),
  gone(
    '2.21',
    'crio_add_repos crio_debian_buster_backports_packages crio_kubernetes_version_matrix crio_versioned_pkg default_crio_packages ' +
      'skopeo_packages centos_crio_packages debian_crio_packages ubuntu_crio_packages',
    'cri-o is downloaded and not installed from packages',
  ),
  gone('2.21', 'etcd_log_package_levels', ['etcd no longer takes levels by package', 'use etcd_log_level']),
  gone('2.22', 'crio_pids_limit', ['cri-o leaves limits of processes to kubelet', 'use kubelet_pod_pids_limit']),
  gone('2.22', 'crun_bin_dir', 'nothing read it'),
  gone('2.22', 'disable_swap', ['one variable says both', 'use kubelet_fail_swap_on']),
  gone('2.22', 'external_openstack_lbaas_use_octavia', 'Octavia is all there is'),
  gone('2.22', 'kube_proxy_udp_idle_timeout', 'kube-proxy no longer has the setting'),
  gone('2.22', 'use_localhost_as_kubeapi_loadbalancer', 'it follows from loadbalancer_apiserver_localhost and the ports'),
  gone('2.23', 'calicoctl_alternate_download_url', ['calicoctl has one address', 'use calicoctl_download_url']),
  gone('2.23', 'containerd_insecure_registries', ['registries have one list', 'use containerd_registries_mirrors with skip_verify']),
  gone('2.23', 'crio_packages', 'cri-o is downloaded and not installed from packages'),
  gone('2.23', 'flannel_cni_download_url', "flannel's plugin comes in an image"),
  gone('2.23', 'nerdctl_extra_flags', 'registries are configured in containerd'),
  gone('2.24', 'containerd_registries', ['registries have one list', 'use containerd_registries_mirrors']),
  gone('2.25', 'common_required_pkgs required_pkgs', ['packages have one list', 'use pkgs']),
  gone('2.25', 'coredns_host_network coredns_port', 'CoreDNS is not on the network of its host'),
  gone('2.25', 'debian_os_family_extensions', 'nothing needed it'),
  gone('2.26', 'growpart_azure_enabled', 'the systems that needed it are no longer supported'),
  gone('2.26', 'kubeadm_version', ['kubeadm is always of kube_version', 'use kube_version']),
  gone(
    '2.27',
    'calico_flexvol_version calico_flexvol_image_repo calico_flexvol_image_tag calico_flexvol_digest_checksum',
    'calico no longer has that driver',
  ),
  gone('2.27', 'containerd_use_config_path', 'containerd always reads registries from its directory'),
  gone('2.27', 'is_etcd_master is_kube_master', 'groups say it'),
  gone('2.27', 'kubelet_node_config_extra_args', ['groups can differ', 'use kubelet_config_extra_args in group_vars/kube_node']),
  gone('2.27', 'kubelet_node_custom_flags', ['groups can differ', 'use kubelet_custom_flags in group_vars/kube_node']),
  ...['cpu', 'memory', 'ephemeral_storage', 'pid'].flatMap((what) =>
    ['kube', 'system'].map((who) =>
      gone('2.27', `${who}_master_${what}_reserved`, ['groups can differ', `use ${who}_${what}_reserved in group_vars/kube_control_plane`]),
    ),
  ),
  gone('2.27', 'oci_cloud_controller_version', [
    'the controller of Oracle goes by other names',
    'use external_oracle_cloud_controller_image_tag',
  ]),
  gone('2.27', 'multus_cni_version', 'multus finds it out'),
  gone('2.27', 'reset_restart_network_service_name', 'the service is found out'),
  gone('2.28', 'calico_crds_archive_checksum', ['definitions of calico are one file', 'use calico_crds_checksums']),
  gone(
    '2.28',
    'containerd_debian_repo_component containerd_ubuntu_repo_component containerd_repo_info',
    'containerd is downloaded and not installed from packages',
  ),
  gone('2.28', 'coredns_image_is_namespaced', ['it follows from coredns_version', 'use coredns_image_repo']),
  gone('2.28', 'etcd_kubeadm_enabled', ['how etcd runs has one variable', 'use etcd_deployment_type']),
  gone('2.28', 'gateway_api_experimental_channel', ['the channel goes by its name', 'use gateway_api_channel: experimental']),
  gone('2.29', 'calico_cni_pool calico_cni_pool_ipv6', ['nothing read them', 'use calico_pool_name']),
  gone('2.29', 'conntrack_modules', 'the modules are fixed'),
  gone('2.29', 'crictl_supported_versions', ['the version follows from the checksums', 'use crictl_version']),
  gone('2.29', 'crio_supported_versions', ['the version follows from the checksums', 'use crio_version']),
  gone(
    '2.29',
    'etc_hosts_localhost_entries populate_inventory_to_hosts_file populate_loadbalancer_apiserver_to_hosts_file ' +
      'populate_localhost_entries_to_hosts_file',
    '/etc/hosts is left alone',
  ),
  gone('2.30', 'cilium_remove_old_resources', 'nothing old is left to remove'),
  gone('2.30', 'etcd_cert_dir_mode', 'the mode is fixed'),
  gone('2.31', 'calico_crds_archive_checksums', ['definitions of calico are one file', 'use calico_crds_checksums']),
  gone('2.31', 'cilium_enable_bpf_clock_probe', 'nothing read it'),
  gone('2.31', 'kubeadm_config_api_version', 'kubeadm has one version of its configuration'),
  gone('2.31', 'kubelet_static_pod_path', ['static pods have one directory', 'use kube_manifest_dir']),
  gone('2.32', 'eviction_hard_control_plane', [
    'groups can differ, and nothing read it since 2.27',
    'use eviction_hard in group_vars/kube_control_plane',
  ]),
  gone('2.32', 'kube_apiserver_count', 'the API server no longer has the setting'),
  ...removedParts,
];
