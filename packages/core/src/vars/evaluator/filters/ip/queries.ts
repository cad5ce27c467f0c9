import { wholeNumber } from '../python/numbers.ts';
import { addressOfNumber, addressText, bitsOf, highest, reverseName } from './address.ts';
import type { Address } from './address.ts';
import { cidrOf, firstOf, hostmask, isHostmask, isNetmask, lastOf, networkText, sizeOf, usable } from './network.ts';
import type { Network } from './network.ts';
import { alone, isGlobal, isInRange } from './ranges.ts';

/** What a query of ipaddr is asked of. */
export interface Asked {
  readonly network: Network;
  /** Whether it was written with a prefix. */
  readonly written: 'address' | 'network';
  /** The value as it was given. */
  readonly value: unknown;
  readonly fail: (why: string) => Error;
}

type Query = (asked: Asked) => unknown;

/** The queries of ipaddr by name. Where a value does not fit, some give none and some false, as Ansible's do. */
export const queries: Readonly<Record<string, Query>> = {
  '': ({ network, written }) => (written === 'address' ? addressText(network) : networkText(network)),
  '6to4': sixToFour,
  address,
  ip: address,
  'address/prefix': addressPrefix,
  gateway: addressPrefix,
  gw: addressPrefix,
  'host/prefix': addressPrefix,
  hostnet: addressPrefix,
  router: addressPrefix,
  bool: () => true,
  broadcast: ({ network }) => (sizeOf(network) > 2n ? addressText({ ...network, value: lastOf(network) }) : null),
  cidr: ({ network }) => networkText(network),
  first_usable: (asked) => inNetwork(asked, ([first]) => first),
  host: ({ network }) => (sizeOf(network) === 1n || !isNetworkAddress(network) || sizeOf(network) === 2n ? networkText(network) : null),
  hostmask: ({ network }) => addressText({ ...network, value: hostmask(network) }),
  wildcard: ({ network }) => addressText({ ...network, value: hostmask(network) }),
  int: ({ network, written }) => (written === 'address' ? wholeNumber(network.value) : `${network.value}/${network.prefix}`),
  'ip/prefix': ({ network }) => (hasHost(network) ? networkText(network) : null),
  ip_netmask: ({ network }) => (hasHost(network) ? `${addressText(network)} ${netmask(network)}` : null),
  ipv4: toVersion4,
  ipv6: toVersion6,
  last_usable: (asked) => inNetwork(asked, ([, last]) => last),
  'link-local': ({ network, value }) => (isInRange(alone(network), 'linkLocal') ? value : null),
  lo: ({ network, value }) => (isInRange(alone(network), 'loopback') ? value : null),
  loopback: ({ network, value }) => (isInRange(alone(network), 'loopback') ? value : null),
  multicast: ({ network, value }) => (isInRange(network, 'multicast') ? value : null),
  unicast: ({ network, value }) => (isInRange(network, 'multicast') ? null : value),
  net: ({ network }) => (sizeOf(network) > 1n && isNetworkAddress(network) ? networkText(network) : null),
  netmask: ({ network }) => netmask(network),
  network: networkAddress,
  network_id: networkAddress,
  'network/prefix': subnet,
  subnet,
  network_netmask: ({ network }) => `${addressText(cidrOf(network))} ${netmask(network)}`,
  network_wildcard: ({ network }) => `${addressText(cidrOf(network))} ${addressText({ ...network, value: hostmask(network) })}`,
  next_usable: (asked) => neighbour(asked, 1n),
  previous_usable: (asked) => neighbour(asked, -1n),
  peer,
  prefix: ({ network }) => network.prefix,
  private: ({ network, value }) => (isGlobal(network) ? null : value),
  public: ({ network, value }) => (isPublic(network) ? value : null),
  range_usable: (asked) => {
    needNetwork(asked);
    const range = usable(asked.network);
    return range === undefined ? null : range.map((number) => detected(number)).join('-');
  },
  revdns: ({ network }) => reverseName(network),
  size: ({ network }) => wholeNumber(sizeOf(network)),
  size_usable: ({ network }) => wholeNumber(sizeOf(network) === 1n ? 0n : sizeOf(network) === 2n ? 2n : sizeOf(network) - 2n),
  type: ({ network }) => (sizeOf(network) > 1n && isNetworkAddress(network) ? 'network' : 'address'),
  version: ({ network }) => network.version,
  wrap: ({ network, written, value }) => {
    if (network.version === 4) return value;
    return `[${addressText(network)}]${written === 'network' ? `/${network.prefix}` : ''}`;
  },
};

