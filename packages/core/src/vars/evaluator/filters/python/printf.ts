import { WholeFloat, isInteger, numeric, represent, textOf } from '../../values.ts';
import { typeName } from '../../type-name.ts';
import { characters } from './characters.ts';
import { fixed } from './numbers.ts';

/** What a `%` format takes its values from: in order, or by name for `%(name)s`. */
export type PercentValues = readonly unknown[] | ReadonlyMap<string, unknown>;

const widest = 10_000;

const specifier = /%(?:\(([^)]*)\))?([-#0 +]*)(\*|\d+)?(?:\.(\*|\d*))?[hlL]?(.?)/gs;

interface Shape {
  readonly flags: string;
  readonly width: number;
  readonly places: number | undefined;
}

/** Python's `template % values`; what cannot be formatted is the error that `fail` makes. */
export function formatPercent(template: string, values: PercentValues, fail: (why: string) => Error): string {
  let used = 0;
  const next = (): unknown => {
    if (!Array.isArray(values)) throw fail('the format needs values without names');
    if (used >= values.length) throw fail('not enough values for the format');
    used += 1;
    return (values as readonly unknown[])[used - 1];
  };
  const size = (written: string | undefined): number | undefined => {
    if (written === undefined) return undefined;
    const value = written === '*' ? next() : Number(written);
    if (!isInteger(value)) throw fail('* needs an integer');
    if (value > widest) throw fail(`widths go up to ${widest}, not to ${value}`);
    return value;
  };
  const result = template.replace(specifier, (...match: readonly (string | undefined)[]) => {
    const [, key, flags = '', width, places, letter = ''] = match;
    const shape = { flags, width: size(width) ?? 0, places: size(places) };
    if (letter === '%') return '%';
    if (letter === '') throw fail('the format is incomplete');
    if (key === undefined) return formatOne(letter, next(), { shape, fail });
    if (Array.isArray(values)) throw fail('the format needs values with names');
    const named = values as ReadonlyMap<string, unknown>;
    if (!named.has(key)) throw fail(`there is no value '${key}' for the format`);
    return formatOne(letter, named.get(key), { shape, fail });
  });
  if (Array.isArray(values) && used < values.length) throw fail('not all values are used by the format');
  return result;
}

interface Formatting {
  readonly shape: Shape;
  readonly fail: (why: string) => Error;
}

function formatOne(letter: string, value: unknown, { shape, fail }: Formatting): string {
  switch (letter) {
    case 's':
      return padded(cut(textOf(value), shape), shape);
    case 'r':
    case 'a':
      return padded(cut(represent(value), shape), shape);
    case 'c':
      if (isInteger(value) && value >= 0 && value <= 0x10ffff) return padded(String.fromCodePoint(value), shape);
      if (typeof value === 'string' && characters(value).length === 1) return padded(value, shape);
      throw fail('%c needs an integer or one character');
    case 'd':
    case 'i':
    case 'u':
      return signed(integerDigits(value, letter, fail), '', shape);
    case 'x':
    case 'X':
    case 'o':
      return based(value, letter, { shape, fail });
    case 'e':
    case 'E':
    case 'f':
    case 'F':
    case 'g':
    case 'G':
      return floating(value, letter, { shape, fail });
    default:
      throw fail(`%${letter} is no format`);
  }
}

function cut(text: string, { places }: Shape): string {
  return places === undefined ? text : characters(text).slice(0, places).join('');
}

function padded(text: string, { flags, width }: Shape): string {
  const space = ' '.repeat(Math.max(0, width - characters(text).length));
  return flags.includes('-') ? text + space : space + text;
}

/** A number with its sign, its prefix and the zeros its width asks for. */
function signed(digits: string, prefix: string, shape: Shape): string {
  const isNegative = digits.startsWith('-');
  const bare = isNegative ? digits.slice(1) : digits;
  const head = (isNegative ? '-' : shape.flags.includes('+') ? '+' : shape.flags.includes(' ') ? ' ' : '') + prefix;
  const zeros = shape.flags.includes('0') && !shape.flags.includes('-') ? Math.max(0, shape.width - head.length - bare.length) : 0;
  return padded(head + '0'.repeat(zeros) + bare, shape);
}

function integerDigits(value: unknown, letter: string, fail: (why: string) => Error): string {
  const number = numeric(value);
  if (number === undefined || !Number.isFinite(number)) throw fail(`%${letter} needs a number, not ${typeName(value)}`);
  return BigInt(Math.trunc(number)).toString();
}

function based(value: unknown, letter: string, { shape, fail }: Formatting): string {
  const number = numeric(value);
  if (number === undefined || !Number.isInteger(number) || value instanceof WholeFloat) {
    throw fail(`%${letter} needs an integer, not ${typeName(value)}`);
  }
  const digits = BigInt(number).toString(letter === 'o' ? 8 : 16);
  const cased = letter === 'X' ? digits.toUpperCase() : digits;
  return signed(cased, shape.flags.includes('#') ? `0${letter}` : '', shape);
}

function floating(value: unknown, letter: string, { shape, fail }: Formatting): string {
  const number = numeric(value);
  if (number === undefined) throw fail(`%${letter} needs a number, not ${typeName(value)}`);
  const text = Number.isFinite(number) ? floatText(number, letter.toLowerCase(), shape) : infinite(number);
  return signed(letter === letter.toUpperCase() ? text.toUpperCase() : text, '', Number.isFinite(number) ? shape : { ...shape, flags: '' });
}

function infinite(number: number): string {
  return Number.isNaN(number) ? 'nan' : number > 0 ? 'inf' : '-inf';
}

function floatText(number: number, letter: string, { flags, places = 6 }: Shape): string {
  if (letter === 'f') return fixed(number, places);
  if (letter === 'e') return exponent(number, places);
  const digits = Math.max(1, places);
  const power = number === 0 ? 0 : Number(number.toExponential(digits - 1).split('e')[1]);
  const text = power < -4 || power >= digits ? exponent(number, digits - 1) : fixed(number, digits - 1 - power);
  return flags.includes('#') ? text : text.replace(/(\.\d*?)0+(e|$)/, '$1$2').replace(/\.(e|$)/, '$1');
}

function exponent(number: number, places: number): string {
  const text = number.toExponential(Math.min(places, 100)).replace(/e([-+])(\d)$/, 'e$10$2');
  return Object.is(number, -0) ? `-${text}` : text;
}
