import { expect, it } from 'vitest';
import { testCases, testConvergence } from '../../testing/kind-cases.ts';
import { absent } from './absent.ts';
import { cases, convergence } from './cases.ts';
import { present } from '../../testing/present.ts';

testCases(absent.kind, cases);
testConvergence(absent.kind, convergence);

it.each(['/', '/etc', '/etc/', '//etc', '/etc/.', '/var/lib/../..'])('refuses to remove %s with all in it', (path) => {
  const seen = present(path, { type: 'directory', mode: '0755' });
  expect(() => absent.kind.steps({ subject: { path }, want: { recursive: true }, seen, late: {}, changes: [] })).toThrow(
    'not to be removed',
  );
});
