import type { Input } from '../input.ts';
import { recognize } from './ipaddr.ts';
import { cidrOf, firstOf, lastOf, sizeOf, usable } from './network.ts';
import type { Network } from './network.ts';

type Ends = readonly [first: bigint, last: bigint];

/** The first and last number that a value covers; what is no address counts as the number 0, as in Ansible. */
function covered(value: unknown): Ends {
  const network = normalized(value);
  if (network === undefined) return [0n, 0n];
  // A network of two has no broadcast address, so its first address counts alone.
  return sizeOf(network) > 2n ? [firstOf(network), lastOf(network)] : [network.value, network.value];
}

function usableEnds(value: unknown): Ends {
  const network = normalized(value);
  if (network === undefined) return [0n, 0n];
  return usable(network) ?? [network.value, network.value];
}

function normalized(value: unknown): Network | undefined {
  const network = recognize(value)?.network;
  return network && cidrOf(network);
}

function isWithin([first, last]: Ends, inner: Ends): boolean {
  return inner.every((number) => number >= first && number <= last);
}

/** `network_in_network` and `network_in_usable`: whether a network covers another, or with the addresses hosts may have. */
export function networkIn(input: Input, part: 'all' | 'usable'): boolean {
  const outer = part === 'all' ? covered(input.subject) : usableEnds(input.subject);
  return isWithin(outer, covered(input.value('test')));
}

/** `reduce_on_network`: those of the addresses that are in a network. */
export function reduceOnNetwork(input: Input): readonly unknown[] {
  const outer = covered(input.value('network'));
  return listed(input).filter((address) => isWithin(outer, covered(address)));
}

/** A list, or text with commas between. */
export function listed(input: Input): readonly unknown[] {
  return typeof input.subject === 'string' ? input.subject.split(',') : input.presentItems();
}
