import type { ChecksumMapName } from './checksums.ts';

/** Values a download address or image name is built from; versions without `v`. */
export interface SourceBase {
  readonly versions: Readonly<Record<VersionName, string>>;
  readonly githubUrl: string;
  readonly dlK8sIoUrl: string;
  readonly kubeImageRepo: string;
  readonly dockerImageRepo: string;
  readonly quayImageRepo: string;
}

export type VersionName = 'kube' | 'etcd' | 'containerd' | 'runc' | 'crictl' | 'cni' | 'calico' | 'coredns' | 'pause' | 'nodelocaldns';

export type FileName = 'kubelet' | 'kubeadm' | 'kubectl' | 'etcd' | 'containerd' | 'runc' | 'crictl' | 'cni' | 'calicoctl' | 'calicoCrds';

/** One downloadable file of the catalog. */
export interface FileEntry {
  /** kubespray's X in X_download_url. */
  readonly variable: string;
  readonly version: VersionName;
  readonly checksums: ChecksumMapName;
  readonly form: 'file' | 'archive';
  /** False: nothing of an install needs it, so its checksum may be missing. */
  readonly needed: boolean;
  url(base: SourceBase, arch: string): string;
}

const kubeFile = (name: 'kubelet' | 'kubeadm' | 'kubectl'): FileEntry => ({
  variable: name,
  version: 'kube',
  checksums: `${name}_checksums`,
  form: 'file',
  needed: true,
  url: ({ dlK8sIoUrl, versions }, arch) => `${dlK8sIoUrl}/release/v${versions.kube}/bin/linux/${arch}/${name}`,
});

/** Files by name; addresses are upstream's below whatever stands for `github_url` and `dl_k8s_io_url`. */
export const files: Readonly<Record<FileName, FileEntry>> = {
  kubelet: kubeFile('kubelet'),
  kubeadm: kubeFile('kubeadm'),
  kubectl: kubeFile('kubectl'),
  etcd: {
    variable: 'etcd',
    version: 'etcd',
    checksums: 'etcd_binary_checksums',
    form: 'archive',
    needed: true,
    url: ({ githubUrl, versions: v }, arch) =>
      `${githubUrl}/etcd-io/etcd/releases/download/v${v.etcd}/etcd-v${v.etcd}-linux-${arch}.tar.gz`,
  },
  containerd: {
    variable: 'containerd',
    version: 'containerd',
    checksums: 'containerd_archive_checksums',
    form: 'archive',
    needed: true,
    url: ({ githubUrl, versions: v }, arch) =>
      `${githubUrl}/containerd/containerd/releases/download/v${v.containerd}/containerd-${v.containerd}-linux-${arch}.tar.gz`,
  },
  runc: {
    variable: 'runc',
    version: 'runc',
    checksums: 'runc_checksums',
    form: 'file',
    needed: true,
    url: ({ githubUrl, versions: v }, arch) => `${githubUrl}/opencontainers/runc/releases/download/v${v.runc}/runc.${arch}`,
  },
  crictl: {
    variable: 'crictl',
    version: 'crictl',
    checksums: 'crictl_checksums',
    form: 'archive',
    needed: true,
    url: ({ githubUrl, versions: v }, arch) =>
      `${githubUrl}/kubernetes-sigs/cri-tools/releases/download/v${v.crictl}/crictl-v${v.crictl}-linux-${arch}.tar.gz`,
  },
  cni: {
    variable: 'cni',
    version: 'cni',
    checksums: 'cni_binary_checksums',
    form: 'archive',
    needed: true,
    url: ({ githubUrl, versions: v }, arch) =>
      `${githubUrl}/containernetworking/plugins/releases/download/v${v.cni}/cni-plugins-linux-${arch}-v${v.cni}.tgz`,
  },
  calicoctl: {
    variable: 'calicoctl',
    version: 'calico',
    checksums: 'calicoctl_binary_checksums',
    form: 'file',
    needed: false,
    url: ({ githubUrl, versions: v }, arch) => `${githubUrl}/projectcalico/calico/releases/download/v${v.calico}/calicoctl-linux-${arch}`,
  },
  calicoCrds: {
    variable: 'calico_crds',
    version: 'calico',
    checksums: 'calico_crds_checksums',
    form: 'file',
    needed: false,
    url: ({ githubUrl, versions: v }) => `${githubUrl}/projectcalico/calico/raw/v${v.calico}/manifests/crds.yaml`,
  },
};

export type ImageName =
  | 'kubeApiserver'
  | 'kubeControllerManager'
  | 'kubeScheduler'
  | 'kubeProxy'
  | 'pause'
  | 'etcd'
  | 'coredns'
  | 'nodelocaldns'
  | 'nginx'
  | 'calicoNode'
  | 'calicoCni'
  | 'calicoKubeControllers';
