import { isInteger, numeric } from '../../values.ts';
import type { Input } from '../input.ts';
import { asMapping } from '../input.ts';
import { typeName } from '../../type-name.ts';
import { parseFloatText, parseInteger } from '../python/numbers.ts';
import { addressText, bitsOf, highest } from './address.ts';
import type { Version } from './address.ts';
import { holds, networkText, nthAddress, parseNetwork, sizeOf } from './network.ts';
import type { Network } from './network.ts';
import { queries } from './queries.ts';
import type { Asked } from './queries.ts';

type Recognized = Pick<Asked, 'network' | 'written' | 'value'>;

/** What a value is as an address or network; undefined where it is neither. A number is an address, of version 4 if it fits. */
export function recognize(value: unknown, version?: Version): Recognized | undefined {
  const number = numberOf(value);
  if (number !== undefined) {
    const network = ofNumber(number, { version });
    return network && { network, written: 'address', value: networkText(network) };
  }
  if (typeof value !== 'string') return undefined;
  const network = parseNetwork(value);
  if (network !== undefined) return { network, written: value.split('/').length === 2 ? 'network' : 'address', value };
  const [address = '', prefix = '', ...more] = value.split('/').map((part) => parseInteger(part));
  if (typeof address !== 'number' || typeof prefix !== 'number' || more.length > 0) return undefined;
  const numbered = ofNumber(BigInt(address), { prefix });
  return numbered && { network: numbered, written: 'network', value: networkText(numbered) };
}

function numberOf(value: unknown): bigint | undefined {
  if (typeof value === 'string') return /^\d+$/.test(value) ? BigInt(value) : undefined;
  return isInteger(value) && value >= 0 ? BigInt(value) : undefined;
}

function ofNumber(
  value: bigint,
  { version, prefix }: { readonly version?: Version | undefined; readonly prefix?: number },
): Network | undefined {
  for (const candidate of version === 6 ? ([6] as const) : ([4, 6] as const)) {
    const length = prefix ?? bitsOf(candidate);
    if (value >= 0n && value <= highest(candidate) && length >= 0 && length <= bitsOf(candidate)) {
      return { version: candidate, value, prefix: length };
    }
  }
  return undefined;
}

interface Question {
  readonly query: string;
  readonly version?: Version;
}

/** The answer of `ipaddr` to a query: of a list those of its items that are not empty, of what is no address false. */
export function ipaddr(input: Input, value: unknown, { query, version }: Question): unknown {
  const question = { query, ...(version && { version }) };
  if (Array.isArray(value)) return value.map((item) => ipaddr(input, item, question)).filter((answer) => input.truthy(answer));
  if (value === true || !input.truthy(value)) return false;
  const found = recognize(value, version);
  if (found === undefined) return false;
  const known = Object.hasOwn(queries, query) ? queries[query] : undefined;
  const outer = known === undefined && !/^\d+$/.test(query) ? recognize(query)?.network : undefined;
  if (version !== undefined && found.network.version !== version) return false;
  if (outer !== undefined) return holds({ ...outer }, found.network) ? found.value : null;
  if (known !== undefined) return known({ ...found, fail: (why) => input.fail(why) });
  return nth(input, found, query);
}

function nth(input: Input, { network, written }: Recognized, query: string): unknown {
  if (parseFloatText(query) === undefined) {
    throw input.fail(
      `there is no query '${query}'`,
      `the queries are: ${Object.keys(queries).filter(Boolean).join(', ')}, a number, or a network`,
    );
  }
  if (sizeOf(network) === 1n) return written === 'address' ? addressText(network) : networkText(network);
  const place = parseInteger(query);
  const address = place === undefined ? undefined : nthAddress(network, BigInt(place));
  return address === undefined ? false : `${addressText(address)}/${network.prefix}`;
}

/** An argument as text, as Ansible turns the queries of these filters into text. */
export function textArgument(input: Input, name: string, otherwise?: string): string {
  const value = input.value(name) ?? otherwise;
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (isInteger(value)) return String(value);
  if (value === undefined) throw input.fail(`needs the argument '${name}'`);
  throw input.fail(`the argument '${name}' must be text, not ${typeName(input.present(value))}`);
}

/** An argument as an integer, of text too. */
export function integerArgument(input: Input, name: string): number {
  const value = input.value(name);
  const number = typeof value === 'string' ? parseInteger(value) : numeric(value);
  if (typeof number === 'number' && Number.isInteger(number)) return number;
  throw input.fail(`the argument '${name}' must be an integer`);
}

/** The subject of `ipaddr`: text, a number or a list. */
export function checkedSubject(input: Input): unknown {
  const { subject } = input;
  const isFit = typeof subject === 'string' || typeof subject === 'boolean' || isInteger(subject) || Array.isArray(subject);
  if (isFit && asMapping(subject) === undefined) return subject;
  throw input.fail(`needs an address, a network or a list of them, not ${typeName(input.present(subject))}`);
}
