import { defaultKubeVersion } from '../../catalog/versions.ts';
import type { ClusterIdentity, KubeSettings, PathSettings } from '../cluster-spec.ts';
import { enginesRefused, networkPluginsRefused } from '../refusals.ts';
import { featureGates } from '../structured-values.ts';
import { boolean, domain, integer, oneOf, path, text, textWhere, version } from '../values.ts';
import { derived, ours, variable, type ClusterScope, type Topic } from '../variable.ts';

/** Who the cluster is. */
export const cluster: Topic<ClusterIdentity, ClusterScope> = {
  name: variable('cluster_name', 'The name of the cluster; it cannot change once installed.', { type: domain, default: 'cluster.local' }),
  dnsDomain: variable('dns_domain', 'The domain of services and pods; it cannot change once installed.', {
    type: domain,
    default: derived('cluster_name', (s) => s.cluster.cluster.name),
  }),
};

/** Where things stand on hosts, and whose they are. */
export const paths: Topic<PathSettings, ClusterScope> = {
  binDir: variable('bin_dir', 'Where programs are installed.', { type: path, default: '/usr/local/bin' }),
  configDir: variable('kube_config_dir', 'Where Kubernetes keeps its configuration.', {
    type: textWhere(
      '`/etc/kubernetes`',
      /^\/etc\/kubernetes$/,
      'must be /etc/kubernetes: kubeadm, by which workers join, knows no other place',
    ),
    default: '/etc/kubernetes',
  }),
  certDir: variable('kube_cert_dir', 'Where the certificates of Kubernetes stand.', {
    type: path,
    default: derived('kube_config_dir/ssl', (s) => `${s.cluster.paths.configDir}/ssl`),
  }),
  certCompatDir: variable('kube_cert_compat_dir', "A link to kube_cert_dir at kubeadm's usual place.", {
    type: path,
    default: '/etc/kubernetes/pki',
  }),
  manifestDir: variable('kube_manifest_dir', 'Where kubelet reads static pods from.', {
    type: path,
    default: derived('kube_config_dir/manifests', (s) => `${s.cluster.paths.configDir}/manifests`),
  }),
  scriptDir: variable('kube_script_dir', 'Where scripts for people are put.', {
    type: path,
    default: derived('bin_dir/kubernetes-scripts', (s) => `${s.cluster.paths.binDir}/kubernetes-scripts`),
  }),
  cniBinDir: ours('cni_bin_dir', 'Where CNI plugins are installed.', { type: path, default: '/opt/cni/bin' }),
  cniConfigDir: ours('cni_config_dir', 'Where containerd looks for the CNI configuration.', { type: path, default: '/etc/cni/net.d' }),
  nginxConfigDir: variable('nginx_config_dir', 'Where the configuration of the node-local API proxy stands.', {
    type: path,
    default: '/etc/nginx',
  }),
  kubeOwner: variable('kube_owner', 'The user that owns the directories of Kubernetes.', { type: text, default: 'kube' }),
  kubeCertGroup: variable('kube_cert_group', 'The group of kube_owner.', { type: text, default: 'kube-cert' }),
};

/** What Kubernetes it is. */
export const kube: Topic<KubeSettings, ClusterScope> = {
  version: variable('kube_version', 'The version of Kubernetes.', { type: version, default: defaultKubeVersion }),
  networkPlugin: variable(
    'kube_network_plugin',
    'The pod network: calico; cni or none for one you bring yourself, with or without the CNI plugins on hosts.',
    {
      type: oneOf(['calico', 'cni', 'none'], networkPluginsRefused),
      default: 'calico',
    },
  ),
  containerManager: variable('container_manager', 'The container engine.', {
    type: oneOf(['containerd'], enginesRefused),
    default: 'containerd',
  }),
  imagePullPolicy: variable('k8s_image_pull_policy', 'The imagePullPolicy of the pods kmagic makes.', {
    type: oneOf(['IfNotPresent', 'Always', 'Never']),
    default: 'IfNotPresent',
  }),
  logLevel: variable('kube_log_level', 'The verbosity of every component.', { type: integer(0, 10), default: 2 }),
  featureGates: variable('kube_feature_gates', 'Feature gates of every component.', { type: featureGates, default: {} }),
  profiling: variable('kube_profiling', 'Profiling endpoints of the control plane.', { type: boolean, default: false }),
};
