import { expect, it } from 'vitest';
import { WholeFloat } from '../vars/evaluator/values.ts';
import { memoryFiles } from './file-tree.ts';
import { loadInventory } from './load-inventory.ts';

it('reads numbers of JSON as JSON has them, and keeps large ones as text', () => {
  const tree = memoryFiles({
    'inventory.ini': 'node1',
    'group_vars/all/a.json': '{"a": 1e20, "b": 1.5e3, "c": -2e-3, "d": 10, "e": [123456789012345678901]}',
    'group_vars/all/b.yml': 'f: 1e20\ng: -123456789012345678\nh: 1234567890123456\n',
    'group_vars/all/c.yml': '{i: 1e20}\n',
  });
  const [node] = loadInventory({ files: ['inventory.ini'], cwd: '/site', tree }).hosts;
  const values = Object.fromEntries(node?.definitions.map(({ name, value }) => [name, value]) ?? []);
  expect(values).toEqual({
    a: new WholeFloat(1e20),
    b: new WholeFloat(1500),
    c: -0.002,
    d: 10,
    e: ['123456789012345678901'],
    f: '1e20',
    g: '-123456789012345678',
    h: 1234567890123456,
    i: '1e20',
  });
});
