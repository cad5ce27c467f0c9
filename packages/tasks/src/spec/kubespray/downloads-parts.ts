import { checksumRows, imageRows, tagRow, urlRow, versionRow } from './download-rows.ts';
import { computed, pattern, type KnownRow } from './known-group.ts';

/** What is downloaded for a part described elsewhere; `beside` is a variable of that part. */
export interface PartDownloads {
  readonly beside: string;
  readonly rows: readonly KnownRow[];
}

/** Versions, images and files of add-ons and engines, as role kubespray_defaults has them. */
export const partDownloads: readonly PartDownloads[] = [
  {
    beside: 'helm_enabled',
    rows: [
      versionRow('helm', '3.18.4', 'helm'),
      ['get_helm_url', 'url', 'https://get.helm.sh', 'Where releases of helm are.', '2.25'],
      urlRow('helm', '{get_helm_url}/helm-v{helm_version}-linux-{image_arch}.tar.gz'),
      ...checksumRows('helm_archive'),
    ],
  },
  {
    beside: 'registry_enabled',
    rows: [
      versionRow('registry', '2.8.1', 'the registry'),
      ...imageRows('registry', '{docker_image_repo}/library/registry', '{registry_version}'),
    ],
  },
  {
    beside: 'metrics_server_enabled',
    rows: [
      versionRow('metrics_server', '0.8.1', 'metrics-server'),
      ...imageRows('metrics_server', '{kube_image_repo}/metrics-server/metrics-server', 'v{metrics_server_version}'),
    ],
  },
  {
    beside: 'local_volume_provisioner_enabled',
    rows: [
      versionRow('local_volume_provisioner', '2.5.0', 'local-volume-provisioner'),
      ...imageRows(
        'local_volume_provisioner',
        '{kube_image_repo}/sig-storage/local-volume-provisioner',
        'v{local_volume_provisioner_version}',
      ),
      ['local_volume_provisioner_directory_mode', 'text', '0700', 'The mode of directories that become volumes.'],
    ],
  },
  {
    beside: 'local_path_provisioner_enabled',
    rows: [
      versionRow('local_path_provisioner', '0.0.32', 'local-path-provisioner'),
      tagRow('local_path_provisioner', 'v{local_path_provisioner_version}'),
    ],
  },
  { beside: 'ingress_alb_enabled', rows: imageRows('alb_ingress', '{docker_image_repo}/amazon/aws-alb-ingress-controller', 'v1.1.9') },
  {
    beside: 'cert_manager_enabled',
    rows: [
      versionRow('cert_manager', '1.15.3', 'cert-manager'),
      ...['controller', 'cainjector', 'webhook'].flatMap((part) =>
        imageRows(`cert_manager_${part}`, `{quay_image_repo}/jetstack/cert-manager-${part}`, 'v{cert_manager_version}'),
      ),
    ],
  },
  {
    beside: 'metallb_enabled',
    rows: [
      versionRow('metallb', '0.13.9', 'metallb'),
      ['metallb_speaker_image_repo', 'text', pattern('{quay_image_repo}/metallb/speaker'), 'The repository of the image metallb_speaker.'],
      [
        'metallb_controller_image_repo',
        'text',
        pattern('{quay_image_repo}/metallb/controller'),
        'The repository of the image metallb_controller.',
      ],
      tagRow('metallb', 'v{metallb_version}'),
    ],
  },
  {
    beside: 'node_feature_discovery_enabled',
    rows: [
      versionRow('node_feature_discovery', '0.16.4', 'node-feature-discovery'),
      ...imageRows('node_feature_discovery', '{kube_image_repo}/nfd/node-feature-discovery', 'v{node_feature_discovery_version}'),
    ],
  },
  {
    beside: 'argocd_enabled',
    rows: [
      [
        'argocd_install_url',
        'url',
        pattern('https://raw.githubusercontent.com/argoproj/argo-cd/v{argocd_version}/manifests/install.yaml'),
        'Where the manifests of Argo CD are.',
      ],
      ...checksumRows('argocd_install'),
      versionRow('yq', '4.42.1', 'yq'),
      urlRow('yq', '{github_url}/mikefarah/yq/releases/download/v{yq_version}/yq_linux_{image_arch}'),
      ...checksumRows('yq', 'yq_binary'),
    ],
  },
  {
    beside: 'gateway_api_enabled',
    rows: [
      versionRow('gateway_api', '1.5.1', 'the Gateway API definitions'),
      urlRow(
        'gateway_api_crds',
        '{github_url}/kubernetes-sigs/gateway-api/releases/download/v{gateway_api_version}/{gateway_api_channel}-install.yaml',
      ),
      [
        'gateway_api_standard_crds_checksums',
        'map',
        computed("kubespray's list"),
        'Checksums of the standard channel, by version.',
        '2.28',
      ],
      [
        'gateway_api_experimental_crds_checksums',
        'map',
        computed("kubespray's list"),
        'Checksums of the experimental channel, by version.',
        '2.28',
      ],
    ],
  },
  {
    beside: 'prometheus_operator_crds_enabled',
    rows: [
      versionRow('prometheus_operator_crds', '0.88.1', 'the Prometheus operator definitions'),
      urlRow(
        'prometheus_operator_crds',
        '{github_url}/prometheus-operator/prometheus-operator/releases/download/v{prometheus_operator_crds_version}/stripped-down-crds.yaml',
      ),
      ['prometheus_operator_crds_checksums', 'map', computed("kubespray's list"), 'Checksums of those definitions, by version.', '2.29'],
    ],
  },
  {
    beside: 'scheduler_plugins_enabled',
    rows: [
      versionRow('scheduler_plugins', computed('scheduler_plugins_supported_versions of the minor'), 'scheduler-plugins'),
      [
        'scheduler_plugins_supported_versions',
        'map',
        { '1.31': 0, '1.30': 0, '1.29': 0 },
        'scheduler-plugins for each minor of Kubernetes.',
        '2.25',
      ],
      ...imageRows('scheduler_plugins_controller', '{kube_image_repo}/scheduler-plugins/controller', 'v{scheduler_plugins_version}'),
      ...imageRows('scheduler_plugins_scheduler', '{kube_image_repo}/scheduler-plugins/kube-scheduler', 'v{scheduler_plugins_version}'),
    ],
  },
  {
    beside: 'kube_vip_enabled',
    rows: [
      versionRow('kube_vip', '1.0.3', 'kube-vip'),
      [
        'kube_vip_image_repo',
        'text',
        computed('github_image_repo/kube-vip/kube-vip, -iptables to masquerade'),
        'The repository of the image kube_vip.',
      ],
      tagRow('kube_vip', 'v{kube_vip_version}'),
    ],
  },
  { beside: 'haproxy_config_dir', rows: imageRows('haproxy', '{docker_image_repo}/library/haproxy', '3.2.19-alpine') },
  {
    beside: 'enable_dns_autoscaler',
    rows: [
      versionRow('dnsautoscaler', '1.8.8', 'the autoscaler of CoreDNS'),
      ...imageRows('dnsautoscaler', '{kube_image_repo}/cpa/cluster-proportional-autoscaler', 'v{dnsautoscaler_version}'),
    ],
  },
  {
    beside: 'docker_version',
    rows: [
      versionRow('cri_dockerd', '0.3.26', 'cri-dockerd'),
      urlRow(
        'cri_dockerd',
        '{github_url}/Mirantis/cri-dockerd/releases/download/v{cri_dockerd_version}/cri-dockerd-{cri_dockerd_version}.{image_arch}.tgz',
      ),
      ...checksumRows('cri_dockerd_archive'),
    ],
  },
  {
    beside: 'crio_root',
    rows: [
      versionRow('crio', computed('the newest for the minor of kube_version'), 'cri-o'),
      urlRow('crio', '{storage_googleapis_url}/cri-o/artifacts/cri-o.{image_arch}.v{crio_version}.tar.gz'),
      ...checksumRows('crio_archive'),
      versionRow('skopeo', '1.16.1', 'skopeo'),
      urlRow('skopeo', '{github_url}/lework/skopeo-binary/releases/download/v{skopeo_version}/skopeo-linux-{image_arch}'),
      ...checksumRows('skopeo_binary'),
    ],
  },
  {
    beside: 'crun_enabled',
    rows: [
      versionRow('crun', '1.17', 'crun'),
      urlRow('crun', '{github_url}/containers/crun/releases/download/{crun_version}/crun-{crun_version}-linux-{image_arch}'),
      ...checksumRows('crun', 'crun_binary'),
    ],
  },
  {
    beside: 'youki_enabled',
    rows: [
      versionRow('youki', '0.5.7', 'youki'),
      ['youki_download_url', 'url', computed('the release of youki_version on github_url'), 'Where youki is downloaded from, whole.'],
      ...checksumRows('youki', 'youki_archive'),
    ],
  },
  {
    beside: 'kata_containers_enabled',
    rows: [
      versionRow('kata_containers', '3.32.0', 'Kata containers'),
      urlRow(
        'kata_containers',
        '{github_url}/kata-containers/kata-containers/releases/download/{kata_containers_version}/kata-static-{kata_containers_version}-{image_arch}.tar.zst',
      ),
      ...checksumRows('kata_containers_binary'),
    ],
  },
  {
    beside: 'gvisor_enabled',
    rows: [
      versionRow('gvisor', '20260817.0', 'gVisor'),
      ['gvisor_runsc_download_url', 'url', computed('runsc of gvisor_version on storage_googleapis_url'), 'Where runsc is, whole.'],
      [
        'gvisor_containerd_shim_runsc_download_url',
        'url',
        computed('the shim of gvisor_version on storage_googleapis_url'),
        'Where the shim of gVisor is, whole.',
      ],
      ...checksumRows('gvisor_runsc_binary'),
      ...checksumRows('gvisor_containerd_shim_binary'),
    ],
  },
];
