import { block, corefileText, plugin, userLines, zoneHead, type ExternalZone, type Lines } from './corefile-text.ts';

export interface CorednsCorefileOptions {
  readonly dnsDomain: string;
  /** Further zones of the cluster, separated by spaces. */
  readonly kubernetesExtraDomains: string;
  /** Further lines of the kubernetes plugin. */
  readonly kubernetesExtraOptions: readonly string[];
  readonly reverseLookups: boolean;
  readonly endpointPodNames: boolean;
  /** Where names outside the cluster are asked; empty: where the node's resolv.conf says. */
  readonly upstreamServers: readonly string[];
  readonly forwardExtraOptions: Readonly<Record<string, string>>;
  readonly externalZones: readonly ExternalZone[];
  /** Corefile text of users, each of any number of lines. */
  readonly rewriteBlock: string;
  readonly errorsBlock: string;
  readonly cacheBlock: string;
  /** hosts(5) lines CoreDNS answers; they stand beside the Corefile as `hosts`. */
  readonly etcHosts: string;
}

/** The Corefile of CoreDNS. */
export function corednsCorefile(o: CorednsCorefileOptions): string {
  return corefileText([...o.externalZones.map(externalServer), block('.:53', mainServer(o))]);
}

function mainServer(o: CorednsCorefileOptions): Lines {
  return [
    ...plugin('errors', userLines(o.errorsBlock)),
    ...block('health', ['lameduck 5s']),
    ...userLines(o.rewriteBlock),
    'ready',
    ...kubernetes(o),
    'prometheus :9153',
    ...block(`forward . ${upstreams(o.upstreamServers)}`, ['prefer_udp', 'max_concurrent 1000', ...options(o.forwardExtraOptions)]),
    ...userLines(o.cacheBlock),
    'loop',
    'reload',
    'loadbalance',
    ...(o.etcHosts === '' ? [] : block('hosts /etc/coredns/hosts', ['fallthrough'])),
  ];
}

function kubernetes(o: CorednsCorefileOptions): Lines {
  const reverse = o.reverseLookups ? ['in-addr.arpa', 'ip6.arpa'] : [];
  const zones = [o.dnsDomain, ...o.kubernetesExtraDomains.split(/\s+/).filter((z) => z !== ''), ...reverse];
  return block(`kubernetes ${zones.join(' ')}`, [
    'pods insecure',
    ...(o.endpointPodNames ? ['endpoint_pod_names'] : []),
    ...(o.reverseLookups ? [`fallthrough ${reverse.join(' ')}`] : []),
    ...o.kubernetesExtraOptions,
  ]);
}

function externalServer(zone: ExternalZone): Lines {
  return block(zoneHead(zone), [
    'log',
    'errors',
    ...zone.rewrite.map((rule) => `rewrite ${rule}`),
    `forward . ${zone.nameservers.join(' ')}`,
    'loadbalance',
    `cache ${zone.cache}`,
    'reload',
  ]);
}

function upstreams(servers: readonly string[]): string {
  return servers.length === 0 ? '/etc/resolv.conf' : servers.join(' ');
}

function options(extra: Readonly<Record<string, string>>): Lines {
  return Object.entries(extra).map(([name, value]) => `${name} ${value}`.trimEnd());
}
