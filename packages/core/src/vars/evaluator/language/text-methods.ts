import { failed, listOf } from '../call.ts';
import type { Call } from '../call.ts';
import { isInteger, isTruthy, textOf, tuple } from '../values.ts';
import {
  capitalized,
  characters,
  hasCase,
  lengthOf,
  splitAt,
  splitLines,
  splitWords,
  strip,
  stripEnd,
  stripStart,
  wholeLines,
} from '../filters/python/characters.ts';
import { braceFormat } from './python-format.ts';

/** The methods of Python's text, by name. */
export const textMethods: Readonly<Record<string, (call: Call) => unknown>> = {
  split: (call) => split(call, 'left'),
  rsplit: (call) => split(call, 'right'),
  splitlines: (call) => {
    const keep = isTruthy(call.positional[0] ?? call.named.get('keepends') ?? false);
    return keep ? wholeLines(textOf(call.subject)) : splitLines(textOf(call.subject));
  },
  partition: (call) => cut(call, textOf(call.subject).indexOf(first(call))),
  rpartition: (call) => {
    const at = textOf(call.subject).lastIndexOf(first(call));
    return at === -1 ? tuple('', '', call.subject) : cut(call, at);
  },
  strip: (call) => strip(textOf(call.subject), unwanted(call)),
  lstrip: (call) => stripStart(textOf(call.subject), unwanted(call)),
  rstrip: (call) => stripEnd(textOf(call.subject), unwanted(call)),
  removeprefix: (call) => (textOf(call.subject).startsWith(first(call)) ? textOf(call.subject).slice(first(call).length) : call.subject),
  removesuffix: (call) => {
    const [text, suffix] = [textOf(call.subject), first(call)];
    return suffix !== '' && text.endsWith(suffix) ? text.slice(0, -suffix.length) : text;
  },
  lower: (call) => textOf(call.subject).toLowerCase(),
  upper: (call) => textOf(call.subject).toUpperCase(),
  casefold: (call) => textOf(call.subject).toLowerCase(),
  swapcase: (call) =>
    textOf(call.subject).replace(/\p{L}/gu, (char) => (char === char.toLowerCase() ? char.toUpperCase() : char.toLowerCase())),
  capitalize: (call) => capitalized(textOf(call.subject)),
  title: (call) => textOf(call.subject).replace(/\p{L}+/gu, capitalized),
  replace: (call) => replaced(call),
  startswith: (call) => affixes(call).some((prefix) => textOf(call.subject).startsWith(prefix)),
  endswith: (call) => affixes(call).some((suffix) => textOf(call.subject).endsWith(suffix)),
  find: (call) => textOf(call.subject).indexOf(first(call), start(call)),
  rfind: (call) => textOf(call.subject).lastIndexOf(first(call)),
  index: (call) => {
    const at = textOf(call.subject).indexOf(first(call), start(call));
    if (at === -1) throw failed(call, `'${first(call)}' is not in the text`);
    return at;
  },
  count: (call) => (first(call) === '' ? lengthOf(textOf(call.subject)) + 1 : textOf(call.subject).split(first(call)).length - 1),
  join: (call) =>
    listOf(call, call.positional[0])
      .map((item) => asText(call, item))
      .join(textOf(call.subject)),
  format: (call) => braceFormat(textOf(call.subject), call, call.scope),
  zfill: (call) =>
    textOf(call.subject).replace(/^([-+]?)(.*)$/s, (_, sign: string, rest: string) => sign + '0'.repeat(missing(call)) + rest),
  ljust: (call) => textOf(call.subject) + filler(call).repeat(missing(call)),
  rjust: (call) => filler(call).repeat(missing(call)) + textOf(call.subject),
  center: (call) => {
    const space = missing(call);
    const left = Math.floor(space / 2) + (space & width(call) & 1);
    return filler(call).repeat(left) + textOf(call.subject) + filler(call).repeat(space - left);
  },
  expandtabs: (call) => textOf(call.subject).replaceAll('\t', ' '.repeat(isInteger(call.positional[0]) ? call.positional[0] : 8)),
  isdigit: (call) => /^\p{Nd}+$/u.test(textOf(call.subject)),
  isdecimal: (call) => /^\p{Nd}+$/u.test(textOf(call.subject)),
  isnumeric: (call) => /^\p{N}+$/u.test(textOf(call.subject)),
  isalpha: (call) => /^\p{L}+$/u.test(textOf(call.subject)),
  isalnum: (call) => /^[\p{L}\p{N}]+$/u.test(textOf(call.subject)),
  isspace: (call) => textOf(call.subject) !== '' && strip(textOf(call.subject)) === '',
  islower: (call) => hasCase(textOf(call.subject), 'lower'),
  isupper: (call) => hasCase(textOf(call.subject), 'upper'),
  isidentifier: (call) => /^[\p{L}_][\p{L}\p{N}_]*$/u.test(textOf(call.subject)),
};

function first(call: Call): string {
  return asText(call, call.positional[0]);
}

function asText(call: Call, value: unknown): string {
  if (typeof value !== 'string') throw failed(call, 'needs text', 'convert it first: | string');
  return value;
}

function start(call: Call): number {
  return isInteger(call.positional[1]) ? call.positional[1] : 0;
}

function width(call: Call): number {
  const [given] = call.positional;
  if (!isInteger(given) || given > 100_000) throw failed(call, 'needs a width up to 100000');
  return given;
}

/** How many characters a text is short of the width. */
function missing(call: Call): number {
  return Math.max(0, width(call) - lengthOf(textOf(call.subject)));
}

function filler(call: Call): string {
  const char = textOf(call.positional[1] ?? ' ');
  if (lengthOf(char) !== 1) throw failed(call, 'fills with one character');
  return char;
}

function affixes(call: Call): readonly string[] {
  const [given] = call.positional;
  return Array.isArray(given) ? given.map((one) => asText(call, one)) : [asText(call, given)];
}

function cut(call: Call, at: number): unknown {
  const text = textOf(call.subject);
  return at === -1 ? tuple(text, '', '') : tuple(text.slice(0, at), first(call), text.slice(at + first(call).length));
}

/** Python splits at any white space where no separator is given, and counts splits, not pieces. */
function split(call: Call, from: 'left' | 'right'): readonly string[] {
  const separator = call.positional[0] ?? call.named.get('sep') ?? null;
  const most = call.positional[1] ?? call.named.get('maxsplit') ?? -1;
  const text = textOf(call.subject);
  const limit = isInteger(most) && most >= 0 ? most : Infinity;
  const by = separator === null ? undefined : asText(call, separator);
  if (by === '') throw failed(call, 'the separator is empty');
  if (from === 'left') return by === undefined ? splitWords(text, limit) : splitAt(text, by, limit);
  const pieces = by === undefined ? splitWords(mirrored(text), limit) : splitAt(mirrored(text), mirrored(by), limit);
  return pieces.map(mirrored).toReversed();
}

/** Split from the right is split from the left, seen in a mirror. */
function mirrored(text: string): string {
  return characters(text).toReversed().join('');
}

/** The characters to strip where some are named. */
function unwanted(call: Call): string | undefined {
  const given = call.positional[0] ?? null;
  return given === null ? undefined : asText(call, given);
}

function replaced(call: Call): string {
  const [what, by] = [first(call), asText(call, call.positional[1])];
  const most = call.positional[2] ?? call.named.get('count') ?? -1;
  const text = textOf(call.subject);
  if (!isInteger(most) || most < 0) return text.replaceAll(what, () => by);
  const parts = text.split(what);
  return [...parts.slice(0, most), parts.slice(most).join(what)].join(by);
}
