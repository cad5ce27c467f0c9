import { expect, it } from 'vitest';
import { shortened } from './shortened.ts';

it.each<readonly [names: readonly string[], most: number, text: string]>([
  [[], 3, ''],
  [['a'], 3, 'a'],
  [['a', 'b', 'c'], 3, 'a, b, c'],
  [['a', 'b', 'c', 'd'], 3, 'a, b and 2 more'],
  [['a', 'b', 'c', 'd', 'e'], 2, 'a and 4 more'],
])('of %j at most %i entries are listed', (names, most, text) => {
  expect(shortened(names, most)).toBe(text);
});
