import type { WholeFloat } from '../../values.ts';
import { float } from '../../values.ts';

/** An integer of any size: a number where JavaScript holds it exactly, else its digits as text. */
export function wholeNumber(value: bigint): number | string {
  return BigInt(Number(value)) === value ? Number(value) : value.toString();
}

const alphabets: Readonly<Record<number, string>> = { 2: '0b', 8: '0o', 16: '0x' };

/** What Python's int() makes of text in a base from 2 to 36, or 0 for the one its prefix says; undefined where it refuses. */
export function parseInteger(text: string, base = 10): number | string | undefined {
  const found = /^\s*([-+]?)(0[bBoOxX])?(_?[0-9a-zA-Z]+(?:_[0-9a-zA-Z]+)*)\s*$/.exec(text);
  if (found === null) return undefined;
  const [, sign = '', prefix = '', digits = ''] = found;
  const radix = base === 0 ? prefixRadix(prefix) : base;
  const taken = prefix !== '' && alphabets[radix] === prefix.toLowerCase() ? '' : prefix;
  if (taken === '' && prefix === '' && digits.startsWith('_')) return undefined;
  if (base === 0 && prefix === '' && /^0[0_]*[1-9]/.test(digits)) return undefined;
  const plain = (taken + digits).replaceAll('_', '');
  let value = 0n;
  for (const digit of plain.toLowerCase()) {
    const worth = Number.parseInt(digit, 36);
    if (worth >= radix) return undefined;
    value = value * BigInt(radix) + BigInt(worth);
  }
  return wholeNumber(sign === '-' ? -value : value);
}

function prefixRadix(prefix: string): number {
  return Number(Object.entries(alphabets).find(([, known]) => known === prefix.toLowerCase())?.[0] ?? 10);
}

/** What Python's float() makes of text; undefined where it refuses. */
export function parseFloatText(text: string): number | undefined {
  const trimmed = text.trim();
  const special = /^([-+]?)(inf(?:inity)?|nan)$/i.exec(trimmed);
  if (special !== null) return special[2]?.toLowerCase() === 'nan' ? Number.NaN : special[1] === '-' ? -Infinity : Infinity;
  if (!/^[-+]?(?:\d+(?:_\d+)*\.?(?:\d+(?:_\d+)*)?|\.\d+(?:_\d+)*)(?:[eE][-+]?\d+(?:_\d+)*)?$/.test(trimmed)) return undefined;
  return Number(trimmed.replaceAll('_', ''));
}

/** Rounds half to even at a decimal place, by the exact value of the float as Python does. */
export function roundFloat(value: number, places: number): number | WholeFloat {
  if (!Number.isFinite(value)) return value;
  if (places < 0) return float(roundTens(value, 10 ** -places));
  if (Math.abs(value) >= 1e21 || places > 70) return float(value);
  return float(Number(fixed(value, places)));
}

/** A float with so many decimal places, rounded half to even by its exact value. */
export function fixed(value: number, places: number): string {
  const size = Math.abs(value);
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  if (size >= 1e21) return `${sign}${BigInt(size)}${places > 0 ? `.${'0'.repeat(places)}` : ''}`;
  if (places > 70) return sign + size.toFixed(Math.min(places, 100)).padEnd(size.toFixed(100).length + Math.max(0, places - 100), '0');
  const exact = size.toFixed(places + 30);
  const kept = exact.slice(0, exact.length - 30);
  const isTie = /^50*$/.test(exact.slice(-30));
  const lastDigit = Number(kept.replace(/\.$/, '').at(-1));
  return sign + (isTie && lastDigit % 2 === 0 ? kept.replace(/\.$/, '') : size.toFixed(places));
}

/** Rounds half to even at a power of ten above the point. */
export function roundTens(value: number, unit: number): number {
  if (!Number.isFinite(unit)) return 0;
  const below = Math.floor(value / unit);
  const rest = value - below * unit;
  const up = rest > unit / 2 || (rest === unit / 2 && below % 2 !== 0);
  return (below + (up ? 1 : 0)) * unit;
}
