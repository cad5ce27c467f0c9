import type { Callable } from '../../call.ts';
import { tuple } from '../../values.ts';
import type { Input } from '../input.ts';
import { filter } from '../input.ts';
import { longestList } from '../text/longest-text.ts';

/** Filters that combine the items of lists; each result is a tuple. */
export const combinationFilters: Readonly<Record<string, Callable>> = {
  zip: filter('*others', (input) => {
    const lists = allLists(input);
    return zipped(lists, Math.min(...lists.map((list) => list.length)), null);
  }),
  zip_longest: filter('*others **named', (input) => {
    const lists = allLists(input);
    return zipped(lists, Math.max(...lists.map((list) => list.length)), namedOnly(input, 'fillvalue') ?? null);
  }),
  product: filter('*others **named', (input) => {
    const repeat = namedOnly(input, 'repeat') ?? 1;
    if (typeof repeat !== 'number' || repeat < 0 || repeat > 20) throw input.fail('repeat must be an integer from 0 to 20');
    const lists = Array.from({ length: repeat }, () => allLists(input)).flat();
    limit(
      input,
      lists.reduce((count, list) => count * list.length, 1),
    );
    return lists
      .reduce<readonly (readonly unknown[])[]>((rows, list) => rows.flatMap((row) => list.map((item) => [...row, item])), [[]])
      .map((row) => tuple(...row));
  }),
  permutations: filter('r?', (input) => arranged(input, 'ordered')),
  combinations: filter('r', (input) => arranged(input, 'unordered')),
};

function allLists(input: Input): readonly (readonly unknown[])[] {
  return [input.items(), ...input.rest('others').map((other) => input.items(other))];
}

function namedOnly(input: Input, known: string): unknown {
  const named = input.namedRest('named');
  for (const name of named.keys()) if (name !== known) throw input.fail(`has no argument '${name}'`, `the argument is: ${known}`);
  return named.get(known);
}

function zipped(lists: readonly (readonly unknown[])[], length: number, fill: unknown): readonly unknown[] {
  return Array.from({ length }, (_, index) => tuple(...lists.map((list) => (index < list.length ? list[index] : fill))));
}

function limit(input: Input, count: number): void {
  if (count > longestList) throw input.fail(`would make more than ${longestList} items`, 'use shorter lists');
}

function arranged(input: Input, order: 'ordered' | 'unordered'): readonly unknown[] {
  const items = input.items();
  const size = input.integer('r', items.length);
  if (size < 0) throw input.fail(`the length must not be below 0, not ${size}`);
  if (size > items.length) return [];
  if (size > 1000) throw input.fail(`would make tuples of ${size} items; 1000 is the limit`);
  let count = 1;
  for (let place = 0; place < size; place += 1) {
    count = (count * (items.length - place)) / (order === 'ordered' ? 1 : place + 1);
  }
  limit(input, count);
  const rows: unknown[] = [];
  const extend = (taken: readonly number[]): void => {
    if (taken.length === size) {
      rows.push(tuple(...taken.map((index) => items[index])));
      return;
    }
    const from = order === 'ordered' ? 0 : (taken.at(-1) ?? -1) + 1;
    for (let index = from; index < items.length; index += 1) {
      if (order === 'unordered' || !taken.includes(index)) extend([...taken, index]);
    }
  };
  extend([]);
  return rows;
}
