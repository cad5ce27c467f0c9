import { textOf } from '../../values.ts';
import type { Input } from '../input.ts';
import { fixed, wholeNumber } from '../python/numbers.ts';

const letters = ['Y', 'Z', 'E', 'P', 'T', 'G', 'M', 'K', 'B'] as const;

const words: Readonly<Record<string, string>> = {
  B: '',
  K: 'kilo',
  M: 'mega',
  G: 'giga',
  T: 'tera',
  P: 'peta',
  E: 'exa',
  Z: 'zeta',
  Y: 'yotta',
};

function sizeOf(letter: string): bigint {
  return 1024n ** BigInt(letters.length - 1 - letters.findIndex((known) => known === letter));
}

/** A number of bytes or bits in the largest unit it fills, or in the given one. */
export function humanReadable(size: number, { isBits, unit }: { readonly isBits: boolean; readonly unit: string | undefined }): string {
  const letter = letters.find((known) => (unit === undefined ? size >= Number(sizeOf(known)) : unit.toUpperCase() === known)) ?? 'B';
  const base = isBits ? 'bits' : 'Bytes';
  return `${fixed(size / Number(sizeOf(letter)), 2)} ${letter === 'B' ? base : letter + base.charAt(0)}`;
}

/** The number of bytes, or bits, that text such as `10M` or `1.5 GB` means. */
export function humanToBytes(input: Input): unknown {
  const isBits = input.flag('isbits');
  const found = /^([0-9]*\.?[0-9]+)(?:\s*([A-Za-z]+))?\s*$/.exec(textOf(input.subject));
  if (found === null) throw input.fail(`cannot read '${textOf(input.subject)}' as a size`, 'write a number with a unit, such as 10M');
  const number = Number(found[1]);
  const unit = found[2] ?? input.value('default_unit');
  if (unit === undefined || unit === null) return roundedWhole(number);
  if (typeof unit !== 'string' || unit === '') throw input.fail('the unit must be text');
  const letter = unit.charAt(0).toUpperCase();
  if (!letters.some((known) => known === letter)) throw input.fail(`'${unit}' is no unit`, `the units are: ${letters.join(', ')}`);
  if (unit.length > 1) checkUnit(input, unit, { letter, isBits });
  return roundedWhole(number * Number(sizeOf(letter)));
}

function checkUnit(input: Input, unit: string, { letter, isBits }: { readonly letter: string; readonly isBits: boolean }): void {
  const word = `${words[letter] ?? ''}${isBits ? 'bit' : 'byte'}`;
  const short = letter === 'B' ? (isBits ? 'b' : 'B') : letter + (isBits ? 'b' : 'B');
  if (unit.toLowerCase() === word || unit === short) return;
  throw input.fail(`'${unit}' is not a unit of ${isBits ? 'bits' : 'bytes'}`, `write ${short} or ${letter}`);
}

function roundedWhole(number: number): number | string {
  const below = Math.floor(number);
  const rest = number - below;
  return wholeNumber(BigInt(below + (rest > 0.5 || (rest === 0.5 && below % 2 !== 0) ? 1 : 0)));
}
