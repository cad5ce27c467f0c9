import type { Callable } from '../../call.ts';
import { Tuple, isEqual, isTruthy, textOf } from '../../values.ts';
import type { Input } from '../input.ts';
import { filter, shown } from '../input.ts';
import { typeName } from '../../type-name.ts';
import { merged, mergingOf } from '../mappings/merge.ts';
import { ItemSet, distinct } from '../python/item-set.ts';
import { sorted } from '../python/order.ts';
import { BadVersion, compareLoose } from '../versions/loose-version.ts';
import { sumOf } from './sum.ts';

/** Filters of community.general on lists. */
export const communityFilters: Readonly<Record<string, Callable>> = {
  lists_union: filter('*others **options', (input) => folded(input, (a, b) => distinct([...a, ...b]))),
  lists_intersect: filter('*others **options', (input) =>
    folded(input, (a, b) => {
      const other = new ItemSet(b);
      return distinct(a).filter((item) => other.has(item));
    }),
  ),
  lists_difference: filter('*others **options', (input) =>
    folded(input, (a, b) => {
      const other = new ItemSet(b);
      return distinct(a).filter((item) => !other.has(item));
    }),
  ),
  lists_symmetric_difference: filter('*others **options', (input) =>
    folded(input, (a, b) => {
      const [left, right] = [new ItemSet(a), new ItemSet(b)];
      return distinct([...a, ...b]).filter((item) => left.has(item) !== right.has(item));
    }),
  ),
  lists_mergeby: filter('*others **merging', mergeBy),
  groupby_as_dict: filter('attribute', groupByAsDict),
  counter: filter('', (input) => {
    const counts = new Map<string, number>();
    for (const item of input.presentItems()) {
      if (typeof item === 'object' && item !== null && !(item instanceof Tuple)) throw input.fail(`cannot count ${typeName(item)}`);
      counts.set(textOf(item), (counts.get(textOf(item)) ?? 0) + 1);
    }
    return Object.fromEntries(counts);
  }),
  accumulate: filter('', (input) => {
    const items = input.presentItems();
    if (items.every((item) => typeof item === 'string')) {
      let text = '';
      return items.map((item) => (text += item));
    }
    let total = items[0];
    let room = mostItems;
    return items.map((item, index) => {
      total = index === 0 ? item : sumOf(input, [item], total);
      room -= Array.isArray(total) ? total.length : 1;
      if (room < 0) throw input.fail(`would make more than ${mostItems} items`, 'use a shorter list');
      return total;
    });
  }),
  dict: filter('', (input) =>
    Object.fromEntries(
      input.items().map((pair) => {
        const [key, value, ...more] = input.items(pair);
        if (value === undefined || more.length > 0) throw input.fail(`needs a list of pairs, and one is ${shown(pair)}`);
        return [textOf(input.present(key)), value];
      }),
    ),
  ),
  dict_kv: filter('key', (input) => Object.fromEntries([[textOf(input.value('key')), input.subject]])),
  version_sort: filter('reverse?', (input) => {
    const sign = input.flag('reverse') ? -1 : 1;
    try {
      return [...input.presentItems()].sort((a, b) => sign * compareLoose(textOf(a), textOf(b)));
    } catch (error) {
      if (!(error instanceof BadVersion)) throw error;
      throw input.fail(error.message, 'sort versions of one form');
    }
  }),
};

/** More is a mistake. */
const mostItems = 1_000_000;

/** The lists laid over each other from left to right; with `flatten`, lists of lists count as several. */
function folded(input: Input, join: (a: readonly unknown[], b: readonly unknown[]) => readonly unknown[]): unknown {
  const options = input.namedRest('options');
  for (const name of options.keys()) if (name !== 'flatten') throw input.fail(`has no argument '${name}'`, 'the argument is: flatten');
  const given = [input.subject, ...input.rest('others')];
  const lists = isTruthy(options.get('flatten') ?? false) ? flattened(input, given) : given.map((list) => listed(input, list));
  const [first, ...others] = lists;
  if (first === undefined) return [];
  return others.reduce(join, first);
}

function listed(input: Input, value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return input.presentItems(value);
  throw input.fail(`all arguments must be lists, and one is ${typeName(value)}`);
}

function flattened(input: Input, given: readonly unknown[]): readonly (readonly unknown[])[] {
  return given.flatMap((value) => {
    const list = listed(input, value);
    if (list.length === 0) return [];
    return list.every((item) => Array.isArray(item)) ? (list as readonly (readonly unknown[])[]) : [list];
  });
}

/** `lists_mergeby`: mappings with the same value under a key become one, in order of that value. */
function mergeBy(input: Input): unknown {
  const merging = mergingOf(input, input.namedRest('merging'));
  const given = [input.subject, ...input.rest('others')];
  const index = given.pop();
  if (given.length === 0 || typeof index !== 'string') throw input.fail('needs the key to merge by');
  const [last, ...others] = flattened(input, given).toReversed();
  if (last === undefined) return [];
  return others.reduce((over, under) => {
    const groups: { readonly value: unknown; mapping: Readonly<Record<string, unknown>> }[] = [];
    for (const item of [...under, ...over]) {
      const mapping = input.mapping(item);
      if (!Object.hasOwn(mapping, index)) continue;
      const known = groups.find(({ value }) => isEqual(value, mapping[index]));
      if (known === undefined) groups.push({ value: mapping[index], mapping });
      else known.mapping = merged(known.mapping, mapping, merging);
    }
    const ordered = sorted(input, groups, { key: (group) => (group as (typeof groups)[number]).value, order: 'ascending' });
    return ordered.map((group) => (group as (typeof groups)[number]).mapping);
  }, last);
}

function groupByAsDict(input: Input): unknown {
  const attribute = textOf(input.value('attribute'));
  const groups = new Map<string, unknown>();
  for (const item of listed(input, input.subject)) {
    const mapping = input.mapping(item);
    if (!Object.hasOwn(mapping, attribute)) throw input.fail(`an item has no '${attribute}': ${shown(item)}`);
    const key = textOf(input.present(mapping[attribute]));
    if (groups.has(key)) throw input.fail(`two items have '${key}' as ${attribute}`);
    groups.set(key, item);
  }
  return Object.fromEntries(groups);
}
