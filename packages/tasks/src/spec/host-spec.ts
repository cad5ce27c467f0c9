import { checksumOf } from '../catalog/checksums.ts';
import { files, type FileName, type SourceBase } from '../catalog/sources.ts';
import { accessIpOf, mainIpOf } from './addresses.ts';
import type { FileSource, HostSpec } from './cluster-spec.ts';
import { isIn, isKube } from './groups.ts';
import type { HostInput } from './spec-input.ts';
import { controlPlaneLabels, controlPlaneTaint, parseTaint } from './taints.ts';
import type { ClusterTopics, HostTopics } from './variable.ts';

interface Surroundings {
  readonly cluster: ClusterTopics;
  /** The host's place among the members, from 1. */
  readonly etcdOrder: number;
  /** `host:port` */
  readonly controlPlaneEndpoint: string;
}

/** A host put together from its input and its settled settings. */
export function hostSpec(host: HostInput, own: HostTopics, { cluster, etcdOrder, controlPlaneEndpoint }: Surroundings): HostSpec {
  const accessIp = accessIpOf(host) ?? '';
  const isControlPlane = isIn(host, 'kube_control_plane');
  const isNode = isIn(host, 'kube_node');
  const isEtcd = isIn(host, 'etcd');
  const runsLocalProxy = cluster.loadbalancer.localhost && isKube(host) && !isControlPlane;
  const taints = own.node.taints.map(parseTaint).filter((taint) => taint !== undefined);
  const roles = { isControlPlane, isEtcd, isNode, isKube: isKube(host), runsLocalProxy };
  return {
    name: host.name,
    groups: host.groups,
    nodeName: own.node.overrideHostname ?? host.name,
    ip: mainIpOf(host) ?? '',
    accessIp,
    arch: host.facts?.arch ?? 'amd64',
    ...roles,
    apiserverUrl: apiserverUrl(roles, cluster, controlPlaneEndpoint),
    etcdMemberName: isEtcd ? (own.node.etcdMemberName ?? `etcd${etcdOrder}`) : undefined,
    etcdClientUrl: isEtcd ? `https://${accessIp}:2379` : undefined,
    etcdPeerUrl: isEtcd ? `https://${accessIp}:2380` : undefined,
    labels: { ...(isControlPlane ? controlPlaneLabels : {}), ...own.node.labels },
    taints: isControlPlane && !isNode ? [...taints, controlPlaneTaint] : taints,
    ...own,
    kubelet: { ...own.kubelet, featureGates: { ...cluster.kube.featureGates, ...own.kubelet.featureGates } },
    files: fileSources(cluster, host.facts?.arch ?? 'amd64'),
  };
}

function apiserverUrl(
  { isControlPlane, runsLocalProxy }: Pick<HostSpec, 'isControlPlane' | 'runsLocalProxy'>,
  { apiserver, loadbalancer }: ClusterTopics,
  controlPlaneEndpoint: string,
): string {
  if (runsLocalProxy) return `https://localhost:${loadbalancer.port}`;
  if (!isControlPlane) return `https://${controlPlaneEndpoint}`;
  const everywhere = apiserver.bindAddress === '::' || apiserver.bindAddress === '0.0.0.0';
  return `https://${everywhere ? '127.0.0.1' : apiserver.bindAddress}:${apiserver.port}`;
}

/** What the catalog's addresses are built from. */
export function sourceBase(cluster: ClusterTopics): SourceBase {
  return { versions: { kube: cluster.kube.version, ...cluster.versions }, ...cluster.sources };
}

function fileSources(cluster: ClusterTopics, arch: string): HostSpec['files'] {
  const base = sourceBase(cluster);
  const sources = Object.entries(files).map(([name, file]) => {
    const version = base.versions[file.version];
    const url = cluster.sources.downloadUrls[`${file.variable}_download_url`] ?? file.url(base, arch);
    const sha256 = checksumOf({ map: file.checksums, arch, version }, cluster.sources.checksums) ?? '';
    return [name, { name: name as FileName, version, url, sha256, form: file.form } satisfies FileSource] as const;
  });
  return Object.fromEntries(sources) as HostSpec['files'];
}
