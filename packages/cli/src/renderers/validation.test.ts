import { stripVTControlCharacters } from 'node:util';
import type { Validation } from '@kmagic/tasks';
import { expect, it } from 'vitest';
import { validationText } from './validation.ts';

type Problem = Validation['problems'][number];

const problem = (rest: Partial<Problem>): Problem => {
  return { code: 'badInventory', subject: 'etcd', message: 'is wrong', hint: 'do it right', hosts: [], origins: [], ...rest };
};
const shown = (rest: Partial<Problem>): readonly string[] =>
  stripVTControlCharacters(validationText({ problems: [problem(rest)], notes: ['so'], waiting: new Map(), hosts: 2 })).split('\n');

it.each<readonly [Partial<Problem>, string]>([
  [{}, 'error: etcd is wrong'],
  [{ hosts: ['n1', 'n2'] }, 'error: etcd is wrong (n1, n2)'],
  [{ hosts: ['n1'], origins: [{ file: 'hosts.ini', line: 3 }] }, 'error: etcd is wrong (hosts.ini:3)'],
])('a problem is said with its place, where it has one: %o', (rest, line) => {
  expect(shown(rest)).toEqual([line, '  do: do it right', 'note: so', '2 hosts: 1 problem, 1 note.', '']);
});
