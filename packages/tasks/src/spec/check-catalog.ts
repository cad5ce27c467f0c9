import { checksumMaps, type ChecksumMapName } from '../catalog/checksums.ts';
import { isBefore, nearestVersion } from '../catalog/nearest-version.ts';
import { files, type FileName, type VersionName } from '../catalog/sources.ts';
import { supportedMinors, versionSetFor } from '../catalog/versions.ts';
import type { HostSpec } from './cluster-spec.ts';
import type { Check, Draft } from './cross-checks.ts';
import { aboutVariable } from './problem.ts';
import type { Problem } from './spec-input.ts';

/** The version must be one kmagic knows how to install, what stands beside it not too old, and every file must have a checksum. */
export const checkCatalog: Check = (draft) => {
  const { cluster, inputs } = draft;
  if (versionSetFor(cluster.kube.version) !== undefined) return [...tooOld(draft), ...withoutChecksum(draft)];
  const nearest = nearestVersion(cluster.kube.version, versionsIn('kubelet_checksums'));
  const message = `${cluster.kube.version} is not supported: kmagic installs ${supportedMinors.join(' and ')}; the nearest is ${nearest}`;
  return [aboutVariable('kube_version', [message, `choose a version of ${supportedMinors.join(' or ')}`], inputs)];
};

/** The oldest minors whose settings kmagic writes; nobody tests a supported Kubernetes with what is older. */
const oldest = [
  { name: 'etcd', minor: '3.6', checksums: 'etcd_binary_checksums' },
  { name: 'containerd', minor: '2.0', checksums: 'containerd_archive_checksums' },
  { name: 'calico', minor: '3.27', checksums: 'calicoctl_binary_checksums' },
] as const;

function tooOld(draft: Draft): readonly Problem[] {
  const { kube, versions } = draft.cluster;
  return oldest
    .filter(({ name }) => isTooOld(draft, name))
    .map(({ name, minor, checksums }) => {
      const nearest = nearestVersion(versions[name], versionsIn(checksums));
      const message = `${versions[name]} is not supported with Kubernetes ${kube.version}: kmagic configures ${name} ${minor} and later; the nearest is ${nearest}`;
      return aboutVariable(`${name}_version`, [message, `leave it out for ${versionSetFor(kube.version)?.[name]}`], draft.inputs);
    });
}

function isTooOld({ cluster }: Draft, name: VersionName): boolean {
  const floor = oldest.find((one) => one.name === name);
  if (floor === undefined || (name === 'calico' && cluster.kube.networkPlugin !== 'calico')) return false;
  return isBefore(cluster.versions[floor.name], floor.minor);
}

function withoutChecksum(draft: Draft): readonly Problem[] {
  const missing = draft.hosts.flatMap((host) => missingFrom(host).map((name) => ({ name, host })));
  const known = missing.filter(({ name }) => !isTooOld(draft, files[name].version));
  return [...Map.groupBy(known, ({ name, host }) => `${name} ${host.arch}`).values()].flatMap((same): readonly Problem[] => {
    const [first] = same;
    if (first === undefined) return [];
    const { map, version } = { map: files[first.name].checksums, version: first.host.files[first.name].version };
    const message = `knows no checksum of ${files[first.name].variable} ${version} for ${first.host.arch}`;
    const nearest = nearestVersion(version, versionsIn(map));
    const hint = `choose ${nearest} or another version of the catalog, or set ${map}: {${first.host.arch}: {"${version}": "sha256:..."}}`;
    const having = draft.inputs.filter((input) => same.some(({ host }) => host.name === input.name));
    return [aboutVariable(map, [message, hint], having)];
  });
}

function versionsIn(map: ChecksumMapName): readonly string[] {
  return [...new Set(Object.values(checksumMaps[map]).flatMap((versions) => Object.keys(versions)))];
}

function missingFrom(host: HostSpec): readonly FileName[] {
  const names = Object.keys(files) as FileName[];
  return names.filter((name) => files[name].needed && host.files[name].sha256 === '' && concerns(host, name));
}

function concerns(host: HostSpec, name: FileName): boolean {
  return name === 'etcd' ? host.isEtcd : host.isKube || ['containerd', 'runc', 'crictl'].includes(name);
}
