import { images } from '../catalog/images.ts';
import type { ImageName } from '../catalog/sources.ts';
import { minorOf } from '../catalog/versions.ts';
import { nthAddress, parseCidr, parseIpv4 } from './cidr.ts';
import type { ClusterSpec, DerivedSettings, HostSpec, SubjectAltNames } from './cluster-spec.ts';
import { sourceBase } from './host-spec.ts';
import type { HostInput } from './spec-input.ts';
import type { ClusterTopics } from './variable.ts';

/** Hosts by what they are, each list in inventory order. */
export interface HostLists {
  readonly controlPlanes: readonly HostSpec[];
  readonly etcdHosts: readonly HostSpec[];
  readonly kubeHosts: readonly HostSpec[];
}

/** Everything that follows from the settings and the hosts. */
export function derive(cluster: ClusterTopics, lists: HostLists, inputs: readonly HostInput[]): DerivedSettings {
  const { controlPlanes, etcdHosts, kubeHosts } = lists;
  const services = parseCidr(cluster.network.servicesCidr) ?? { base: 0, prefix: 32 };
  const apiserverServiceIp = nthAddress(services, 1);
  const dnsServiceIp = cluster.dns.mode === 'manual' ? cluster.dns.manualServer : (cluster.dns.serviceIp ?? nthAddress(services, 3));
  const nodelocaldns = cluster.dns.mode === 'coredns' && (cluster.dns.nodelocal ?? kernelsHaveDummy(inputs));
  const apiserverAddresses = controlPlanes.map((host) => `${host.accessIp}:${cluster.apiserver.port}`);
  return {
    kubeMinor: minorOf(cluster.kube.version),
    apiserverServiceIp,
    dnsServiceIp,
    nodelocaldns,
    clusterDnsIps: cluster.dns.mode === 'none' ? [] : [nodelocaldns ? cluster.dns.nodelocalIp : dnsServiceIp],
    etcdClientUrls: etcdHosts.map((host) => host.etcdClientUrl ?? ''),
    etcdInitialCluster: etcdHosts.map((host) => `${host.etcdMemberName}=${host.etcdPeerUrl}`),
    etcdSans: etcdSans(cluster, etcdHosts),
    apiserverSans: apiserverSans(cluster, controlPlanes, [apiserverServiceIp, ...defaultAddresses(controlPlanes, inputs)]),
    controlPlaneEndpoint: controlPlaneEndpointOf(cluster, controlPlanes[0]?.accessIp),
    localProxy: kubeHosts.some((host) => host.runsLocalProxy),
    apiserverAddresses,
    noProxy: noProxy(cluster, lists),
    allocateNodeCidrs: cluster.kube.networkPlugin !== 'calico',
    criSocket: 'unix:///var/run/containerd/containerd.sock',
  };
}

/** `host:port`: the external balancer, else the first control plane. */
export function controlPlaneEndpointOf(
  { apiserver, loadbalancer: { external, domainName } }: ClusterTopics,
  first: string | undefined,
): string {
  if (external !== undefined) return `${domainName}:${external.port}`;
  return first === undefined ? '' : `${first}:${apiserver.port}`;
}

/** False as soon as one kernel is known to lack the devices nodelocaldns listens on. */
export function kernelsHaveDummy(inputs: readonly HostInput[]): boolean {
  return inputs.every(({ facts }) => facts?.kernelFeatures['dummy'] !== false);
}

function etcdSans(cluster: ClusterTopics, etcdHosts: readonly HostSpec[]): SubjectAltNames {
  return names([
    'localhost',
    ...etcdHosts.map((host) => host.name),
    ...cluster.etcd.certAltNames,
    ...etcdHosts.map((host) => host.accessIp),
    ...etcdHosts.map((host) => host.ip),
    ...cluster.etcd.certAltIps,
    '127.0.0.1',
    '::1',
  ]);
}

/** Host names come from the inventory, not from facts: a fact would change when preinstall names the host. */
function apiserverSans(cluster: ClusterTopics, controlPlanes: readonly HostSpec[], addresses: readonly string[]): SubjectAltNames {
  return names([
    'kubernetes',
    'kubernetes.default',
    'kubernetes.default.svc',
    `kubernetes.default.svc.${cluster.cluster.dnsDomain}`,
    ...addresses,
    'localhost',
    '127.0.0.1',
    '::1',
    cluster.loadbalancer.domainName,
    cluster.loadbalancer.external?.address ?? '',
    ...cluster.apiserver.extraSans,
    ...controlPlanes.map((host) => host.accessIp),
    ...controlPlanes.map((host) => host.ip),
    ...controlPlanes.map((host) => host.name.split('.')[0] ?? ''),
    ...controlPlanes.map((host) => host.name),
    ...controlPlanes.map((host) => host.nodeName),
  ]);
}

/** Where a control plane's default route leaves by another address than `ip`, people call it by that one too. */
function defaultAddresses(controlPlanes: readonly HostSpec[], inputs: readonly HostInput[]): readonly string[] {
  const wanted = new Set(controlPlanes.map((host) => host.name));
  return inputs.filter((host) => wanted.has(host.name)).flatMap(({ facts }) => facts?.defaultIpv4?.address ?? []);
}

function names(all: readonly string[]): SubjectAltNames {
  const given = [...new Set(all.filter((name) => name !== ''))];
  const isAddress = (name: string): boolean => parseIpv4(name) !== undefined || name.includes(':');
  return { dns: given.filter((name) => !isAddress(name)), ip: given.filter(isAddress) };
}

function noProxy(cluster: ClusterTopics, { controlPlanes, etcdHosts, kubeHosts }: HostLists): string | undefined {
  const { http, https, noProxy: given, additionalNoProxy, excludeWorkers } = cluster.proxy;
  if (http === '' && https === '') return undefined;
  if (given !== undefined) return given;
  const workers = excludeWorkers ? [] : kubeHosts.filter((host) => host.isNode);
  const hosts = [...new Set([...controlPlanes, ...workers, ...etcdHosts])];
  const { dnsDomain } = cluster.cluster;
  const all = [
    cluster.loadbalancer.domainName,
    cluster.loadbalancer.external?.address ?? '',
    ...hosts.map((host) => host.accessIp),
    ...hosts.map((host) => host.name),
    ...hosts.map((host) => `${host.name}.${dnsDomain}`),
    ...additionalNoProxy.split(',').map((part) => part.trim()),
    '127.0.0.1',
    'localhost',
    cluster.network.servicesCidr,
    cluster.network.podsCidr,
    'svc',
    `svc.${dnsDomain}`,
  ];
  return [...new Set(all.filter((part) => part !== ''))].join(',');
}

/** Complete image references, the inventory's repositories and tags over the catalog's. */
export function imageReferences(cluster: ClusterTopics): ClusterSpec['images'] {
  const base = sourceBase(cluster);
  const given = cluster.sources.imageOverrides;
  const references = Object.entries(images).map(([name, image]) => {
    const repo = given[`${image.variable}_image_repo`] ?? image.repo(base);
    return [name, `${repo}:${given[`${image.variable}_image_tag`] ?? image.tag(base)}`] as const;
  });
  return Object.fromEntries(references) as Readonly<Record<ImageName, string>>;
}
