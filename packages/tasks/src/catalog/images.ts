import type { ImageName, SourceBase } from './sources.ts';
import { nginxTag } from './versions.ts';

/** One image of the catalog; `repo` and `tag` are what kubespray's X_image_repo and X_image_tag replace. */
export interface ImageEntry {
  /** kubespray's X in X_image_repo and X_image_tag. */
  readonly variable: string;
  repo(base: SourceBase): string;
  tag(base: SourceBase): string;
}

const kube = (name: string): ImageEntry => ({
  variable: name.replaceAll('-', '_'),
  repo: ({ kubeImageRepo }) => `${kubeImageRepo}/${name}`,
  tag: ({ versions }) => `v${versions.kube}`,
});

const calico = (variable: string, name: string): ImageEntry => ({
  variable,
  repo: ({ quayImageRepo }) => `${quayImageRepo}/calico/${name}`,
  tag: ({ versions }) => `v${versions.calico}`,
});

/** Images by name, with kubespray's repositories. */
export const images: Readonly<Record<ImageName, ImageEntry>> = {
  kubeApiserver: kube('kube-apiserver'),
  kubeControllerManager: kube('kube-controller-manager'),
  kubeScheduler: kube('kube-scheduler'),
  kubeProxy: kube('kube-proxy'),
  pause: { variable: 'pod_infra', repo: (b) => `${b.kubeImageRepo}/pause`, tag: (b) => b.versions.pause },
  etcd: { variable: 'etcd', repo: (b) => `${b.quayImageRepo}/coreos/etcd`, tag: (b) => `v${b.versions.etcd}` },
  coredns: { variable: 'coredns', repo: (b) => `${b.kubeImageRepo}/coredns/coredns`, tag: (b) => `v${b.versions.coredns}` },
  nodelocaldns: { variable: 'nodelocaldns', repo: (b) => `${b.kubeImageRepo}/dns/k8s-dns-node-cache`, tag: (b) => b.versions.nodelocaldns },
  nginx: { variable: 'nginx', repo: (b) => `${b.dockerImageRepo}/library/nginx`, tag: () => nginxTag },
  calicoNode: calico('calico_node', 'node'),
  calicoCni: calico('calico_cni', 'cni'),
  calicoKubeControllers: calico('calico_policy', 'kube-controllers'),
};
