import { failed, listOf } from '../call.ts';
import type { Call } from '../call.ts';
import { isInteger, isTruthy, textOf, tuple } from '../values.ts';
import { braceFormat } from './python-format.ts';

/** The methods of Python's text, by name. */
export const textMethods: Readonly<Record<string, (call: Call) => unknown>> = {
  split: (call) => split(call, 'left'),
  rsplit: (call) => split(call, 'right'),
  splitlines: (call) => {
    const keep = isTruthy(call.positional[0] ?? call.named.get('keepends') ?? false);
    return (
      textOf(call.subject)
        .match(/[^\n\r]*(?:\r\n|\n|\r)|[^\n\r]+/g)
        ?.map((line) => (keep ? line : line.replace(/[\r\n]+$/, ''))) ?? []
    );
  },
  partition: (call) => cut(call, textOf(call.subject).indexOf(first(call))),
  rpartition: (call) => {
    const at = textOf(call.subject).lastIndexOf(first(call));
    return at === -1 ? tuple('', '', call.subject) : cut(call, at);
  },
  strip: (call) => trimmed(call, 'both'),
  lstrip: (call) => trimmed(call, 'left'),
  rstrip: (call) => trimmed(call, 'right'),
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
  capitalize: (call) => textOf(call.subject).charAt(0).toUpperCase() + textOf(call.subject).slice(1).toLowerCase(),
  title: (call) => textOf(call.subject).replace(/\p{L}+/gu, (word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase()),
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
  count: (call) => (first(call) === '' ? [...textOf(call.subject)].length + 1 : textOf(call.subject).split(first(call)).length - 1),
  join: (call) =>
    listOf(call, call.positional[0])
      .map((item) => asText(call, item))
      .join(textOf(call.subject)),
  format: (call) => braceFormat(textOf(call.subject), call, call.scope),
  zfill: (call) =>
    textOf(call.subject).replace(/^([-+]?)(.*)$/s, (_, sign: string, rest: string) => sign + rest.padStart(width(call) - sign.length, '0')),
  ljust: (call) => textOf(call.subject).padEnd(width(call), filler(call)),
  rjust: (call) => textOf(call.subject).padStart(width(call), filler(call)),
  center: (call) => {
    const text = textOf(call.subject);
    const missing = Math.max(0, width(call) - text.length);
    const left = Math.floor(missing / 2) + (missing & width(call) & 1);
    return filler(call).repeat(left) + text + filler(call).repeat(missing - left);
  },
  expandtabs: (call) => textOf(call.subject).replaceAll('\t', ' '.repeat(isInteger(call.positional[0]) ? call.positional[0] : 8)),
  isdigit: (call) => /^\p{Nd}+$/u.test(textOf(call.subject)),
  isdecimal: (call) => /^\p{Nd}+$/u.test(textOf(call.subject)),
  isnumeric: (call) => /^\p{N}+$/u.test(textOf(call.subject)),
  isalpha: (call) => /^\p{L}+$/u.test(textOf(call.subject)),
  isalnum: (call) => /^[\p{L}\p{N}]+$/u.test(textOf(call.subject)),
  isspace: (call) => /^\s+$/.test(textOf(call.subject)),
  islower: (call) => /\p{Ll}/u.test(textOf(call.subject)) && !/\p{Lu}/u.test(textOf(call.subject)),
  isupper: (call) => /\p{Lu}/u.test(textOf(call.subject)) && !/\p{Ll}/u.test(textOf(call.subject)),
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

function filler(call: Call): string {
  return textOf(call.positional[1] ?? ' ');
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
  if (separator === null) return bySpace(text, limit, from);
  const by = asText(call, separator);
  if (by === '') throw failed(call, 'the separator is empty');
  const all = text.split(by);
  if (all.length <= limit + 1) return all;
  return from === 'left'
    ? [...all.slice(0, limit), all.slice(limit).join(by)]
    : [all.slice(0, all.length - limit).join(by), ...all.slice(all.length - limit)];
}

function bySpace(text: string, limit: number, from: 'left' | 'right'): readonly string[] {
  const words = [...text.matchAll(/\S+/g)];
  if (words.length <= limit + 1) return words.map(([word]) => word);
  if (from === 'left') return [...words.slice(0, limit).map(([word]) => word), text.slice(words[limit]?.index)];
  const rest = words.slice(words.length - limit);
  return [text.slice(0, rest[0]?.index).trim(), ...rest.map(([word]) => word)];
}

/** Removes white space, or any of the given characters, from the ends. */
function trimmed(call: Call, side: 'left' | 'right' | 'both'): string {
  const given = call.positional[0] ?? null;
  const isOuter = given === null ? (char: string) => /\s/.test(char) : (char: string) => asText(call, given).includes(char);
  const all = [...textOf(call.subject)];
  const begin = side === 'right' ? 0 : all.findIndex((char) => !isOuter(char));
  const end = side === 'left' ? all.length : all.findLastIndex((char) => !isOuter(char)) + 1;
  return begin === -1 ? '' : all.slice(begin, end).join('');
}

function replaced(call: Call): string {
  const [what, by] = [first(call), asText(call, call.positional[1])];
  const most = call.positional[2] ?? call.named.get('count') ?? -1;
  const text = textOf(call.subject);
  if (!isInteger(most) || most < 0) return text.replaceAll(what, () => by);
  const parts = text.split(what);
  return [...parts.slice(0, most), parts.slice(most).join(what)].join(by);
}
