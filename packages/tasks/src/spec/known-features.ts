/**
 * A part of kubespray that kmagic does not have. `names` are variables by exact name or by beginning (`metallb_*`).
 * Where `switches` are given and all are off, the other names have no effect and are only noted; without switches
 * each name is refused unless its value is harmless.
 */
export interface Feature {
  readonly about: string;
  readonly names: readonly string[];
  /** Variables that turn the feature on; anything but the harmless values does. */
  readonly switches: readonly string[];
  /** Values that ask for nothing; false, null, empty text, lists and maps always are. */
  readonly harmless?: readonly unknown[];
  readonly reason: string;
  readonly instead?: string;
}

const addon = (about: string, names: readonly string[], switches: readonly string[]): Feature => ({
  about,
  names,
  switches,
  reason: 'add-ons are not built yet',
  instead: 'install it on the running cluster with its own manifests or chart',
});

const network = (about: string, names: readonly string[]): Feature => ({
  about,
  names,
  // These plugins are chosen by kube_network_plugin, which refuses them itself; their settings alone do nothing.
  switches: ['cilium_deploy_additionally'],
  reason: 'this network plugin is not built yet',
  instead: 'use calico, or kube_network_plugin: cni and your own manifests',
});

const cloud = (about: string, names: readonly string[], switches: readonly string[]): Feature => ({
  about,
  names,
  switches,
  reason: 'cloud integrations are not built yet',
  instead: "install the provider's controller on the running cluster",
});

const engine = (about: string, names: readonly string[], switches: readonly string[]): Feature => ({
  about,
  names,
  switches,
  harmless: ['containerd'],
  reason: 'only containerd with runc is built so far',
});

/** Add-ons, networks, clouds and runtimes as whole families of variables. */
export const featureFamilies: readonly Feature[] = [
  addon('helm', ['helm_*', 'get_helm_url'], ['helm_enabled']),
  addon('the registry add-on', ['registry_*'], ['registry_enabled']),
  addon('metrics-server', ['metrics_server_*'], ['metrics_server_enabled']),
  addon('local-path-provisioner', ['local_path_provisioner_*'], ['local_path_provisioner_enabled']),
  addon('local-volume-provisioner', ['local_volume_provisioner_*'], ['local_volume_provisioner_enabled']),
  addon('cert-manager', ['cert_manager_*'], ['cert_manager_enabled']),
  addon('metallb', ['metallb_*'], ['metallb_enabled', 'metallb_speaker_enabled']),
  addon('Argo CD', ['argocd_*', 'yq_*'], ['argocd_enabled']),
  addon('the Gateway API definitions', ['gateway_api_*'], ['gateway_api_enabled']),
  addon('the Prometheus operator definitions', ['prometheus_operator_crds_*'], ['prometheus_operator_crds_enabled']),
  addon(
    'ingress controllers',
    ['ingress_*', 'alb_ingress_*'],
    ['ingress_alb_enabled', 'ingress_nginx_enabled', 'ingress_publish_status_address'],
  ),
  addon('node-feature-discovery', ['node_feature_discovery_*'], ['node_feature_discovery_enabled']),
  addon('the dashboard', ['dashboard_*'], ['dashboard_enabled']),
  addon('krew', ['krew_*'], ['krew_enabled']),
  addon('netchecker', ['netchecker_*', 'deploy_netchecker'], ['deploy_netchecker']),
  addon('scheduler plugins', ['scheduler_plugins_*'], ['scheduler_plugins_enabled']),
  addon('the GPU driver installer', ['nvidia_*'], ['nvidia_accelerator_enabled']),
  addon('snapshots of volumes', ['csi_*', 'snapshot_*'], ['csi_snapshot_controller_enabled']),
  addon('kubelet-csr-approver', ['kubelet_csr_approver_*'], ['kubelet_csr_approver_enabled', 'kubelet_rotate_server_certificates']),
  network('cilium', ['cilium_*', 'ciliumcli_*', 'upgrade_post_cilium_wait_timeout']),
  network('flannel', ['flannel_*']),
  network('kube-ovn', ['kube_ovn_*']),
  network('kube-router', ['kube_router_*']),
  network('macvlan', ['macvlan_*', 'enable_nat_default_gateway']),
  network('a network of your own by manifests', ['custom_cni_*']),
  { ...network('multus', ['multus_*', 'kube_network_plugin_multus']), switches: ['kube_network_plugin_multus'] },
  cloud('OpenStack', ['openstack_*', 'cinder_*', 'external_openstack_*'], ['cinder_csi_enabled']),
  cloud('AWS', ['aws_*'], ['aws_ebs_csi_enabled']),
  cloud('Azure', ['azure_*'], ['azure_csi_enabled']),
  cloud('Google Cloud', ['gcp_*'], ['gcp_pd_csi_enabled']),
  cloud('vSphere', ['vsphere_*', 'external_vsphere_*'], ['vsphere_csi_enabled']),
  cloud('UpCloud', ['upcloud_*'], ['upcloud_csi_enabled']),
  cloud(
    'a cloud provider',
    ['cloud_provider', 'external_cloud_provider', 'external_*', 'oci_*'],
    ['cloud_provider', 'external_cloud_provider'],
  ),
  cloud(
    'storage classes of clouds',
    [
      'persistent_volumes_enabled',
      'expand_persistent_volumes',
      'storage_classes',
      'storage_account_type',
      'volume_cross_zone_attachment',
      'restrict_az_provisioning',
      'node_volume_attach_limit',
    ],
    ['persistent_volumes_enabled'],
  ),
  engine('docker', ['docker_*', 'cri_dockerd_*'], ['container_manager']),
  engine('cri-o', ['crio_*', 'skopeo_*', 'podman_*'], ['container_manager']),
  engine('Kata containers', ['kata_containers_*', 'kata_runtimes'], ['kata_containers_enabled']),
  engine('gVisor', ['gvisor_*'], ['gvisor_enabled']),
  engine('crun', ['crun_*'], ['crun_enabled']),
  engine('youki', ['youki_*'], ['youki_enabled']),
];
