import { expect, it } from 'vitest';
import { expandHostPattern } from './host-range.ts';

it.each([
  ['node1', ['node1'], undefined],
  ['node[1:3]', ['node1', 'node2', 'node3'], undefined],
  ['node[01:05:2].example.org', ['node01.example.org', 'node03.example.org', 'node05.example.org'], undefined],
  ['node[8:10]', ['node8', 'node9', 'node10'], undefined],
  ['node[:2]', ['node0', 'node1', 'node2'], undefined],
  ['db-[a:e:2]', ['db-a', 'db-c', 'db-e'], undefined],
  ['r[1:2]-n[a:b]', ['r1-na', 'r1-nb', 'r2-na', 'r2-nb'], undefined],
  ['node[1:2]:2222', ['node1', 'node2'], 2222],
  ['192.0.2.[1:2]', ['192.0.2.1', '192.0.2.2'], undefined],
  ['2001:db8::1', ['2001:db8::1'], undefined],
  ['[2001:db8::1]', ['2001:db8::1'], undefined],
  ['[2001:db8::1]:22', ['2001:db8::1'], 22],
])('%s stands for %j, port %s', (pattern, names, port) => {
  expect(expandHostPattern(pattern)).toEqual({ names, ...(port === undefined ? {} : { port }) });
});
