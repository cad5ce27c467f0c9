const byRelease: Readonly<Record<string, string>> = {
  '2.25':
    'containerd_discard_unpacked_layers dl_k8s_io_url github_url kubelet_cpu_manager_policy_options node_feature_discovery_image_repo ' +
    'node_feature_discovery_image_tag node_feature_discovery_version scheduler_plugins_controller_image_repo ' +
    'scheduler_plugins_controller_image_tag scheduler_plugins_scheduler_image_repo scheduler_plugins_scheduler_image_tag ' +
    'scheduler_plugins_version',
  '2.26':
    'calico_policy_controller_log_level containerd_debug_address containerd_disable_apparmor containerd_disable_hugetlb_controller ' +
    'containerd_enable_selinux containerd_image_pull_progress_timeout containerd_tolerate_missing_hugetlb_controller ' +
    'etcd_experimental_watch_progress_notify_interval gateway_api_version kube_ovn_vpc_container_image_repo ' +
    'kube_ovn_vpc_container_image_tag kubelet_max_parallel_image_pulls kubelet_systemd_wants_dependencies post_upgrade_hooks',
  '2.27': 'kube_asymmetric_encryption_algorithm kubeadm_ignore_preflight_errors',
  '2.28': 'access_ip6 gateway_api_crds_download_url metallb_image_tag',
  '2.29':
    'argocd_install_checksum argocd_install_checksums calico_nftable_mode containerd_static_archive_checksum ' +
    'containerd_static_archive_checksums coredns_replicas kube_ca_cert_validity_period kube_cert_validity_period ' +
    'prometheus_operator_crds_download_url prometheus_operator_crds_version',
  '2.30': 'csi_livenessprobe_digest_checksum',
  '2.31': 'calico_crds_checksums kubelet_fail_cgroup_v1 pkg_install_timeout',
  '2.32':
    'cilium_certgen_digest_checksum cilium_certgen_image_repo cilium_certgen_image_tag cilium_envoy_digest_checksum ' +
    'cilium_envoy_image_repo cilium_envoy_image_tag',
};

const releases: ReadonlyMap<string, string> = new Map(
  Object.entries(byRelease).flatMap(([release, names]) => names.split(' ').map((name) => [name, release] as const)),
);

/** The release of kubespray a variable came with, where that is after 2.24 and its row does not say. */
export function sinceRelease(name: string): string | undefined {
  return releases.get(name);
}
