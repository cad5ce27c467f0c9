import type { Address } from './address.ts';
import { bitsOf } from './address.ts';
import { holds, parseNetwork } from './network.ts';
import type { Network } from './network.ts';

/** Ranges of addresses that have a meaning of their own. */
export type Range = keyof typeof ranges;

const ranges = {
  loopback: ['127.0.0.0/8', '::1/128'],
  linkLocal: ['169.254.0.0/16', 'fe80::/10'],
  multicast: ['224.0.0.0/4', 'ff00::/8'],
  sixToFour: ['2002::/16'],
  teredo: ['2001::/32'],
  mapped: ['::ffff:0:0/96'],
  unspecified: ['0.0.0.0/32', '::/128'],
  shared: ['100.64.0.0/10'],
  /** Not reachable from everywhere, by the registries of special addresses. */
  special: [
    ...['0.0.0.0/8', '10.0.0.0/8', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24', '192.0.2.0/24', '192.168.0.0/16'],
    ...['198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '240.0.0.0/4'],
    ...[
      '::1/128',
      '::/128',
      '::ffff:0:0/96',
      '64:ff9b:1::/48',
      '100::/64',
      '2001::/23',
      '2001:db8::/32',
      '2002::/16',
      'fc00::/7',
      'fe80::/10',
    ],
  ],
  /** Parts of the special ranges that are reachable after all. */
  reachable: [
    ...[
      '192.0.0.9/32',
      '192.0.0.10/32',
      '2001:1::1/128',
      '2001:1::2/128',
      '2001:3::/32',
      '2001:4:112::/48',
      '2001:20::/28',
      '2001:30::/28',
    ],
  ],
  reserved: [
    ...['240.0.0.0/4', '::/8', '100::/8', '200::/7', '400::/6', '800::/5', '1000::/4', '4000::/3', '6000::/3', '8000::/3', 'a000::/3'],
    ...['c000::/3', 'e000::/4', 'f000::/5', 'f800::/6', 'fe00::/9'],
  ],
} as const;

const parsed = new Map<Range, readonly Network[]>();

/** Whether an address, or all of a network, is in a range. */
export function isInRange(network: Network, range: Range): boolean {
  const known = parsed.get(range) ?? ranges[range].flatMap((text) => parseNetwork(text) ?? []);
  parsed.set(range, known);
  return known.some((outer) => holds(outer, network));
}

/** An address as the network of itself alone. */
export function alone({ version, value }: Address): Network {
  return { version, value, prefix: bitsOf(version) };
}

/** Whether an address is special, and so private to somebody. */
export function isPrivate(address: Address): boolean {
  return isInRange(alone(address), 'special') && !isInRange(alone(address), 'reachable');
}

/** Whether an address can be reached from everywhere. */
export function isGlobal(address: Address): boolean {
  return !isPrivate(address) && !isInRange(alone(address), 'shared');
}
