import { Tuple, isEqual, numeric } from '../../values.ts';
import type { Input } from '../input.ts';
import { typeName } from '../../type-name.ts';
import { compareText } from './characters.ts';

/** Orders two values as Python's `<` does: numbers, texts, and lists item by item; anything else is an error. */
export function compareValues(input: Input, left: unknown, right: unknown): number {
  const [a, b] = [numeric(left), numeric(right)];
  if (a !== undefined && b !== undefined) return a - b;
  if (typeof left === 'string' && typeof right === 'string') return compareText(left, right);
  if (Array.isArray(left) && Array.isArray(right) && left instanceof Tuple === right instanceof Tuple) {
    return compareLists(input, left, right);
  }
  throw input.fail(`cannot order ${typeName(input.present(left))} and ${typeName(input.present(right))}`, 'convert them to one type first');
}

function compareLists(input: Input, left: readonly unknown[], right: readonly unknown[]): number {
  const differs = left.findIndex((item, index) => index >= right.length || !isEqual(item, right[index]));
  if (differs === -1) return left.length - right.length;
  return differs >= right.length ? 1 : compareValues(input, left[differs], right[differs]);
}

interface Sorting {
  readonly key: (item: unknown) => unknown;
  readonly order: 'ascending' | 'descending';
}

/** The items in order of their keys; equal ones stay as they stand, in both directions. */
export function sorted(input: Input, items: readonly unknown[], { key, order }: Sorting): readonly unknown[] {
  const keyed = items.map((item) => ({ item, key: key(item) }));
  const sign = order === 'ascending' ? 1 : -1;
  return keyed.sort((a, b) => sign * compareValues(input, a.key, b.key)).map(({ item }) => item);
}
