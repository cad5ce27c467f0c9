import { argument, failed, listOf, numberOf } from './call.ts';
import type { Call, Callable } from './call.ts';
import { Missing, isEqual, isLazyMapping, isMapping, isTruthy, textOf } from './values.ts';

/** Filters on lists. */
export const listFilters: Readonly<Record<string, Callable>> = {
  list: (call) => [...listOf(call)],
  length: lengthOf,
  count: lengthOf,
  first: (call) => itemAt(call, 0),
  last: (call) => itemAt(call, -1),
  reverse: (call) => (typeof call.subject === 'string' ? [...call.subject].reverse().join('') : [...listOf(call)].reverse()),
  sort: (call) => sorted(call),
  unique: (call) => distinct(listOf(call)),
  union: (call) => distinct([...listOf(call), ...other(call)]),
  intersect: (call) => distinct(listOf(call).filter((item) => has(other(call), item))),
  difference: (call) => distinct(listOf(call).filter((item) => !has(other(call), item))),
  flatten: (call) => listOf(call).flat((numberOf(argument(call, 0, 'levels')) ?? Infinity) as 1),
  sum: (call) => attributes(call).reduce<number>((total, item) => total + (numberOf(item) ?? 0), numberOf(argument(call, 1, 'start')) ?? 0),
  min: (call) => [...listOf(call)].sort(compare)[0],
  max: (call) => [...listOf(call)].sort(compare).at(-1),
  map: (call) => mapped(call),
  select: (call) => listOf(call).filter((item) => selected(call, item, 0)),
  reject: (call) => listOf(call).filter((item) => !selected(call, item, 0)),
  selectattr: (call) => listOf(call).filter((item) => selected(call, attributeOf(call, item), 1)),
  rejectattr: (call) => listOf(call).filter((item) => !selected(call, attributeOf(call, item), 1)),
  zip: (call) =>
    listOf(call)
      .slice(0, other(call).length)
      .map((item, index) => [item, other(call)[index]]),
  extract: (call) => [call.subject, ...call.positional.slice(1).flat()].reduce((of, key) => call.member(of, key), call.positional[0]),
};

function itemAt(call: Call, index: number): unknown {
  const items = listOf(call);
  return items.length > 0 ? items.at(index) : new Missing(`${call.name}: the list is empty`, 'give it a default: | default(...)');
}

function lengthOf(call: Call): number {
  if (isLazyMapping(call.subject)) return call.subject.keys().length;
  if (isMapping(call.subject)) return Object.keys(call.subject).length;
  return listOf(call).length;
}

function other(call: Call): readonly unknown[] {
  return listOf(call, call.positional[0]);
}

function has(items: readonly unknown[], wanted: unknown): boolean {
  return items.includes(wanted) || items.some((item) => isEqual(item, wanted));
}

function distinct(items: readonly unknown[]): readonly unknown[] {
  const seen: unknown[] = [];
  for (const item of items) if (!has(seen, item)) seen.push(item);
  return seen;
}

function sorted(call: Call): readonly unknown[] {
  const attribute = call.named.get('attribute');
  const key = (item: unknown) => {
    const value = attribute === undefined ? item : call.member(item, attribute);
    return typeof value === 'string' && !isTruthy(argument(call, 1, 'case_sensitive') ?? false) ? value.toLowerCase() : value;
  };
  const items = [...listOf(call)].sort((a, b) => compare(key(a), key(b)));
  return isTruthy(argument(call, 0, 'reverse') ?? false) ? items.reverse() : items;
}

function compare(left: unknown, right: unknown): number {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  const [a, b] = [textOf(left), textOf(right)];
  return a < b ? -1 : a > b ? 1 : 0;
}

function attributes(call: Call): readonly unknown[] {
  const attribute = argument(call, 0, 'attribute');
  return attribute === undefined ? listOf(call) : listOf(call).map((item) => call.member(item, attribute));
}

function mapped(call: Call): readonly unknown[] {
  const attribute = call.named.get('attribute');
  if (attribute !== undefined) {
    const fallback = call.named.get('default');
    return listOf(call).map((item) => {
      const value = call.member(item, attribute);
      return value instanceof Missing && fallback !== undefined ? fallback : value;
    });
  }
  const [filter, ...args] = call.positional;
  if (typeof filter !== 'string') throw failed(call, 'needs the name of a filter, or attribute=NAME');
  return listOf(call).map((item) => call.filter(filter, item, args));
}

function attributeOf(call: Call, item: unknown): unknown {
  return call.member(item, call.positional[0]);
}

function selected(call: Call, value: unknown, from: number): boolean {
  const [test, ...args] = call.positional.slice(from);
  if (test === undefined) return !(value instanceof Missing) && isTruthy(value);
  return call.test(textOf(test), value, args);
}
