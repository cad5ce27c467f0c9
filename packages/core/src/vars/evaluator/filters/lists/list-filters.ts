import type { Callable } from '../../call.ts';
import { Missing, Tuple, isLazyMapping, isMapping, textOf, tuple } from '../../values.ts';
import type { Input } from '../input.ts';
import { filter } from '../input.ts';
import { typeName } from '../../type-name.ts';
import { characters, lengthOf } from '../python/characters.ts';
import { distinct } from '../python/item-set.ts';
import { compareValues, sorted } from '../python/order.ts';
import { longestText } from '../text/longest-text.ts';
import { attributeReader, attributesReader, caseKey } from './attributes.ts';
import { sumOf } from './sum.ts';

/** Filters that take a list apart, order it or put it together. */
export const listFilters: Readonly<Record<string, Callable>> = {
  list: filter('', (input) => [...input.items()]),
  length: filter('', count),
  count: filter('', count),
  first: filter('', (input) => end(input, 'first')),
  last: filter('', (input) => end(input, 'last')),
  reverse: filter('', (input) =>
    typeof input.subject === 'string' ? characters(input.subject).toReversed().join('') : input.items().toReversed(),
  ),
  join: filter('d? attribute?', join),
  sort: filter('reverse? case_sensitive? attribute?', (input) => {
    const read = attributesReader(input, input.value('attribute'));
    const fold = caseKey(input);
    return sorted(input, input.items(), {
      key: (item) => read(item).map(fold),
      order: input.flag('reverse') ? 'descending' : 'ascending',
    });
  }),
  dictsort: filter('case_sensitive? by? reverse?', dictSort),
  unique: filter('case_sensitive? attribute?', unique),
  min: filter('case_sensitive? attribute?', (input) => extreme(input, -1)),
  max: filter('case_sensitive? attribute?', (input) => extreme(input, 1)),
  sum: filter('attribute? start?', (input) => {
    const read = attributeReader(input, input.value('attribute'));
    return sumOf(input, input.items().map(read), input.value('start') ?? 0);
  }),
  groupby: filter('attribute default? case_sensitive?', groupBy),
  batch: filter('linecount fill_with?', batch),
  slice: filter('slices fill_with?', slices),
  items: filter('', (input) => (input.subject instanceof Missing ? [] : pairs(input))),
};

function count(input: Input): number {
  const { subject } = input;
  if (typeof subject === 'string') return lengthOf(subject);
  if (Array.isArray(subject)) return subject.length;
  if (isLazyMapping(subject)) return subject.keys().length;
  if (isMapping(subject)) return Object.keys(subject).length;
  throw input.fail(`${typeName(subject)} has no length`);
}

function end(input: Input, which: 'first' | 'last'): unknown {
  const items = input.items();
  const item = which === 'first' ? items[0] : items.at(-1);
  return items.length > 0 ? item : new Missing(`${input.call.name}: the list is empty`, 'give it a default: | default(...)');
}

function join(input: Input): string {
  const read = attributeReader(input, input.value('attribute'));
  const texts = input.items().map((item) => textOf(input.present(read(item))));
  const separator = textOf(input.value('d') ?? '');
  if (separator.length * texts.length + texts.reduce((size, text) => size + text.length, 0) > longestText) {
    throw input.fail(`would make more than ${longestText} characters`);
  }
  return texts.join(separator);
}

function pairs(input: Input): readonly Tuple[] {
  return Object.entries(input.mapping()).map((pair) => tuple(...pair));
}

function dictSort(input: Input): readonly unknown[] {
  const by = input.text('by', 'key');
  if (by !== 'key' && by !== 'value') throw input.fail(`cannot sort by '${by}'`, "sort by 'key' or by 'value'");
  const fold = caseKey(input);
  return sorted(input, pairs(input), {
    key: (pair) => fold((pair as Tuple)[by === 'key' ? 0 : 1]),
    order: input.flag('reverse') ? 'descending' : 'ascending',
  });
}

/** Without repetitions. Upper and lower case are the same unless told otherwise; a list with lists or mappings in it compares exactly. */
function unique(input: Input): readonly unknown[] {
  const items = input.items();
  const read = attributeReader(input, input.value('attribute'));
  const keys = items.map((item) => input.present(read(item)));
  const isPlain = keys.every((key) => !isContainer(key));
  if (!isPlain && (input.truthy(input.value('attribute') ?? null) || input.value('case_sensitive') === false)) {
    throw input.fail('lists and mappings can only be compared whole', 'leave the arguments out');
  }
  const fold = caseKey(input);
  return distinct(items, isPlain ? (item) => fold(read(item)) : (item) => item);
}

function isContainer(value: unknown): boolean {
  if (value instanceof Tuple) return value.some(isContainer);
  return Array.isArray(value) || isMapping(value) || isLazyMapping(value);
}

function extreme(input: Input, sign: -1 | 1): unknown {
  const read = attributeReader(input, input.value('attribute'));
  const fold = caseKey(input);
  const [first, ...others] = input.items().map((item) => ({ item, key: fold(read(item)) }));
  if (first === undefined) return new Missing(`${input.call.name}: the list is empty`, 'give it a default: | default(...)');
  return others.reduce((best, next) => (sign * compareValues(input, next.key, best.key) > 0 ? next : best), first).item;
}

/** Groups of (value, items); the parts are also there as `grouper` and `list`. */
function groupBy(input: Input): readonly Tuple[] {
  const read = attributeReader(input, input.value('attribute'), input.value('default'));
  const fold = caseKey(input);
  const key = (item: unknown) => fold(read(item));
  const groups: { readonly key: unknown; readonly items: unknown[] }[] = [];
  for (const item of sorted(input, input.items(), { key, order: 'ascending' })) {
    const [last, its] = [groups.at(-1), key(item)];
    if (last !== undefined && compareValues(input, last.key, its) === 0) last.items.push(item);
    else groups.push({ key: its, items: [item] });
  }
  return groups.map(({ items }) => {
    const group = tuple(read(items[0]), items);
    Object.defineProperties(group, { grouper: { value: group[0] }, list: { value: items } });
    return group;
  });
}

function batch(input: Input): readonly (readonly unknown[])[] {
  const [items, size, fill] = [input.items(), input.integer('linecount'), input.value('fill_with')];
  if (size <= 0) throw input.fail(`the size must be above 0, not ${size}`);
  const rows: (readonly unknown[])[] = [];
  for (let start = 0; start < items.length; start += size) rows.push(items.slice(start, start + size));
  const last = rows.at(-1);
  if (last === undefined || fill === undefined || fill === null || size > 100_000) return rows;
  return [...rows.slice(0, -1), [...last, ...Array.from({ length: size - last.length }, () => fill)]];
}

function slices(input: Input): readonly (readonly unknown[])[] {
  const [items, wanted, fill] = [input.items(), input.integer('slices'), input.value('fill_with')];
  if (wanted <= 0 || wanted > 100_000) throw input.fail(`the number of slices must be from 1 to 100000, not ${wanted}`);
  const [size, longer] = [Math.floor(items.length / wanted), items.length % wanted];
  return Array.from({ length: wanted }, (_, index) => {
    const start = index * size + Math.min(index, longer);
    const part = items.slice(start, start + size + (index < longer ? 1 : 0));
    return fill !== undefined && fill !== null && index >= longer ? [...part, fill] : part;
  });
}
