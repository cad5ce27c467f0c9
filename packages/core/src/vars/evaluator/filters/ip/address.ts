export type Version = 4 | 6;

/** One address: its number, and of which version it is. */
export interface Address {
  readonly version: Version;
  readonly value: bigint;
}

/** How many bits an address of a version has. */
export function bitsOf(version: Version): number {
  return version === 4 ? 32 : 128;
}

/** The largest number of a version. */
export function highest(version: Version): bigint {
  return (1n << BigInt(bitsOf(version))) - 1n;
}

/** Reads an address of one version as inet_pton does; undefined where the text is none. */
export function parseAddress(text: string, version: Version): Address | undefined {
  const value = version === 4 ? parse4(text) : parse6(text);
  return value === undefined ? undefined : { version, value };
}

/** Reads an address of either version. */
export function parseAnyAddress(text: string): Address | undefined {
  return parseAddress(text, 4) ?? parseAddress(text, 6);
}

function parse4(text: string): bigint | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256)) return undefined;
  return parts.reduce((value, part) => value * 256n + BigInt(part), 0n);
}

function parse6(text: string): bigint | undefined {
  const dotted = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  const tail = dotted === null ? undefined : parse4(dotted[2] ?? '');
  if (dotted !== null && tail === undefined) return undefined;
  const plain = tail === undefined ? text : `${dotted?.[1] ?? ''}${(tail >> 16n).toString(16)}:${(tail & 0xffffn).toString(16)}`;
  const [head = '', rest, ...more] = plain.split('::');
  const words = (part: string) => (part === '' ? [] : part.split(':'));
  const [before, after] = [words(head), words(rest ?? '')];
  const gap = rest === undefined ? 0 : 8 - before.length - after.length;
  const all = [...before, ...Array.from({ length: Math.max(0, gap) }, () => '0'), ...after];
  const isWhole = all.length === 8 && more.length === 0 && (rest === undefined || gap > 0);
  if (!isWhole || !all.every((word) => /^[0-9a-fA-F]{1,4}$/.test(word))) return undefined;
  return all.reduce((value, word) => (value << 16n) + BigInt(`0x${word}`), 0n);
}

/** The address with a number: of version 4 as long as it fits, as netaddr takes numbers; undefined where it is none. */
export function addressOfNumber(value: bigint): Address | undefined {
  if (value < 0n || value > highest(6)) return undefined;
  return { version: value <= highest(4) ? 4 : 6, value };
}

/** The address as it is usually written. */
export function addressText({ version, value }: Address): string {
  if (version === 4) return [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 0xffn).join('.');
  const words = wordsOf(value).map((word) => word.toString(16));
  const gap = longestZeros(words);
  const isMapped = gap.start === 0 && (gap.length === 6 || (gap.length === 5 && words[5] === 'ffff'));
  const tail = isMapped ? [addressText({ version: 4, value: value & 0xffffffffn })] : words.slice(6);
  const all = [...words.slice(0, 6), ...tail];
  if (gap.length < 2) return all.join(':');
  return `${all.slice(0, gap.start).join(':')}::${all.slice(gap.start + gap.length).join(':')}`;
}

/** The eight words of an address of version 6. */
export function wordsOf(value: bigint): readonly number[] {
  return Array.from({ length: 8 }, (_, index) => Number((value >> BigInt(16 * (7 - index))) & 0xffffn));
}

function longestZeros(words: readonly string[]): { readonly start: number; readonly length: number } {
  let best = { start: -1, length: 0 };
  let start = 0;
  words.forEach((word, index) => {
    if (word !== '0') start = index + 1;
    else if (index - start + 1 > best.length) best = { start, length: index - start + 1 };
  });
  return best;
}

/** The name under which an address is looked up backwards. */
export function reverseName({ version, value }: Address): string {
  if (version === 4) return `${addressText({ version, value }).split('.').reverse().join('.')}.in-addr.arpa.`;
  return `${[...value.toString(16).padStart(32, '0')].reverse().join('.')}.ip6.arpa.`;
}
