import { execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Command } from '../../packages/core/src/shell/command.ts';
import { lookAtNode, lookAtNodes, lookAtPods } from '../../packages/tasks/src/kinds/kube-objects/look.ts';
import { registered } from './kube-sample-objects.ts';
import { programs } from './programs.ts';
import { realHost, type RealHost } from './real-host.ts';

const found = programs({ etcd: 'etcd', 'kube-apiserver': 'kubernetes', kubectl: 'kubernetes' });
const namespace = 'kube-system';

describe.skipIf(found === undefined)('what is looked at after a wait in vain, at a real API server', { timeout: 120_000 }, () => {
  let host: RealHost;
  const paths = { binDir: dirname(found?.['kubectl'] ?? ''), configDir: '/etc/kubernetes' };
  const kubectl = (args: readonly string[], object?: object): string =>
    execFileSync(found!['kubectl']!, [`--kubeconfig=${join(host.root, 'etc/kubernetes/super-admin.conf')}`, ...args], {
      encoding: 'utf8',
      input: JSON.stringify(object),
    });
  const create = (kind: string, name: string, more: object = {}): string =>
    kubectl(['create', '-f', '-'], { apiVersion: 'v1', kind, metadata: { name, namespace }, ...more });

  /** The lines of a look, in no order. */
  const seen = async (look: Command): Promise<readonly string[]> => {
    const { stdout } = await host.transport.script(look.real(), new AbortController().signal);
    return stdout
      .trim()
      .split('\n')
      .map((line) => line.trim().replaceAll(/ +/g, ' '))
      .toSorted();
  };

  beforeAll(async () => {
    host = await realHost();
    await host.startEtcd(found!['etcd']!);
    await host.startApiServer(found!['kube-apiserver']!);
    kubectl(['create', 'clusterrolebinding', 'lookers', '--clusterrole=cluster-admin', '--group=kubeadm:cluster-admins']);
    kubectl(['create', '-f', '-'], registered);
    const notReady = { type: 'Ready', status: 'False', reason: 'KubeletNotReady', message: 'no network yet' };
    kubectl(['patch', 'node', 'worker1', '--subresource=status', '-p', JSON.stringify({ status: { conditions: [notReady] } })]);
    create('ServiceAccount', 'default');
    const pod = { spec: { nodeName: 'worker1', containers: [{ name: 'main', image: 'none' }] } };
    for (const name of ['web-1', 'web-2', 'other-1']) create('Pod', name, pod);
    const warn = (name: string, of: string, message: string): string =>
      create('Event', name, {
        ...{ type: 'Warning', reason: 'Failed', message, source: { component: 'kubelet', host: 'worker1' } },
        involvedObject: { kind: 'Pod', name: of, namespace },
      });
    warn('a', 'web-1', 'runc ended with 1');
    await new Promise((done) => setTimeout(done, 1100));
    warn('b', 'web-1', 'runc ended with 127');
    warn('c', 'web-2', 'an image is missing');
  }, 60_000);
  afterAll(() => host.close());

  const pending = (name: string): unknown =>
    expect.stringMatching(new RegExp(`^${name} 0/1 Pending 0 \\d+s <none> worker1 <none> <none>$`));
  const warnings = ['worker1 web-1 Failed runc ended with 127', 'worker1 web-2 Failed an image is missing'];

  it('a node: what its kubelet says, its pods that do not run, and the last warning of each', async () => {
    expect(await seen(lookAtNode('worker1', paths))).toEqual([
      'KubeletNotReady: no network yet',
      ...['other-1', 'web-1', 'web-2'].map((name): unknown =>
        expect.stringMatching(new RegExp(`^kube-system ${name} 0/1 Pending 0 \\d+s$`)),
      ),
      ...warnings,
    ]);
  });

  it('a workload: its pods, and the last warning of each', async () => {
    const workload = { apiVersion: 'apps/v1', kind: 'Deployment', namespace, name: 'web' };
    const notReady = expect.stringMatching(/^worker1 NotReady <none> \d+s$/) as unknown;
    expect(await seen(lookAtPods(workload, paths))).toEqual([pending('web-1'), pending('web-2'), notReady, ...warnings]);
  });

  it('all nodes, with the pods of kube-system that do not run', async () => {
    expect(await seen(lookAtNodes(paths))).toEqual([
      pending('other-1'),
      pending('web-1'),
      pending('web-2'),
      expect.stringMatching(/^worker1 NotReady <none> \d+s/),
      ...warnings,
    ]);
  });

  it('an API server that does not answer', async () => {
    await host.stop('kube-apiserver');
    expect((await seen(lookAtNodes(paths))).join('\n')).toContain('connection refused');
  });
});
