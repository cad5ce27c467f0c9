import type { Callable } from '../call.ts';
import type { Input } from '../filters/input.ts';
import { filter } from '../filters/input.ts';
import { typeName } from '../type-name.ts';
import { ItemSet } from '../filters/python/item-set.ts';
import { compareValues } from '../filters/python/order.ts';
import { isEqual, isLazyMapping, isMapping, textOf } from '../values.ts';

const equal = filter('other', (input) => isEqual(input.subject, input.value('other')));
const different = filter('other', (input) => !isEqual(input.subject, input.value('other')));
const below = ordered((order) => order < 0);
const atMost = ordered((order) => order <= 0);
const above = ordered((order) => order > 0);
const atLeast = ordered((order) => order >= 0);
const subset = filter('other', (input) => isSubset(input, input.subject, input.value('other')));
const superset = filter('other', (input) => isSubset(input, input.value('other'), input.subject));

/** Tests that compare a value with another, or look for it in one. */
export const comparisonTests: Readonly<Record<string, Callable>> = {
  '==': equal,
  eq: equal,
  equalto: equal,
  '!=': different,
  ne: different,
  '<': below,
  lt: below,
  lessthan: below,
  '<=': atMost,
  le: atMost,
  '>': above,
  gt: above,
  greaterthan: above,
  '>=': atLeast,
  ge: atLeast,
  sameas: filter('other', ({ subject, call }) => subject === (call.positional[0] ?? call.named.get('other'))),
  in: filter('seq', (input) => contains(input, input.value('seq'), input.subject)),
  contains: filter('value', (input) => contains(input, input.subject, input.value('value'))),
  subset,
  issubset: subset,
  superset,
  issuperset: superset,
};

function ordered(holds: (order: number) => boolean): Callable {
  return filter('other', (input) => holds(compareValues(input, input.subject, input.value('other'))));
}

function contains(input: Input, items: unknown, wanted: unknown): boolean {
  if (typeof items === 'string') {
    if (typeof wanted === 'string') return items.includes(wanted);
    throw input.fail(`text holds only text, not ${typeName(wanted)}`, 'convert it first: | string');
  }
  if (isLazyMapping(items)) return items.keys().includes(textOf(wanted));
  if (isMapping(items)) return Object.hasOwn(items, textOf(wanted));
  return input.items(items).some((item) => isEqual(item, wanted));
}

function isSubset(input: Input, part: unknown, whole: unknown): boolean {
  const all = new ItemSet(input.presentItems(whole));
  return input.presentItems(part).every((item) => all.has(item));
}
