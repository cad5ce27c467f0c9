import type { Input } from '../input.ts';
import { wholeNumber } from '../python/numbers.ts';
import { addressOfNumber, addressText, bitsOf, highest } from './address.ts';
import { integerArgument, recognize, textArgument } from './ipaddr.ts';
import { cidrOf, firstOf, networkText, nthAddress, parseNetwork, sizeOf, usable } from './network.ts';
import type { Network } from './network.ts';

/** A value as the network it names, or as the address with its prefix; undefined where it is neither. */
function networkOf(value: unknown): Network | undefined {
  return recognize(value)?.network;
}

/** `ipsubnet`: the network, how many subnets of a size it has, one of them, or the place of it in another. */
export function ipsubnet(input: Input): unknown {
  const found = networkOf(input.subject);
  if (found === undefined) return false;
  const network = cidrOf(found);
  const query = textArgument(input, 'query', '');
  if (query === '') return networkText(network);
  if (!/^\d+$/.test(query)) return placeIn(input, network, query);
  const prefix = Number(query);
  if (prefix > bitsOf(network.version)) return false;
  const index = input.value('index') === undefined || input.value('index') === null ? undefined : integerArgument(input, 'index');
  if (sizeOf(network) === 1n) return supernet(input, network, { prefix, index });
  return index === undefined ? subnetCount(input, network, prefix) : subnet(input, network, { prefix, index });
}

function subnetCount(input: Input, network: Network, prefix: number): string {
  if (prefix < network.prefix) throw input.fail(`a network of /${network.prefix} has no subnets of /${prefix}`);
  return (1n << BigInt(prefix - network.prefix)).toString();
}

function subnet(input: Input, network: Network, { prefix, index }: { readonly prefix: number; readonly index: number }): unknown {
  const count = prefix < network.prefix ? 1n : 1n << BigInt(prefix - network.prefix);
  const place = index < 0 && prefix >= network.prefix ? BigInt(index) + count : BigInt(index);
  if (place < 0n || place >= count) return false;
  const first = addressOfNumber(network.value + (place << BigInt(bitsOf(network.version) - prefix)));
  if (first === undefined || prefix > bitsOf(first.version)) throw input.fail(`there is no network of /${prefix} there`);
  return networkText({ ...first, prefix });
}

function supernet(
  input: Input,
  network: Network,
  { prefix, index }: { readonly prefix: number; readonly index: number | undefined },
): unknown {
  const bits = bitsOf(network.version);
  if (index !== undefined && (index > bits + 1 - index || index < prefix - bits)) return false;
  const count = network.prefix - prefix;
  const place = index ?? 0;
  if (place >= count || place < -count) throw input.fail(`the address has no supernet ${place} from /${prefix} on`);
  const wanted = prefix + (place < 0 ? count + place : place);
  return networkText(cidrOf({ ...network, prefix: wanted }));
}

function placeIn(input: Input, network: Network, query: string): string {
  const outer = networkOf(query);
  if (outer === undefined) throw input.fail(`'${query}' is no network`);
  const shift = BigInt(bitsOf(network.version) - outer.prefix);
  const isInside = shift >= 0n && network.value >> shift === outer.value >> shift && network.prefix >= outer.prefix;
  if (!isInside) throw input.fail(`${networkText(network)} is not in the subnet ${networkText(cidrOf(outer))}`);
  const mask = (1n << BigInt(network.prefix - outer.prefix)) - 1n;
  return (((network.value >> BigInt(bitsOf(network.version) - network.prefix)) & mask) + 1n).toString();
}

/** `nthhost`: the n-th address of a network. */
export function nthHost(input: Input): unknown {
  const network = networkOf(input.subject);
  const query = textArgument(input, 'query', '');
  if (network === undefined || !/^\s*[-+]?\d+\s*$/.test(query)) return false;
  const place = BigInt(query.trim().replace(/^\+/, ''));
  const base = typeOf(network) === 'network' ? cidrOf(network) : network;
  if (place >= sizeOf(base)) return false;
  const address = nthAddress(base, place);
  if (address === undefined) throw input.fail(`the network has no address ${query}`);
  return addressText(address);
}

function typeOf(network: Network): 'address' | 'network' {
  return sizeOf(network) > 1n && network.value === firstOf(network) ? 'network' : 'address';
}

/** `next_nth_usable` and `previous_nth_usable`: the address so many steps away, if a host may have it. */
export function usableStep(input: Input, sign: 1 | -1): unknown {
  const network = networkOf(input.subject);
  if (network === undefined) return false;
  const offset = integerArgument(input, 'offset');
  const range = usable(network);
  if (range === undefined) return null;
  const address = addressOfNumber(network.value + BigInt(sign * offset));
  if (address === undefined) throw input.fail(`there is no address ${offset} steps from ${networkText(network)}`);
  return address.value >= range[0] && address.value <= range[1] ? addressText(address) : null;
}

/** `ipmath`: the address so many further on. */
export function ipMath(input: Input): string {
  const network = typeof input.subject === 'string' ? parseNetwork(input.subject) : undefined;
  if (network === undefined) throw input.fail('needs an address');
  const value = network.value + BigInt(integerArgument(input, 'amount'));
  if (value < 0n || value > highest(network.version)) throw input.fail('the result is no address');
  return addressText({ version: network.version, value });
}

/** `ipcut`: the first bits of an address, or the last ones. */
export function ipCut(input: Input): string {
  const network = typeof input.subject === 'string' && !input.subject.includes('/') ? parseNetwork(input.subject) : undefined;
  if (network === undefined) throw input.fail('needs an address');
  const amount = integerArgument(input, 'amount');
  const [size, base, mark] = network.version === 6 ? ([16, 16, ':'] as const) : ([8, 10, '.'] as const);
  const bits = network.value.toString(2).padStart(bitsOf(network.version), '0');
  const cut = amount < 0 ? bits.slice(amount) : bits.slice(0, amount);
  return (cut.match(new RegExp(`.{1,${size}}`, 'g')) ?? []).map((part) => Number.parseInt(part, 2).toString(base)).join(mark);
}

/** `usable_range`: every address of a network, and how many there are. */
export function usableRange(input: Input, most: number): unknown {
  const network = typeof input.subject === 'string' ? parseNetwork(input.subject) : undefined;
  if (network === undefined) throw input.fail('needs a network');
  if (network.value !== firstOf(network)) throw input.fail(`${networkText(network)} has host bits set`);
  const size = sizeOf(network);
  if (size > BigInt(most)) throw input.fail(`would make ${size} addresses; ${most} is the limit`);
  const addresses = Array.from({ length: Number(size) }, (_, index) => addressText({ ...network, value: network.value + BigInt(index) }));
  return { usable_ips: addresses, number_of_ips: wholeNumber(size) };
}
