import { expect, it } from 'vitest';
import { downAtOnce } from './quorum.ts';

it.each([
  [1, 1],
  [2, 1],
  [3, 1],
  [4, 1],
  [5, 2],
  [7, 3],
])('of %i members %i may be down at once', (members, down) => {
  expect(downAtOnce(members)).toBe(down);
});
