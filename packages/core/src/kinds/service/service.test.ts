import { expect, it } from 'vitest';
import { fingerprint } from '../../resource/fingerprint.ts';
import { Handle, type Answers, type NodeId } from '../../resource/ref.ts';
import { testCases, testConvergence } from '../../testing/kind-cases.ts';
import { localShell } from '../../testing/local-shell.ts';
import { answer, runSteps } from '../../testing/run-steps.ts';
import { broken, cases, convergence } from './cases.ts';
import { service } from './service.ts';
import { startedWith } from './started-with.ts';

testCases(service.kind, cases);
testConvergence(service.kind, convergence);

const subject = { unit: 'etcd.service' };
const want = { running: true, enabled: false, startedWith: 'bbbb' };

it('a restart that fails prints the journal and is still to be done afterwards', async () => {
  const shell = await localShell(broken);
  await shell.script('cd $ROOT; mkdir -p state; echo active > state/etcd.service.active; touch state/etcd.service.broken');
  const seen = await answer(service.kind.probe(subject), shell);
  const steps = service.kind.steps({ subject, want, seen, late: {}, changes: service.kind.diff(want, seen) });
  await expect(runSteps(steps, shell)).rejects.toThrow(/panic: no quorum\netcd.service did not come up: it is failed/);
  const after = await answer(service.kind.probe(subject), shell);
  expect(after).not.toHaveProperty('startedWith');
  expect(service.kind.diff(want, after)).toMatchObject([{ what: 'start etcd.service', before: 'failed (x)' }]);
  await shell.close();
});

it('many services are asked together, each by its own name or an alias', () => {
  const stdout =
    'started b.service f1\n\nId=a.service\nNames=a.service alias.service\nActiveState=active\n\nId=b.service\nNames=b.service\nActiveState=failed\nSubState=failed\n';
  const seen = service.kind.together!.parse({ code: 0, stdout, stderr: '' }, [
    { unit: 'alias.service' },
    { unit: 'b.service' },
    { unit: 'c.service' },
  ]);
  expect(seen.map((s) => [s.active, s.startedWith])).toEqual([
    ['active', undefined],
    ['failed', 'f1'],
    ['unknown', undefined],
  ]);
});

it('tells what a restart, a stop and inputs not known yet mean to those who use it', () => {
  const seen = { unit: 'etcd.service', active: 'active', sub: 'running', enabled: 'no', needsReload: false } as const;
  const impact = (changes: ReturnType<typeof service.kind.diff>) => service.kind.impact?.({ subject, seen, changes });
  expect(impact(service.kind.diff(want, seen))).toEqual([{ what: 'restarts etcd.service', disrupts: true }]);
  expect(impact(service.kind.diff({ running: false, enabled: false }, seen))).toEqual([{ what: 'stops etcd.service', disrupts: true }]);
  expect(impact(service.kind.diff({ ...want, reload: 'reload-or-restart' }, seen))).toEqual([]);
  expect(impact([])).toEqual([{ what: 'may restart etcd.service', disrupts: true }]);
});

it('what it is started with follows from the fingerprints of its inputs, in order', () => {
  const [a, b] = [new Handle('etcd/A@n1' as NodeId), new Handle('etcd/B@n1' as NodeId)];
  const answers: Answers = { output: () => undefined, fingerprint: (node) => `fp of ${node}` };
  expect(startedWith(a, b).needs).toEqual(['etcd/A@n1', 'etcd/B@n1']);
  expect(startedWith(a, b).get(answers)).toBe(fingerprint(['fp of etcd/A@n1', 'fp of etcd/B@n1']).slice(0, 32));
  expect(startedWith(b, a).get(answers)).not.toBe(startedWith(a, b).get(answers));
});
