import { expect, it } from 'vitest';
import type { KubeObject } from '../../manifests/kube-object.ts';
import { workloadServes } from './object-is.ts';

const daemonSet = { apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name: 'kube-proxy', namespace: 'kube-system' } } as KubeObject;
const waiting = (silent: readonly string[], workload = daemonSet): object => {
  const { subject, want } = workloadServes(workload, { binDir: '/bin', configDir: '/etc/kubernetes', silent });
  const { trouble } = subject as { readonly trouble: { readonly hint: string } };
  return { ...(want as object), hint: trouble.hint };
};
const what = 'DaemonSet kube-system/kube-proxy is serving';

it('a roll is given ten minutes for each step further', () => {
  expect(waiting([])).toEqual({
    what,
    everyMs: 300,
    timeoutMs: 600_000,
    hint: 'kubectl -n kube-system describe daemonset/kube-proxy and kubectl -n kube-system logs daemonset/kube-proxy say what it lacks; then apply again: it goes on from here',
  });
});

it('less where hosts do not answer, which are named', () => {
  expect(waiting(['node5'])).toEqual({
    what,
    everyMs: 300,
    timeoutMs: 60_000,
    hint: 'node5 does not answer, and a roll goes no further while too many pods are missing: bring it back, or take it out of the cluster; then apply again: it goes on from here',
  });
  expect(waiting(['node4', 'node5'])).toMatchObject({
    hint: 'node4, node5 do not answer, and a roll goes no further while too many pods are missing: bring them back, or take them out of the cluster; then apply again: it goes on from here',
  });
});

it('as long as ever for a Deployment, whose pods come elsewhere', () => {
  const deployment: KubeObject = { ...daemonSet, kind: 'Deployment' };
  expect(waiting(['node5'], deployment)).toEqual(waiting([], deployment));
});
