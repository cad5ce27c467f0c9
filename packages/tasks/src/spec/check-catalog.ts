import { files, type FileName } from '../catalog/sources.ts';
import { supportedMinors, versionSetFor } from '../catalog/versions.ts';
import type { HostSpec } from './cluster-spec.ts';
import type { Check } from './cross-checks.ts';
import { aboutVariable } from './problem.ts';
import type { Problem } from './spec-input.ts';

/** The version must be one kmagic knows how to install, and every file it downloads must have a checksum. */
export const checkCatalog: Check = ({ cluster, hosts, inputs }) => {
  if (versionSetFor(cluster.kube.version) === undefined) {
    const message = `${cluster.kube.version} is not supported: kmagic installs ${supportedMinors.join(' and ')}`;
    return [aboutVariable('kube_version', [message, `choose a version of ${supportedMinors.join(' or ')}`], inputs)];
  }
  const missing = hosts.flatMap((host) => missingFrom(host).map((name) => ({ name, host })));
  return [...Map.groupBy(missing, ({ name, host }) => `${name} ${host.arch}`).values()].flatMap((same): readonly Problem[] => {
    const [first] = same;
    if (first === undefined) return [];
    const { map, version } = { map: files[first.name].checksums, version: first.host.files[first.name].version };
    const message = `knows no checksum of ${files[first.name].variable} ${version} for ${first.host.arch}`;
    const hint = `choose a version of the catalog, or set ${map}: {${first.host.arch}: {"${version}": "sha256:..."}}`;
    const having = inputs.filter((input) => same.some(({ host }) => host.name === input.name));
    return [aboutVariable(map, [message, hint], having)];
  });
};

function missingFrom(host: HostSpec): readonly FileName[] {
  const names = Object.keys(files) as FileName[];
  return names.filter((name) => files[name].needed && host.files[name].sha256 === '' && concerns(host, name));
}

function concerns(host: HostSpec, name: FileName): boolean {
  return name === 'etcd' ? host.isEtcd : host.isKube || ['containerd', 'runc', 'crictl'].includes(name);
}
