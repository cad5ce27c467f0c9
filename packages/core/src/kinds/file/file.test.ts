import { expect, it } from 'vitest';
import { localShell } from '../../testing/local-shell.ts';
import { testCases, testConvergence } from '../../testing/kind-cases.ts';
import { batchCommand } from '../batched.ts';
import { answer } from '../../testing/run-steps.ts';
import { cases, convergence } from './cases.ts';
import { file } from './file.ts';
import { present } from '../../testing/present.ts';

testCases(file.kind, cases);
testConvergence(file.kind, convergence);

const want = { content: 'new\n', mode: '0640', owner: 'root', group: 'root' };

it('a closer look gives the plan both texts whole, newlines at the end included', async () => {
  const shell = await localShell();
  const path = `${shell.root}/f`;
  await shell.script(`printf 'old\\nx\\n\\n' > ${path}`);
  const seen = await answer(file.kind.probe({ path }), shell);
  const closer = await answer(file.kind.detail!.probe({ path }), shell);
  expect(file.kind.detail!.changes(want, seen, closer)[0]).toMatchObject({ before: 'old\nx\n\n', after: 'new\n' });
  await shell.close();
});

it('a closer look at a secret reads nothing', async () => {
  const shell = await localShell();
  const path = `${shell.root}/f`;
  await shell.script(`echo old > ${path}`);
  expect(await answer(file.kind.detail!.probe({ path, secret: true }), shell)).toEqual({ text: undefined });
  await shell.close();
});

it('a manifest that is changed restarts what it describes, one that is new does not, one not known yet may', () => {
  const subject = { path: '/m.yaml', restarts: 'kube-apiserver' };
  const there = present('/m.yaml', { mode: '0600', sha256: 'x' });
  const impact = (seen: Parameters<typeof file.kind.diff>[1]) => file.kind.impact?.({ subject, seen, changes: file.kind.diff(want, seen) });
  expect(impact(there)).toEqual([{ what: 'restarts kube-apiserver', disrupts: true }]);
  expect(impact({ path: '/m.yaml', exists: false })).toEqual([]);
  expect(file.kind.impact?.({ subject, seen: there, changes: [] })).toEqual([{ what: 'may restart kube-apiserver', disrupts: true }]);
});

it('hundreds of files are asked by a few processes, in order', async () => {
  const shell = await localShell();
  await shell.script(`cd ${shell.root}; for i in $(seq 0 2 1200); do echo $i > f$i; done; mkfifo f1`);
  const subjects = Array.from({ length: 1200 }, (_, i) => ({ path: `${shell.root}/f${i}` }));
  const out = await shell.script(batchCommand(file.kind.together!, subjects).real());
  const seen = file.kind.together!.parse(out, subjects);
  expect(seen.map((s) => s.path)).toEqual(subjects.map((s) => s.path));
  expect(seen.filter((s) => s.exists && s.sha256 !== undefined)).toHaveLength(600);
  expect(seen[1]).toMatchObject({ exists: true, type: 'other' });
  await shell.close();
});
