import { checksumMaps } from '../../catalog/checksums.ts';
import { images } from '../../catalog/images.ts';
import { files, type SourceBase } from '../../catalog/sources.ts';
import { member, text, type DerivedNames, type Names } from './names.ts';

const crio: Readonly<Record<string, string>> = { '1.36': '1.36.3', '1.35': '1.35.6', '1.34': '1.34.11' };

/** What kubespray works out of versions and architectures. */
export const versionNames: DerivedNames = {
  host_architecture: (names) => arch(names),
  host_os: () => 'linux',
  kube_major_version: (names) => minorParts(names).join('.'),
  kube_next: (names) => Number(minorParts(names)[1]) + 1,
  crio_version: (names) => crio[text(names, 'kube_major_version')],
  gvisor_runsc_download_url: (names) => gvisor(names, 'runsc'),
  gvisor_containerd_shim_runsc_download_url: (names) => gvisor(names, 'containerd-shim-runsc-v1'),
  youki_download_url: (names) => {
    const version = text(names, 'youki_version');
    return `${text(names, 'github_url')}/youki-dev/youki/releases/download/v${version}/youki-${version}-${machine(names)}-gnu.tar.gz`;
  },
  kube_vip_image_repo: (names) =>
    `${text(names, 'github_image_repo')}/kube-vip/kube-vip${names.value('kube_vip_lb_fwdmethod') === 'masquerade' ? '-iptables' : ''}`,
};

type OfSources = (names: Names, base: SourceBase) => unknown;

/** Images, files and checksums of the catalog, as far as an inventory does not say otherwise. */
export const sourceNames: Readonly<Record<string, OfSources>> = Object.fromEntries<OfSources>([
  ...Object.values(images).flatMap((image) => [
    [`${image.variable}_image_repo`, (_: Names, base: SourceBase) => image.repo(base)] as const,
    [`${image.variable}_image_tag`, (_: Names, base: SourceBase) => image.tag(base)] as const,
  ]),
  ...Object.values(files).map(
    (file) => [`${file.variable}_download_url`, (names: Names, base: SourceBase) => file.url(base, arch(names))] as const,
  ),
  ...Object.entries(checksumMaps).map(([name, map]) => [name, () => map] as const),
]);

/** X_checksum of the files in the catalog: the map it is looked up in, and the variable of its version. */
const verified: Readonly<Record<string, readonly [map: string, version: string]>> = {
  kubelet_binary_checksum: ['kubelet_checksums', 'kube_version'],
  kubectl_binary_checksum: ['kubectl_checksums', 'kube_version'],
  kubeadm_binary_checksum: ['kubeadm_checksums', 'kube_version'],
  etcd_binary_checksum: ['etcd_binary_checksums', 'etcd_version'],
  cni_binary_checksum: ['cni_binary_checksums', 'cni_version'],
  calicoctl_binary_checksum: ['calicoctl_binary_checksums', 'calico_ctl_version'],
  crictl_binary_checksum: ['crictl_checksums', 'crictl_version'],
  runc_binary_checksum: ['runc_checksums', 'runc_version'],
  containerd_archive_checksum: ['containerd_archive_checksums', 'containerd_version'],
  containerd_checksum: ['containerd_archive_checksums', 'containerd_version'],
};

/** Checksums that are verified. */
export const checksumNames: DerivedNames = Object.fromEntries(
  Object.entries(verified).map(([name, [map, version]]) => [
    name,
    (names: Names) => member(member(names.value(map), arch(names)), text(names, version)),
  ]),
);

function gvisor(names: Names, file: string): string {
  return `${text(names, 'storage_googleapis_url')}/gvisor/releases/release/${text(names, 'gvisor_version')}/${machine(names)}/${file}`;
}

function machine(names: Names): string {
  return arch(names) === 'arm64' ? 'aarch64' : 'x86_64';
}

function arch({ host }: Names): string {
  return host.facts?.arch ?? 'amd64';
}

function minorParts(names: Names): readonly string[] {
  return text(names, 'kube_version').replace(/^v/, '').split('.').slice(0, -1);
}
