import type { Input } from '../input.ts';
import { wholeNumber } from '../python/numbers.ts';
import { textOf } from '../../values.ts';
import { textArgument } from './ipaddr.ts';

/** A hardware address: its number, of 48 or 64 bits. */
export interface HardwareAddress {
  readonly bits: 48 | 64;
  readonly value: bigint;
}

const grouped = (count: number, digits: string, mark: string): RegExp =>
  new RegExp(`^${Array.from({ length: count }, () => `([0-9a-f]{${digits}})`).join(mark)}$`, 'i');

const forms: readonly (readonly [bits: 48 | 64, width: number, form: RegExp])[] = [
  ...[':', '-'].map((mark) => [48, 2, grouped(6, '1,2', mark)] as const),
  ...[':', '-', '\\.'].map((mark) => [48, 4, grouped(3, '1,4', mark)] as const),
  ...['-', ':'].map((mark) => [48, 6, grouped(2, '5,6', mark)] as const),
  [48, 12, /^([0-9a-f]{11,12})$/i],
  ...[':', '-'].map((mark) => [64, 2, grouped(8, '1,2', mark)] as const),
  ...[':', '-', '\\.'].map((mark) => [64, 4, grouped(4, '1,4', mark)] as const),
  [64, 16, /^([0-9a-f]{16})$/i],
];

/** Reads a hardware address in any of its forms, or as a number; undefined where the text is none. */
export function parseHardware(text: string): HardwareAddress | undefined {
  return parseForms(text, 48) ?? parseNumber(text, 48) ?? parseForms(text, 64) ?? parseNumber(text, 64);
}

function parseForms(text: string, wanted: 48 | 64): HardwareAddress | undefined {
  for (const [bits, width, form] of forms) {
    const words = bits === wanted ? form.exec(text)?.slice(1) : undefined;
    if (words !== undefined) return { bits, value: BigInt(`0x${words.map((word) => word.padStart(width, '0')).join('')}`) };
  }
  return undefined;
}

function parseNumber(text: string, bits: 48 | 64): HardwareAddress | undefined {
  const value = /^\d+$/.test(text) ? BigInt(text) : undefined;
  return value !== undefined && value < 1n << BigInt(bits) ? { bits, value } : undefined;
}

/** How each query writes an address: bits of a word, what stands between, and the form of a word. */
const dialects: Readonly<Record<string, readonly [bits: number, mark: string, form: 'upper' | 'lower' | 'short']>> = {
  bare: [48, '', 'upper'],
  cisco: [16, '.', 'lower'],
  eui48: [8, '-', 'upper'],
  win: [8, '-', 'upper'],
  linux: [8, ':', 'lower'],
  unix: [8, ':', 'short'],
  pgsql: [24, ':', 'lower'],
  postgresql: [24, ':', 'lower'],
  psql: [24, ':', 'lower'],
};

/** `hwaddr`: the address as it is, or in one of the forms. */
export function hardwareQuery(input: Input): unknown {
  const text = textOf(input.subject);
  const query = textArgument(input, 'query', '');
  const found = parseHardware(text);
  if (query === '') return found === undefined ? null : text;
  if (query === 'bool') return found === undefined ? null : true;
  if (found === undefined) throw input.fail(`'${text}' is not a hardware address`);
  if (query === 'int') return wholeNumber(found.value);
  const dialect = Object.hasOwn(dialects, query) ? dialects[query] : undefined;
  if (dialect === undefined)
    throw input.fail(`there is no query '${query}'`, `the queries are: bool, int, ${Object.keys(dialects).join(', ')}`);
  if (found.bits === 64) throw input.fail(`an address of 64 bits cannot be written as ${query}`);
  const [bits, mark, form] = dialect;
  const digits = found.value.toString(16).padStart(12, '0');
  const words = digits.match(new RegExp(`.{${bits / 4}}`, 'g')) ?? [];
  return words.map((word) => (form === 'upper' ? word.toUpperCase() : form === 'lower' ? word : word.replace(/^0/, ''))).join(mark);
}

/** The last half of an address of version 6 that stands for a hardware address. */
export function interfaceIdentifier({ bits, value }: HardwareAddress): bigint {
  const long = bits === 64 ? value : ((value >> 24n) << 40n) | 0xfffe000000n | (value & 0xffffffn);
  return long ^ 0x0200000000000000n;
}
