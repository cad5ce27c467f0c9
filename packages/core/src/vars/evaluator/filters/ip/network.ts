import { addressText, bitsOf, highest, parseAddress } from './address.ts';
import type { Address, Version } from './address.ts';

/** An address with the length of its prefix, as `10.0.0.1/24`: it may stand for itself or for its network. */
export interface Network {
  readonly version: Version;
  readonly value: bigint;
  readonly prefix: number;
}

/** Reads `address`, `address/prefix`, `address/netmask` or `address/hostmask`; undefined where the text is none of them. */
export function parseNetwork(text: string): Network | undefined {
  return parseVersion(text, 4) ?? parseVersion(text, 6);
}

function parseVersion(text: string, version: Version): Network | undefined {
  const slash = text.indexOf('/');
  const address = parseAddress(slash === -1 ? text : text.slice(0, slash), version);
  if (address === undefined) return undefined;
  const prefix = slash === -1 ? bitsOf(version) : prefixOf(text.slice(slash + 1), version);
  return prefix === undefined || prefix < 0 || prefix > bitsOf(version) ? undefined : { ...address, prefix };
}

function prefixOf(text: string, version: Version): number | undefined {
  if (/^\s*[-+]?\d+\s*$/.test(text)) return Number(text);
  const mask = parseAddress(text, version)?.value;
  if (mask === undefined) return undefined;
  const zeros = isNetmask({ version, value: mask }) ? highest(version) ^ mask : isHostmask({ value: mask }) ? mask : undefined;
  return zeros === undefined ? undefined : bitsOf(version) - (zeros === 0n ? 0 : zeros.toString(2).length);
}

/** Whether an address is ones followed by zeros. */
export function isNetmask({ version, value }: Address): boolean {
  return isHostmask({ value: value ^ highest(version) });
}

/** Whether an address is zeros followed by ones. */
export function isHostmask({ value }: { readonly value: bigint }): boolean {
  return (value & (value + 1n)) === 0n;
}

/** The ones of the part that names hosts. */
export function hostmask({ version, prefix }: Network): bigint {
  return (1n << BigInt(bitsOf(version) - prefix)) - 1n;
}

/** The number of the first address of the network. */
export function firstOf(network: Network): bigint {
  return network.value - (network.value & hostmask(network));
}

/** The number of the last address of the network. */
export function lastOf(network: Network): bigint {
  return network.value | hostmask(network);
}

/** How many addresses the network has. */
export function sizeOf(network: Network): bigint {
  return hostmask(network) + 1n;
}

/** The network itself, without what names a host. */
export function cidrOf(network: Network): Network {
  return { ...network, value: firstOf(network) };
}

/** The first and the last address that a host may have; undefined for a single address. */
export function usable(network: Network): readonly [first: bigint, last: bigint] | undefined {
  const size = sizeOf(network);
  if (size === 1n) return undefined;
  return size === 2n ? [firstOf(network), lastOf(network)] : [firstOf(network) + 1n, lastOf(network) - 1n];
}

/** The n-th address of the network, negative ones from the end; undefined where it has none. */
export function nthAddress(network: Network, place: bigint): Address | undefined {
  const size = sizeOf(network);
  if (place >= size || place < -size) return undefined;
  return { version: network.version, value: place < 0n ? lastOf(network) + place + 1n : firstOf(network) + place };
}

/** Whether a network holds another, or an address. */
export function holds(outer: Network, inner: Network): boolean {
  return outer.version === inner.version && firstOf(outer) <= firstOf(inner) && lastOf(inner) <= lastOf(outer);
}

export function networkText(network: Network): string {
  return `${addressText(network)}/${network.prefix}`;
}
