import { posix } from 'node:path';
import { argument, failed, listOf, numberOf, pattern, present, subjectText } from './call.ts';
import type { Call, Callable } from './call.ts';
import { isTruthy, textOf } from './values.ts';

/** Filters on text. */
export const textFilters: Readonly<Record<string, Callable>> = {
  string: subjectText,
  lower: (call) => subjectText(call).toLowerCase(),
  upper: (call) => subjectText(call).toUpperCase(),
  capitalize: (call) => subjectText(call).charAt(0).toUpperCase() + subjectText(call).slice(1).toLowerCase(),
  title: (call) =>
    subjectText(call)
      .toLowerCase()
      .replace(/(^|[^\p{L}])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toUpperCase()),
  trim: (call) => trimmed(subjectText(call), argument(call, 0, 'chars')),
  replace: (call) => subjectText(call).replaceAll(textOf(argument(call, 0, 'old')), () => textOf(argument(call, 1, 'new'))),
  split: (call) => splitText(subjectText(call), argument(call, 0)),
  join: (call) => joinItems(call),
  b64encode: (call) => Buffer.from(subjectText(call)).toString('base64'),
  b64decode: (call) => Buffer.from(subjectText(call), 'base64').toString('utf8'),
  basename: (call) => posix.basename(subjectText(call)),
  dirname: (call) => posix.dirname(subjectText(call)),
  indent: (call) => subjectText(call).replace(/\n(?!\n|$)/g, `\n${' '.repeat(numberOf(argument(call, 0, 'width')) ?? 4)}`),
  quote: (call) => (/^[\w@%+=:,./-]+$/.test(subjectText(call)) ? subjectText(call) : `'${subjectText(call).replaceAll("'", `'"'"'`)}'`),
  regex_replace: (call) => regexReplace(call),
  regex_search: (call) => regexSearch(call),
  regex_findall: (call) => regexFindAll(call),
  regex_escape: (call) => subjectText(call).replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&'),
};

/** Splits as Python's str.split: on any white space where no separator is given. */
export function splitText(text: string, separator: unknown): readonly string[] {
  if (separator === undefined || separator === null) return text.split(/\s+/).filter((word) => word !== '');
  return text.split(textOf(separator));
}

/** Removes the given characters, else white space, from both ends. */
export function trimmed(text: string, characters: unknown): string {
  if (characters === undefined || characters === null) return text.trim();
  const set = new Set(textOf(characters));
  const all = [...text];
  const first = all.findIndex((char) => !set.has(char));
  return first === -1 ? '' : all.slice(first, all.findLastIndex((char) => !set.has(char)) + 1).join('');
}

function joinItems(call: Call): string {
  const attribute = call.named.get('attribute');
  const items = listOf(call).map((item) => (attribute === undefined ? item : call.member(item, attribute)));
  return items.map((item) => textOf(present(item, call.scope))).join(textOf(argument(call, 0, 'd') ?? ''));
}

function flags(call: Call, base: string): string {
  return base + (isTruthy(call.named.get('ignorecase') ?? false) ? 'i' : '') + (isTruthy(call.named.get('multiline') ?? false) ? 'm' : '');
}

function regexReplace(call: Call): string {
  const search = pattern(call, textOf(argument(call, 0, 'pattern')), flags(call, 'g'));
  const replacement = textOf(argument(call, 1, 'replacement') ?? '')
    .replaceAll('$', '$$$$')
    .replace(/\\g<(\w+)>/g, (_, group: string) => (/^\d+$/.test(group) ? `$${group}` : `$<${group}>`))
    .replace(/\\(\d)/g, '$$$1');
  return subjectText(call).replace(search, replacement);
}

function regexSearch(call: Call): unknown {
  const found = pattern(call, textOf(argument(call, 0, 'regex')), flags(call, '')).exec(subjectText(call));
  const groups = call.positional.slice(1).map((group) => /^\\(?:g<)?(\w+)>?$/.exec(textOf(group))?.[1]);
  if (groups.includes(undefined)) throw failed(call, 'a group must be written \\\\1 or \\\\g<name>');
  if (found === null) return null;
  if (groups.length === 0) return found[0];
  return groups.map((group) => (/^\d+$/.test(group ?? '') ? found[Number(group)] : found.groups?.[group ?? '']) ?? null);
}

function regexFindAll(call: Call): unknown {
  const search = pattern(call, textOf(argument(call, 0, 'regex')), flags(call, 'g'));
  return [...subjectText(call).matchAll(search)].map((found) =>
    found.length === 1 ? found[0] : found.length === 2 ? (found[1] ?? '') : found.slice(1),
  );
}
