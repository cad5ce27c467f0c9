import { block, corefileText, zoneHead, type ExternalZone, type Lines } from './corefile-text.ts';

export interface NodelocaldnsCorefileOptions {
  /** 169.254.25.10: an address of each host's own. */
  readonly ip: string;
  readonly healthPort: number;
  readonly metricsPort: number;
  /** 'host': metrics listen on the host's address only; 'all': on every one. */
  readonly metricsAddress: 'host' | 'all';
  readonly dnsDomain: string;
  /** CoreDNS. */
  readonly dnsServiceIp: string;
  /** Where names outside the cluster are asked; empty: where the node's resolv.conf says. */
  readonly upstreamServers: readonly string[];
  readonly externalZones: readonly ExternalZone[];
}

/** The Corefile of the cache on every node: the cluster's zones from CoreDNS, by TCP; the rest straight from upstream. */
export function nodelocaldnsCorefile(o: NodelocaldnsCorefileOptions): string {
  const toCluster = block(`forward . ${o.dnsServiceIp}`, ['force_tcp']);
  const upstream = o.upstreamServers.length === 0 ? '/etc/resolv.conf' : o.upstreamServers.join(' ');
  const long = block('cache', ['success 9984 30', 'denial 9984 5']);
  return corefileText([
    ...o.externalZones.map((zone) =>
      block(zoneHead(zone), server(o, [`cache ${zone.cache}`], [...rewrites(zone), `forward . ${zone.nameservers.join(' ')}`])),
    ),
    block(`${o.dnsDomain}:53`, [...server(o, long, toCluster), `health ${o.ip}:${o.healthPort}`]),
    block('in-addr.arpa:53', server(o, ['cache 30'], toCluster)),
    block('ip6.arpa:53', server(o, ['cache 30'], toCluster)),
    block('.:53', server(o, ['cache 30'], [`forward . ${upstream}`])),
  ]);
}

function server(o: NodelocaldnsCorefileOptions, cache: Lines, forward: Lines): Lines {
  const metrics = `${o.metricsAddress === 'host' ? '{$MY_HOST_IP}' : ''}:${o.metricsPort}`;
  return ['errors', ...cache, 'reload', 'loop', `bind ${o.ip}`, ...forward, `prometheus ${metrics}`];
}

function rewrites(zone: ExternalZone): Lines {
  return zone.rewrite.map((rule) => `rewrite ${rule}`);
}
