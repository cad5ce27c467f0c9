import type { Callable } from '../../call.ts';
import { numeric, textOf } from '../../values.ts';
import type { Input } from '../input.ts';
import { filter } from '../input.ts';
import { capitalized, characters, lengthOf, splitAt, splitLines, splitWords, strip } from '../python/characters.ts';
import { fixed, parseFloatText } from '../python/numbers.ts';
import { formatPercent } from '../python/printf.ts';
import { comment } from './comment.ts';
import { longestText } from './longest-text.ts';
import { wordWrap } from './word-wrap.ts';

/** Filters that make text of text. */
export const textFilters: Readonly<Record<string, Callable>> = {
  string: filter('', (input) => textOf(input.subject)),
  lower: filter('', (input) => textOf(input.subject).toLowerCase()),
  upper: filter('', (input) => textOf(input.subject).toUpperCase()),
  capitalize: filter('', (input) => capitalized(textOf(input.subject))),
  title: filter('', (input) => titled(textOf(input.subject))),
  trim: filter('chars?', (input) => strip(textOf(input.subject), optionalText(input, 'chars'))),
  replace: filter('old new count?', replaceText),
  split: filter('sep? maxsplit?', splitText),
  center: filter('width?', center),
  format: filter('*positional **named', (input) => {
    const [positional, named] = [input.rest('positional'), input.namedRest('named')];
    if (positional.length > 0 && named.size > 0) throw input.fail('cannot take values with and without names together');
    return formatPercent(textOf(input.subject), named.size > 0 ? named : positional, (why) => input.fail(why));
  }),
  indent: filter('width? first? blank?', indent),
  truncate: filter('length? killwords? end? leeway?', truncate),
  wordcount: filter('', (input) => textOf(input.subject).match(/[\p{L}\p{N}_]+/gu)?.length ?? 0),
  wordwrap: filter('width? break_long_words? wrapstring? break_on_hyphens?', (input) => {
    const width = input.integer('width', 79);
    if (width <= 0) throw input.fail(`the width must be above 0, not ${width}`);
    const [breakLongWords, breakOnHyphens] = [input.flag('break_long_words', true), input.flag('break_on_hyphens', true)];
    const end = input.text('wrapstring', '\n');
    return splitLines(input.subjectText())
      .map((line) => wordWrap(line, { width, breakLongWords, breakOnHyphens }).join(end))
      .join(end);
  }),
  comment: filter('style? **looks', comment),
  quote: filter('', (input) => shellWord(input.subject === null ? '' : textOf(input.subject))),
  filesizeformat: filter('binary?', fileSize),
};

/** Each word with a capital; words begin after spaces, hyphens and opening brackets. */
function titled(text: string): string {
  return text
    .split(/([-\s({[<]+)/u)
    .map((part) => capitalized(part))
    .join('');
}

function optionalText(input: Input, name: string): string | undefined {
  const value = input.value(name);
  return value === undefined || value === null ? undefined : input.text(name);
}

function replaceText(input: Input): string {
  const [text, old, replacement] = [textOf(input.subject), textOf(input.value('old')), textOf(input.value('new'))];
  const count = input.integer('count', -1);
  const parts = old === '' ? ['', ...characters(text), ''] : text.split(old);
  const most = count < 0 ? parts.length - 1 : Math.min(count, parts.length - 1);
  if (text.length + most * replacement.length > longestText) throw input.fail(`would make more than ${longestText} characters`);
  const separate = old === '' ? '' : old;
  return (
    parts.slice(0, most + 1).join(replacement) +
    parts
      .slice(most + 1)
      .map((part) => separate + part)
      .join('')
  );
}

function splitText(input: Input): readonly string[] {
  const [text, separator] = [input.subjectText(), optionalText(input, 'sep')];
  const most = input.integer('maxsplit', -1);
  if (separator === undefined) return splitWords(text, most < 0 ? Infinity : most);
  if (separator === '') throw input.fail('the separator is empty', 'for the single characters use: | list');
  return splitAt(text, separator, most < 0 ? Infinity : most);
}

function center(input: Input): string {
  const text = textOf(input.subject);
  const width = input.integer('width', 80);
  if (width > longestText) throw input.fail(`would make more than ${longestText} characters`);
  const space = Math.max(0, width - lengthOf(text));
  const left = Math.floor(space / 2) + (space % 2 === 1 && width % 2 === 1 ? 1 : 0);
  return ' '.repeat(left) + text + ' '.repeat(space - left);
}

function indent(input: Input): string {
  const width = input.value('width') ?? 4;
  if (typeof width === 'number' && width > 10_000) throw input.fail('the width is above 10000');
  const space = typeof width === 'string' ? width : ' '.repeat(Math.max(0, input.integer('width', 4)));
  const lines = splitLines(`${input.subjectText()}\n`);
  const isBlankToo = input.flag('blank');
  const [first = '', ...others] = lines;
  const rest = others.map((line) => (line === '' && !isBlankToo ? line : space + line));
  return (input.flag('first') ? space : '') + [first, ...rest].join('\n');
}

function truncate(input: Input): string {
  const text = input.subjectText();
  const [length, end, leeway] = [input.integer('length', 255), input.text('end', '...'), input.integer('leeway', 5)];
  if (length < lengthOf(end)) throw input.fail(`the length must be at least ${lengthOf(end)}, not ${length}`);
  if (leeway < 0) throw input.fail(`the leeway must not be below 0, not ${leeway}`);
  const all = characters(text);
  if (all.length <= length + leeway) return text;
  const kept = all.slice(0, length - lengthOf(end)).join('');
  if (input.flag('killwords')) return kept + end;
  const space = kept.lastIndexOf(' ');
  return (space === -1 ? kept : kept.slice(0, space)) + end;
}

/** A word as a POSIX shell must be given it. */
function shellWord(text: string): string {
  if (text === '') return "''";
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'"'"'`)}'`;
}

function fileSize(input: Input): string {
  const size = typeof input.subject === 'string' ? parseFloatText(input.subject) : numeric(input.subject);
  if (size === undefined) throw input.fail(`'${textOf(input.subject)}' is not a number`);
  const isBinary = input.flag('binary');
  const base = isBinary ? 1024 : 1000;
  if (size === 1) return '1 Byte';
  if (size < base) return `${Math.trunc(size)} Bytes`;
  const units = [...'kMGTPEZY'].map((letter) => (isBinary ? `${letter.toUpperCase()}iB` : `${letter}B`));
  const place = Math.max(
    0,
    units.findIndex((_, index) => size < base ** (index + 2)),
  );
  const last = size >= base ** (units.length + 1) ? units.length - 1 : place;
  return `${fixed((base * size) / base ** (last + 2), 1)} ${units[last] ?? ''}`;
}
