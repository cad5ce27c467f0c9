import { checksumMaps, type ChecksumMapName, type ChecksumsByArch } from '../../catalog/checksums.ts';
import { images } from '../../catalog/images.ts';
import { files } from '../../catalog/sources.ts';
import { defaultKubeVersion, versionSetFor, type VersionSet } from '../../catalog/versions.ts';
import type { DownloadSettings, SourceSettings, VersionSettings } from '../cluster-spec.ts';
import { checksums } from '../structured-values.ts';
import { boolean, integer, optional, registry, text, url, version } from '../values.ts';
import { derived, ours, variable, type ClusterScope, type Gathered, type Topic, type Variable } from '../variable.ts';

/** How hosts download. */
export const download: Topic<DownloadSettings, ClusterScope> = {
  retries: variable('download_retries', 'How often a failed download is tried again.', { type: integer(0, 100), default: 4 }),
  validateCerts: variable('download_validate_certs', 'Certificates of servers of files are verified; checksums always are.', {
    type: boolean,
    default: true,
  }),
};

const fromFilesRepo = (host: string) =>
  derived(`https://${host}, or files_repo/${host}`, ({ cluster }) =>
    cluster.sources.filesRepo === undefined ? `https://${host}` : `${cluster.sources.filesRepo}/${host}`,
  );

const fromRegistryHost = (host: string) => derived(`${host}, or registry_host`, ({ cluster }) => cluster.sources.registryHost ?? host);

/** Of the images kubeadm names itself kubespray has no variables, but for the repository of kube-proxy. */
const kubeadmImage = /^kube_(?:apiserver|controller_manager|scheduler)_image_|^kube_proxy_image_tag$/;

/** Where files and images come from. */
export const sources: Topic<SourceSettings, ClusterScope> = {
  filesRepo: variable('files_repo', 'A file mirror laid out as UPSTREAM-HOST/PATH.', { type: optional(url), default: undefined }),
  dlK8sIoUrl: variable('dl_k8s_io_url', 'Where the programs of Kubernetes are.', { type: url, default: fromFilesRepo('dl.k8s.io') }),
  githubUrl: variable('github_url', 'Where release files of GitHub are.', { type: url, default: fromFilesRepo('github.com') }),
  registryHost: variable('registry_host', 'A registry that holds every image, by its path.', {
    type: optional(registry),
    default: undefined,
  }),
  kubeImageRepo: variable('kube_image_repo', 'Registry of the images of Kubernetes.', {
    type: registry,
    default: fromRegistryHost('registry.k8s.io'),
  }),
  gcrImageRepo: variable('gcr_image_repo', 'Registry in place of gcr.io.', { type: registry, default: fromRegistryHost('gcr.io') }),
  dockerImageRepo: variable('docker_image_repo', 'Registry in place of docker.io.', {
    type: registry,
    default: fromRegistryHost('docker.io'),
  }),
  quayImageRepo: variable('quay_image_repo', 'Registry in place of quay.io.', { type: registry, default: fromRegistryHost('quay.io') }),
  githubImageRepo: variable('github_image_repo', 'Registry in place of ghcr.io.', { type: registry, default: fromRegistryHost('ghcr.io') }),
  downloadUrls: gathered<string>(
    Object.values(files).map((file) => given(`${file.variable}_download_url`, `Where ${file.variable} is downloaded from, whole.`)),
  ),
  imageOverrides: gathered<string>(
    Object.values(images).flatMap((image) => [
      given(`${image.variable}_image_repo`, `The repository of the image ${image.variable}, without tag.`),
      given(`${image.variable}_image_tag`, `The tag of the image ${image.variable}.`),
    ]),
  ),
  checksums: {
    kind: 'gathered',
    variables: (Object.keys(checksumMaps) as ChecksumMapName[]).map((name) =>
      variable<ChecksumsByArch | undefined>(name, 'Checksums of versions, over those of the catalog.', {
        type: optional(checksums),
        default: undefined,
      }),
    ),
    of: (values) => values,
  },
};

function given(name: string, about: string): Variable<string | undefined, ClusterScope> {
  const shape = { type: optional(text), default: undefined };
  return kubeadmImage.test(name) ? ours(name, about, shape) : variable(name, about, shape);
}

function gathered<T>(variables: readonly Variable<T | undefined, ClusterScope>[]): Gathered<Readonly<Record<string, T>>> {
  return { kind: 'gathered', variables, of: (values) => values as Readonly<Record<string, T>> };
}

const ofSet = (name: keyof VersionSet) =>
  derived('the set of kube_version', ({ cluster }): string => {
    const set = versionSetFor(cluster.kube.version) ?? versionSetFor(defaultKubeVersion);
    return set?.[name] ?? '';
  });

/** Versions of what is installed beside Kubernetes. */
export const versions: Topic<VersionSettings, ClusterScope> = {
  etcd: variable('etcd_version', 'The version of etcd.', { type: version, default: ofSet('etcd') }),
  containerd: variable('containerd_version', 'The version of containerd.', { type: version, default: ofSet('containerd') }),
  runc: variable('runc_version', 'The version of runc.', { type: version, default: ofSet('runc') }),
  crictl: variable('crictl_version', 'The version of crictl.', { type: version, default: ofSet('crictl') }),
  cni: variable('cni_version', 'The version of the CNI plugins.', { type: version, default: ofSet('cni') }),
  calico: variable('calico_version', 'The version of calico.', { type: version, default: ofSet('calico') }),
  coredns: variable('coredns_version', 'The version of CoreDNS.', { type: version, default: ofSet('coredns') }),
  pause: variable('pod_infra_version', 'The version of the pause image.', { type: text, default: ofSet('pause') }),
  nodelocaldns: variable('nodelocaldns_version', 'The version of the node-local DNS cache.', {
    type: version,
    default: ofSet('nodelocaldns'),
  }),
};