function isNetworkAddress(network: Network): boolean {
  return network.value === firstOf(network);
}

function hasHost(network: Network): boolean {
  return sizeOf(network) === 2n || (sizeOf(network) > 1n && !isNetworkAddress(network));
}

function netmask(network: Network): string {
  return addressText({ ...network, value: highest(network.version) ^ hostmask(network) });
}

/** Numbers below 2^32 are written as addresses of version 4: netaddr does so. */
function detected(number: bigint): string {
  return addressText(addressOfNumber(number) ?? { version: 6, value: 0n });
}

function address({ network }: Asked): unknown {
  const isHost = sizeOf(network) <= 2n || !isNetworkAddress(network) || network.version === 6;
  return isHost ? addressText(network) : null;
}

function addressPrefix({ network }: Asked): unknown {
  const isEdge = sizeOf(network) > 2n && (isNetworkAddress(network) || network.value === lastOf(network));
  return isEdge ? false : networkText(network);
}

function networkAddress({ network }: Asked): string {
  return addressText(cidrOf(network));
}

function subnet({ network }: Asked): string {
  return networkText(cidrOf(network));
}

function needNetwork({ written, fail }: Asked): void {
  if (written === 'address') throw fail('not a network address');
}

function inNetwork(asked: Asked, pick: (range: readonly [bigint, bigint]) => bigint): unknown {
  needNetwork(asked);
  const range = usable(asked.network);
  return range === undefined ? null : detected(pick(range));
}

function neighbour(asked: Asked, step: bigint): unknown {
  needNetwork(asked);
  const range = usable(asked.network);
  const next = asked.network.value + step;
  return range !== undefined && next >= range[0] && next <= range[1] ? detected(next) : null;
}

function peer(asked: Asked): string {
  needNetwork(asked);
  const { network, fail } = asked;
  const size = sizeOf(network);
  if (size === 2n) return detected(network.value ^ 1n);
  if (size !== 4n) throw fail('not a point-to-point network');
  if (network.value % 4n === 0n) throw fail('the network address of a /30 has no peer');
  if (network.value % 4n === 3n) throw fail('the broadcast address of a /30 has no peer');
  return detected(network.value ^ 3n);
}

function isPublic(network: Network): boolean {
  const single: Address = network;
  const isUnicast = !isInRange(alone(single), 'multicast');
  return isUnicast && isGlobal(single) && !isInRange(alone(single), 'loopback') && !isNetmask(single) && !isHostmask(single);
}

function sixToFour({ network, written, value }: Asked): unknown {
  if (network.version === 6) {
    const isOne = isInRange(alone(network), 'sixToFour');
    if (written === 'address') return isInRange(network, 'sixToFour') ? value : false;
    return !isNetworkAddress(network) && isOne ? value : false;
  }
  if (sizeOf(network) > 1n && isNetworkAddress(network)) return false;
  if (isGlobal(network) && !isPublic(alone(network))) return false;
  const hex = network.value.toString(16).padStart(8, '0');
  return `2002:${hex.slice(0, 4)}:${hex.slice(4)}::1/48`;
}

function toVersion4({ network, value }: Asked): unknown {
  if (network.version === 4) return value;
  const mapped = network.value <= highest(4) ? network.value : network.value - 0xffff00000000n;
  const isInside = network.value <= 0xffffffffffffn && mapped >= 0n && mapped <= highest(4);
  return isInside && network.prefix >= 96 ? networkText({ version: 4, value: mapped, prefix: network.prefix - 96 }) : false;
}

function toVersion6({ network, value }: Asked): unknown {
  if (network.version === 6) return value;
  return networkText({ version: 6, value: 0xffff00000000n + network.value, prefix: network.prefix + bitsOf(6) - bitsOf(4) });
}
