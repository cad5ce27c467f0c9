import type { Callable } from '../../call.ts';
import type { Input } from '../input.ts';
import { filter } from '../input.ts';
import { ItemSet, distinct } from '../python/item-set.ts';

/** Filters that take lists as sets. Python gives their items in no order; here they keep the order of their first appearance. */
export const setFilters: Readonly<Record<string, Callable>> = {
  union: filter('other', (input) => distinct([...input.presentItems(), ...others(input)])),
  intersect: filter('other', (input) => {
    const other = new ItemSet(others(input));
    return distinct(input.presentItems().filter((item) => other.has(item)));
  }),
  difference: filter('other', (input) => {
    const other = new ItemSet(others(input));
    return distinct(input.presentItems().filter((item) => !other.has(item)));
  }),
  symmetric_difference: filter('other', (input) => {
    const [these, those] = [input.presentItems(), others(input)];
    const [left, right] = [new ItemSet(these), new ItemSet(those)];
    return distinct([...these, ...those]).filter((item) => left.has(item) !== right.has(item));
  }),
};

function others(input: Input): readonly unknown[] {
  return input.presentItems(input.value('other'));
}
