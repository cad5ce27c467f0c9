import type { StableFacts } from './stable-facts.ts';

/** An address of a host; the interface is unknown where it has no `ip` tool. */
export interface HostAddress {
  readonly address: string;
  readonly interface?: string;
}

interface Said {
  readonly addresses: string;
  readonly route: string;
  readonly fibTrie: string;
  readonly routes: string;
}

/**
 * The IPv4 addresses of a host's own network, without those that come and go with a cluster or its containers: facts must
 * be the same before and after an apply.
 */
export function addressesOf(said: Said): readonly HostAddress[] {
  const all = said.addresses.trim() === '' ? fromFibTrie(said.fibTrie) : fromIp(said.addresses);
  const own = all.filter((a) => !a.address.startsWith('127.') && !a.address.startsWith('169.254.') && !isMadeByCluster(a.interface ?? ''));
  return [...new Map(own.map((a) => [a.address, a])).values()];
}

/** The address packets to far away leave from; without a default route the only one there is. */
export function defaultAddressOf(said: Said, addresses: readonly HostAddress[]): StableFacts['defaultIpv4'] {
  const [, device, source] = /\bdev (\S+).*?\bsrc (\S+)/.exec(said.route) ?? [];
  if (device !== undefined && source !== undefined) return { address: source, interface: device };
  const table = said.routes.split('\n').slice(1).map(routeOf);
  const away = table.find((route) => route !== undefined && route.destination === 0 && route.mask === 0);
  if (away !== undefined) {
    const here = addresses.find(({ address }) => table.some((route) => route?.interface === away.interface && isOnLink(route, address)));
    if (here !== undefined) return { address: here.address, interface: away.interface };
  }
  const [only, ...others] = addresses;
  if (only === undefined || others.length > 0) return undefined;
  const link = only.interface ?? table.find((route) => route !== undefined && isOnLink(route, only.address))?.interface;
  return link === undefined ? undefined : { address: only.address, interface: link };
}

function isMadeByCluster(name: string): boolean {
  return /^(lo$|docker|podman|cni|cali|vxlan\.|tunl|kube-|nodelocaldns|flannel|cilium|lxc|veth|wireguard\.cali|weave|ovn|br-[0-9a-f]{12}$)/.test(
    name,
  );
}

function fromIp(text: string): readonly HostAddress[] {
  return text.split('\n').flatMap((line) => {
    const [, name, address] = /^\d+:\s+(\S+?)(?:@\S+)?\s+inet (\d+(?:\.\d+){3})/.exec(line) ?? [];
    return name === undefined || address === undefined ? [] : [{ address, interface: name }];
  });
}

/** In fib_trie an address stands on the line before the `/32 host LOCAL` that says it is this machine's. */
function fromFibTrie(text: string): readonly HostAddress[] {
  return [...text.matchAll(/\|-- (\d+(?:\.\d+){3})\n\s+\/32 host LOCAL/g)].flatMap(([, address]) =>
    address === undefined ? [] : [{ address }],
  );
}

interface Route {
  readonly interface: string;
  readonly destination: number;
  readonly gateway: number;
  readonly mask: number;
}

/** A line of /proc/net/route; its numbers are in network order read as little-endian, so masks fit as they stand. */
function routeOf(line: string): Route | undefined {
  const [name, destination, gateway, , , , , mask] = line.trim().split(/\s+/);
  if (name === undefined || destination === undefined || gateway === undefined || mask === undefined) return undefined;
  return { interface: name, destination: parseInt(destination, 16), gateway: parseInt(gateway, 16), mask: parseInt(mask, 16) };
}

function isOnLink(route: Route, address: string): boolean {
  const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number);
  const number = ((d << 24) | (c << 16) | (b << 8) | a) >>> 0;
  return route.gateway === 0 && route.mask !== 0 && (number & route.mask) >>> 0 === route.destination;
}
