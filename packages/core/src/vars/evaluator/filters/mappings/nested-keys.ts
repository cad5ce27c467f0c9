import { isEqual, isMapping, isTruthy, textOf } from '../../values.ts';
import type { Input } from '../input.ts';
import { compiledText } from '../regex/regex-filters.ts';

type Mapping = Readonly<Record<string, unknown>>;

/** Whether a wanted name means a key: alike, or by its beginning, its end or a regular expression. */
export type KeyMatch = (wanted: string, key: string) => boolean;

/** The argument `matching_parameter`. */
export function keyMatch(input: Input): KeyMatch {
  const how = input.text('matching_parameter', 'equality');
  if (how === 'equality' || how === 'equal') return (wanted, key) => wanted === key;
  if (how === 'starts_with') return (wanted, key) => key.startsWith(wanted);
  if (how === 'ends_with') return (wanted, key) => key.endsWith(wanted);
  if (how === 'regex') return (wanted, key) => compiledText(input, wanted).match(key) !== null;
  throw input.fail(`matching_parameter cannot be '${how}'`, 'use one of starts_with, ends_with, regex');
}

/** The argument `target` as names: a list of them, or text with commas between. */
export function targetNames(input: Input): readonly string[] {
  const target = input.value('target');
  return (typeof target === 'string' ? target.split(',') : input.presentItems(target)).map(textOf);
}

/** The argument `target` as pairs of an old name and a new one. */
export function targetPairs(input: Input): readonly (readonly [before: string, after: string])[] {
  return input.presentItems(input.value('target')).map((item) => {
    const { before, after } = input.mapping(item) as { readonly before?: unknown; readonly after?: unknown };
    if (typeof before === 'string' && typeof after === 'string') return [before, after];
    throw input.fail("each target needs 'before' and 'after', which are text");
  });
}

function isContainer(value: unknown): value is Mapping | readonly unknown[] {
  return Array.isArray(value) || isMapping(value);
}

function isEmpty(value: unknown): boolean {
  return isEqual(value, []) || isEqual(value, {});
}

/** The subject, which must be a list or a mapping. */
export function container(input: Input): Mapping | readonly unknown[] {
  if (isContainer(input.subject)) return input.subject;
  throw input.fail('needs a list or a mapping');
}

/** `ansible.utils.keep_keys`: what the wanted keys hold, at any depth, under the keys that lead there. */
export function keepNested(data: unknown, wanted: readonly string[], isMeant: KeyMatch): unknown {
  if (Array.isArray(data)) return data.map((item) => keepNested(item, wanted, isMeant));
  if (!isMapping(data)) return data;
  const kept = new Map<string, unknown>();
  for (const [key, value] of Object.entries(data)) {
    for (const name of wanted) {
      if (key === name || (!isContainer(value) && isMeant(name, key))) kept.set(key, value);
      else if (isContainer(value)) {
        const nested = keepNested(value, wanted, isMeant);
        const full = Array.isArray(nested) ? nested.filter((item) => !isEmpty(item)) : nested;
        if (!isEmpty(full)) kept.set(key, full);
      }
    }
    if (!kept.has(key) && isContainer(value)) {
      const nested = keepNested(value, wanted, isMeant);
      if (!isEmpty(nested)) kept.set(key, nested);
    }
  }
  return Object.fromEntries(kept);
}

/** `ansible.utils.remove_keys`: all but the unwanted keys, at any depth; lists lose their empty items. */
export function removeNested(data: unknown, unwanted: readonly string[], isMeant: KeyMatch): unknown {
  if (Array.isArray(data)) return data.map((item) => removeNested(item, unwanted, isMeant)).filter(isTruthy);
  if (!isMapping(data)) return data;
  const left = Object.entries(data).filter(([key]) => !unwanted.some((name) => isMeant(name, key)));
  return Object.fromEntries(left.map(([key, value]) => [key, removeNested(value, unwanted, isMeant)]));
}

/** `ansible.utils.replace_keys`: keys under new names, at any depth; a renamed key comes last. */
export function replaceNested(data: unknown, pairs: readonly (readonly [string, string])[], isMeant: KeyMatch): unknown {
  if (Array.isArray(data)) return data.map((item) => replaceNested(item, pairs, isMeant));
  if (!isMapping(data)) return data;
  const renamed = new Map(Object.entries(data));
  for (const [before, after] of pairs) {
    for (const key of [...renamed.keys()]) {
      if (!isMeant(before, key)) continue;
      const value = renamed.get(key);
      renamed.delete(key);
      renamed.set(after, value);
    }
  }
  return Object.fromEntries([...renamed].map(([key, value]) => [key, replaceNested(value, pairs, isMeant)]));
}

/** `to_paths`: each value under the path that leads to it. */
export function pathsOf(data: unknown): unknown {
  if (isEmpty(data)) return data;
  const paths = new Map<string, unknown>();
  const walk = (value: unknown, path: string): void => {
    if (isEmpty(value) || !isContainer(value)) paths.set(path, value);
    else if (Array.isArray(value)) value.forEach((item, index) => walk(item, `${path}[${index}]`));
    else for (const [key, item] of Object.entries(value)) walk(item, path === '' ? key : path + step(key));
  };
  walk(data, '');
  return Object.fromEntries(paths);
}

function step(key: string): string {
  return /^[a-zA-Z_][a-zA-Z0-9_]*$/.test(key) ? `.${key}` : `['${key}']`;
}
