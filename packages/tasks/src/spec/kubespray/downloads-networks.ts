import { checksumRows, imageRows, tagRow, urlRow, versionRow } from './download-rows.ts';
import type { PartDownloads } from './downloads-parts.ts';
import { computed, pattern } from './known-group.ts';

const sidecars = (
  [
    ['attacher', 'v4.5.1'],
    ['provisioner', 'v4.0.1'],
    ['snapshotter', 'v7.0.2'],
    ['resizer', 'v1.10.1'],
    ['node-driver-registrar', 'v2.4.0'],
  ] as const
).flatMap(([name, tag]) => imageRows(`csi_${name.replaceAll('-', '_')}`, `{kube_image_repo}/sig-storage/csi-${name}`, tag));

/** Versions, images and files of networks, clouds and storage, as role kubespray_defaults has them. */
export const networkDownloads: readonly PartDownloads[] = [
  {
    beside: 'cilium_debug',
    rows: [
      versionRow('cilium', '1.20.1', 'cilium'),
      versionRow('cilium_cli', '0.19.7', "cilium's program"),
      urlRow('ciliumcli', '{github_url}/cilium/cilium-cli/releases/download/v{cilium_cli_version}/cilium-linux-{image_arch}.tar.gz'),
      ...checksumRows('ciliumcli_binary'),
      ...imageRows('cilium', '{quay_image_repo}/cilium/cilium', 'v{cilium_version}'),
      ...imageRows('cilium_operator', '{quay_image_repo}/cilium/operator', 'v{cilium_version}'),
      ...imageRows('cilium_hubble_relay', '{quay_image_repo}/cilium/hubble-relay', 'v{cilium_version}'),
      ...imageRows('cilium_certgen', '{quay_image_repo}/cilium/certgen', 'v0.4.9'),
      ...imageRows('cilium_hubble_ui', '{quay_image_repo}/cilium/hubble-ui', 'v0.13.5'),
      ...imageRows('cilium_hubble_ui_backend', '{quay_image_repo}/cilium/hubble-ui-backend', 'v0.13.5'),
      ...imageRows('cilium_envoy', '{quay_image_repo}/cilium/cilium-envoy', 'v1.37.5-1786810558-766ccfb37260a43e9d228837aa84ce3faf9f64e7'),
    ],
  },
  {
    beside: 'flannel_backend_type',
    rows: [
      versionRow('flannel', '0.28.4', 'flannel'),
      versionRow('flannel_cni', '1.7.1-flannel1', "flannel's CNI plugin"),
      ...imageRows('flannel', '{docker_image_repo}/flannel/flannel', 'v{flannel_version}'),
      ...imageRows('flannel_init', '{docker_image_repo}/flannel/flannel-cni-plugin', 'v{flannel_cni_version}'),
    ],
  },
  {
    beside: 'kube_ovn_network_type',
    rows: [
      versionRow('kube_ovn', '1.12.21', 'kube-ovn'),
      versionRow('kube_ovn_dpdk', '19.11-v{kube_ovn_version}', 'kube-ovn with DPDK'),
      ...imageRows('kube_ovn_container', '{docker_image_repo}/kubeovn/kube-ovn', 'v{kube_ovn_version}'),
      ...imageRows('kube_ovn_vpc_container', '{docker_image_repo}/kubeovn/vpc-nat-gateway', 'v{kube_ovn_version}'),
      ...imageRows('kube_ovn_dpdk_container', '{docker_image_repo}/kubeovn/kube-ovn-dpdk', '{kube_ovn_dpdk_version}'),
    ],
  },
  {
    beside: 'kube_router_run_router',
    rows: [
      versionRow('kube_router', '2.1.1', 'kube-router'),
      ...imageRows('kube_router', '{docker_image_repo}/cloudnativelabs/kube-router', 'v{kube_router_version}'),
    ],
  },
  {
    beside: 'multus_cni_conf_dir',
    rows: [
      ['kube_network_plugin_multus', 'boolean', false, 'Pods can have further interfaces, by multus.'],
      versionRow('multus', '4.2.2', 'multus'),
      ...imageRows('multus', '{github_image_repo}/k8snetworkplumbingwg/multus-cni', 'v{multus_version}'),
    ],
  },
  {
    beside: 'typha_enabled',
    rows: [
      versionRow('calico_typha', '{calico_version}', 'typha'),
      ...imageRows('calico_typha', '{quay_image_repo}/calico/typha', 'v{calico_typha_version}'),
    ],
  },
  {
    beside: 'calico_apiserver_enabled',
    rows: [
      versionRow('calico_apiserver', '{calico_version}', "calico's API server"),
      ...imageRows('calico_apiserver', '{quay_image_repo}/calico/apiserver', 'v{calico_apiserver_version}'),
    ],
  },
  {
    beside: 'csi_snapshot_controller_enabled',
    rows: [
      ...sidecars,
      ...imageRows('csi_livenessprobe', '{kube_image_repo}/sig-storage/livenessprobe', 'v2.11.0'),
      [
        'snapshot_controller_supported_versions',
        'map',
        { '1.36': 'v7.0.2', '1.35': 'v7.0.2', '1.34': 'v7.0.2' },
        'snapshot-controller for each minor of Kubernetes.',
      ],
      ...imageRows('snapshot_controller', '{kube_image_repo}/sig-storage/snapshot-controller', 'v7.0.2'),
    ],
  },
  {
    beside: 'cinder_csi_enabled',
    rows: [
      versionRow('cinder_csi_plugin', '1.30.0', 'the Cinder driver'),
      ...imageRows('cinder_csi_plugin', '{kube_image_repo}/provider-os/cinder-csi-plugin', 'v{cinder_csi_plugin_version}'),
      [
        'cinder_csi_ignore_volume_az',
        'boolean',
        computed('volume_cross_zone_attachment, else false'),
        'Volumes are attached across zones.',
      ],
    ],
  },
  {
    beside: 'external_openstack_lbaas_enabled',
    rows: [
      [
        'external_openstack_cloud_controller_image_repo',
        'text',
        pattern('{kube_image_repo}/provider-os/openstack-cloud-controller-manager'),
        "The repository of OpenStack's controller, without tag.",
        '2.25',
      ],
    ],
  },
  {
    beside: 'openstack_lbaas_enabled',
    rows: [
      ['openstack_blockstorage_version', 'text', undefined, 'The version of the volume API.'],
      ['openstack_cacert', 'path', computed('OS_CACERT of the environment'), "The authority of OpenStack's certificates."],
    ],
  },
  {
    beside: 'aws_ebs_csi_enabled',
    rows: [
      versionRow('aws_ebs_csi_plugin', '0.5.0', 'the EBS driver'),
      [
        'aws_ebs_csi_plugin_image_repo',
        'text',
        pattern('{docker_image_repo}/amazon/aws-ebs-csi-driver'),
        'The repository of the EBS driver, without tag.',
      ],
    ],
  },
  {
    beside: 'gcp_pd_csi_enabled',
    rows: [
      versionRow('gcp_pd_csi_plugin', '1.9.2', 'the disk driver of Google Cloud'),
      ...imageRows(
        'gcp_pd_csi_plugin',
        '{kube_image_repo}/cloud-provider-gcp/gcp-compute-persistent-disk-csi-driver',
        'v{gcp_pd_csi_plugin_version}',
      ),
      ['gcp_pd_csi_image_repo', 'text', 'gke.gcr.io', 'The registry of the images below.'],
      tagRow('gcp_pd_csi_provisioner', 'v1.5.0-gke.0'),
      tagRow('gcp_pd_csi_attacher', 'v2.1.1-gke.0'),
      tagRow('gcp_pd_csi_resizer', 'v0.4.0-gke.0'),
      tagRow('gcp_pd_csi_registrar', 'v1.2.0-gke.0'),
    ],
  },
  {
    beside: 'azure_csi_enabled',
    rows: [
      versionRow('azure_csi_plugin', '1.10.0', 'the disk driver of Azure'),
      ['azure_csi_plugin_image_repo', 'text', 'mcr.microsoft.com/k8s/csi', 'The registry of the disk driver of Azure.'],
      ['azure_csi_image_repo', 'text', 'mcr.microsoft.com/oss/kubernetes-csi', 'The registry of the images below.'],
      tagRow('azure_csi_provisioner', 'v2.2.2'),
      tagRow('azure_csi_attacher', 'v3.3.0'),
      tagRow('azure_csi_resizer', 'v1.3.0'),
      tagRow('azure_csi_livenessprobe', 'v2.5.0'),
      tagRow('azure_csi_node_registrar', 'v2.4.0'),
      tagRow('azure_csi_snapshotter', 'v3.0.3'),
    ],
  },
];
