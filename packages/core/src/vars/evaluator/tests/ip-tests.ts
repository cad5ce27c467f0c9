import type { Callable } from '../call.ts';
import type { Input } from '../filters/input.ts';
import { filter } from '../filters/input.ts';
import { parseAnyAddress } from '../filters/ip/address.ts';
import type { Address } from '../filters/ip/address.ts';
import { firstOf, holds, hostmask, parseNetwork } from '../filters/ip/network.ts';
import type { Network } from '../filters/ip/network.ts';
import { alone, isGlobal, isInRange, isPrivate } from '../filters/ip/ranges.ts';
import type { Range } from '../filters/ip/ranges.ts';

/** Tests of ansible.utils on addresses and networks; a network whose address names a host is none. */
export const ipTests: Readonly<Record<string, Callable>> = {
  ip: filter('', (input) => networkOf(input.subject) !== undefined),
  ipv4: filter('', (input) => networkOf(input.subject)?.version === 4),
  ipv6: filter('', (input) => networkOf(input.subject)?.version === 6),
  ip_address: ofAddress(() => true),
  ipv4_address: ofAddress(({ version }) => version === 4),
  ipv6_address: ofAddress(({ version }) => version === 6),
  ipv6_ipv4_mapped: ofAddress(({ version, value }) => version === 6 && isIn({ version, value }, 'mapped')),
  ipv6_sixtofour: ofAddress(({ version, value }) => version === 6 && isIn({ version, value }, 'sixToFour')),
  ipv6_teredo: ofAddress(({ version, value }) => version === 6 && isIn({ version, value }, 'teredo')),
  ipv4_netmask: filter('', (input) => maskOf(input, (network) => ~hostmask(network) & 0xffffffffn)),
  ipv4_hostmask: filter('', (input) => maskOf(input, hostmask)),
  loopback: ofAddress((address) => isIn(address, 'loopback')),
  multicast: ofAddress((address) => isIn(address, 'multicast')),
  unspecified: ofAddress((address) => isIn(address, 'unspecified')),
  reserved: ofAddress((address) => isIn(address, 'reserved')),
  private: ofAddress((address) => isPrivate(unmapped(address))),
  public: ofAddress((address) => isGlobal(unmapped(address))),
  mac: filter('', ({ subject }) =>
    /^(?:(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}|(?:[0-9a-f]{4}\.){2}[0-9a-f]{4}|[0-9a-f]{12})$/i.test(String(subject)),
  ),
  in_network: filter('network', (input) => isWithin(input.subject, input.value('network'))),
  in_any_network: filter('networks', (input) => input.items(input.value('networks')).some((network) => isWithin(input.subject, network))),
  in_one_network: filter(
    'networks',
    (input) => input.items(input.value('networks')).filter((network) => isWithin(input.subject, network)).length === 1,
  ),
  subnet_of: filter('network_b', (input) => isWithin(input.subject, input.value('network_b'))),
  supernet_of: filter('network_b', (input) => isWithin(input.value('network_b'), input.subject)),
};

function ofAddress(holdsFor: (address: Address) => boolean): Callable {
  return filter('', ({ subject }) => {
    if (typeof subject !== 'string') return false;
    const address = parseAnyAddress(withoutZone(subject));
    return address !== undefined && holdsFor(address);
  });
}

/** An address of version 4 that is written as one of version 6, as itself. */
function unmapped(address: Address): Address {
  return isIn(address, 'mapped') ? { version: 4, value: address.value & 0xffffffffn } : address;
}

/** An address of version 6 may name the interface it is reached by. */
function withoutZone(text: string): string {
  return text.replace(/^([^/%]*:[^/%]*)%[^/%]+/, '$1');
}

function isIn(address: Address, range: Range): boolean {
  return isInRange(alone(address), range);
}

function networkOf(value: unknown): Network | undefined {
  const isPlain = typeof value === 'string' && /^[^/]+(?:\/(?:\d+|\d+\.\d+\.\d+\.\d+))?$/.test(value);
  const network = isPlain ? parseNetwork(value.replace(/^([^/%]*:[^/%]*)%[^/%]+/, '$1')) : undefined;
  return network?.value === (network && firstOf(network)) ? network : undefined;
}

function isWithin(inner: unknown, outer: unknown): boolean {
  const [network, other] = [networkOf(inner), networkOf(outer)];
  return network !== undefined && other !== undefined && holds(other, network);
}

function maskOf({ subject }: Input, mask: (network: Network) => bigint): boolean {
  if (typeof subject !== 'string') return false;
  const [network, given] = [networkOf(`10.0.0.0/${subject}`), parseAnyAddress(subject)];
  return network !== undefined && given !== undefined && mask(network) === given.value;
}
