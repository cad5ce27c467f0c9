import { calicoCrds, calicoctl, cniArchive, containerdArchive, crictlArchive, etcdArchive, runc } from './checksums-components.ts';
import { kubeadm, kubectl, kubelet } from './checksums-kubernetes.ts';

/** Architecture (or `no_arch`) -> version -> `sha256:HEX`: the shape of kubespray's `*_checksums` variables. */
export type ChecksumsByArch = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Kubespray's checksum variables of the files this slice downloads; an inventory's entries win over these. */
export const checksumMaps = {
  kubelet_checksums: kubelet,
  kubeadm_checksums: kubeadm,
  kubectl_checksums: kubectl,
  etcd_binary_checksums: etcdArchive,
  containerd_archive_checksums: containerdArchive,
  runc_checksums: runc,
  crictl_checksums: crictlArchive,
  cni_binary_checksums: cniArchive,
  calicoctl_binary_checksums: calicoctl,
  calico_crds_checksums: calicoCrds,
} as const satisfies Record<string, ChecksumsByArch>;

export type ChecksumMapName = keyof typeof checksumMaps;

/** The 64 hex digits for a version, the inventory's before the catalog's; undefined where neither has it. */
export function checksumOf(
  want: { map: ChecksumMapName; arch: string; version: string },
  overrides: ChecksumOverrides = {},
): string | undefined {
  const found = [overrides[want.map], checksumMaps[want.map]]
    .flatMap((map) => [map?.[want.arch]?.[want.version], map?.['no_arch']?.[want.version]])
    .find((sum) => sum !== undefined);
  return found?.replace(/^sha256:/, '').toLowerCase();
}

export type ChecksumOverrides = Readonly<Partial<Record<ChecksumMapName, ChecksumsByArch>>>;
