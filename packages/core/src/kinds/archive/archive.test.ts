import { expect, it } from 'vitest';
import { testCases, testConvergence } from '../../testing/kind-cases.ts';
import { localShell } from '../../testing/local-shell.ts';
import { batchCommand } from '../batched.ts';
import { answer, runSteps } from '../../testing/run-steps.ts';
import { archive } from './archive.ts';
import { cases, convergence } from './cases.ts';

testCases(archive.kind, cases);
testConvergence(archive.kind, convergence);

it('what was done by hand to unpacked files shows, file by file, for several archives at once', async () => {
  const example = convergence[1]!;
  const shell = await localShell(example);
  await shell.script(`cd $ROOT; ${example.arrange ?? ''}`);
  const [subject, want] = [example.subject(shell.root), example.want(shell.root)];
  await runSteps(archive.kind.steps({ subject, want, seen: { path: subject.path, touched: [] }, late: {}, changes: [] }), shell);
  await shell.script('cd $ROOT; echo more >> out/one; rm other/two');
  const subjects = [{ path: '/nosuch' }, subject];
  const seen = archive.kind.together!.parse(await shell.script(batchCommand(archive.kind.together!, subjects).real()), subjects);
  expect(archive.kind.diff(want, seen[0]!)).toHaveLength(1);
  expect(seen[1]!.touched).toEqual([
    { path: `${shell.root}/out/one`, now: 'changed' },
    { path: `${shell.root}/other/two`, now: 'missing' },
  ]);
  expect(await answer(archive.kind.probe(subject), shell)).toEqual(seen[1]);
  await shell.close();
});

it('a member the archive does not hold is an error that names it, and nothing is left lying about', async () => {
  const example = convergence[1]!;
  const shell = await localShell(example);
  await shell.script(`cd $ROOT; ${example.arrange ?? ''}`);
  const subject = example.subject(shell.root);
  const want = { ...example.want(shell.root), extract: { members: { nosuch: `${shell.root}/out/x` } } };
  const steps = archive.kind.steps({ subject, want, seen: { path: subject.path, touched: [] }, late: {}, changes: [] });
  await expect(runSteps(steps, shell)).rejects.toThrow('the archive holds no file nosuch');
  expect((await shell.script('ls -A $ROOT/out')).stdout).toBe('');
  await shell.close();
});
