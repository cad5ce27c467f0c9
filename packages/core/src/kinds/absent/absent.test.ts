import { expect, it } from 'vitest';
import { testCases, testConvergence } from '../../testing/kind-cases.ts';
import { absent } from './absent.ts';
import { cases, convergence } from './cases.ts';

testCases(absent.kind, cases);
testConvergence(absent.kind, convergence);

it.each(['/', '/etc', '/etc/', '//etc', '/etc/.', '/var/lib/../..'])('refuses to remove %s with all in it', (path) => {
  const seen = { path, exists: true, type: 'directory', mode: '0755', owner: 'root', group: 'root', uid: '0', gid: '0', size: 1 } as const;
  expect(() => absent.kind.steps({ subject: { path }, want: { recursive: true }, seen, late: {}, changes: [] })).toThrow(
    'not to be removed',
  );
});
