import { Tuple, WholeFloat, float, numeric, tuple } from '../../values.ts';
import type { Input } from '../input.ts';
import { typeName } from '../../type-name.ts';

/** The sum of numbers, or of lists where the start is a list. */
export function sumOf(input: Input, items: readonly unknown[], start: unknown): unknown {
  if (typeof start === 'string') throw input.fail('cannot add up text', "join it: | join('')");
  if (Array.isArray(start)) {
    const all: unknown[] = [...(start as readonly unknown[])];
    for (const item of items) {
      if (!Array.isArray(item) || item instanceof Tuple !== start instanceof Tuple) throw cannotAdd(input, start, item);
      for (const one of item as readonly unknown[]) all.push(one);
    }
    return start instanceof Tuple ? tuple(...all) : all;
  }
  return items.reduce((total, item) => {
    const [left, right] = [numeric(total), numeric(item)];
    if (left === undefined || right === undefined) throw cannotAdd(input, total, item);
    const sum = left + right;
    return isFloat(total) || isFloat(item) ? float(sum) : sum;
  }, start);
}

function isFloat(value: unknown): boolean {
  return value instanceof WholeFloat || (typeof value === 'number' && !Number.isInteger(value));
}

function cannotAdd(input: Input, left: unknown, right: unknown): Error {
  return input.fail(`cannot add ${typeName(left)} and ${typeName(input.present(right))}`);
}
