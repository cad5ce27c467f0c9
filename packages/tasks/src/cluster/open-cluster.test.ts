import { KmagicError, planRun, type Connect, type FactStore } from '@kmagic/core';
import { expect, it } from 'vitest';
import { apply } from '../operations/apply.ts';
import { sampleFacts } from '../spec/sample-spec.ts';
import { openCluster, type ClusterRequest } from './open-cluster.ts';
import { readCluster } from './read-cluster.ts';

const inventories = ['examples/ha5/inventory.ini'];
const kept: FactStore = { load: (host) => Promise.resolve(host === 'node5' ? undefined : sampleFacts), save: () => Promise.resolve() };
const request: ClusterRequest = { inventories, clock: () => 0, factStore: kept };
const nobody: Connect = (host) => Promise.reject(new KmagicError('unreachable', `${host} does not answer`, { host }));

it('a cluster is described by the facts its hosts gave last, with nobody asked', async () => {
  const { hosts, graph, warnings } = await readCluster(request, apply);
  expect(hosts.map(({ name, facts }) => [name, facts !== undefined])).toContainEqual(['node5', false]);
  expect(graph.nodes.length).toBeGreaterThan(100);
  expect(warnings).toEqual([]);
});

it('hosts that do not answer are rows of the plan, tried once each, and the others are as they were', async () => {
  const tried: string[] = [];
  const connect: Connect = (host, signal) => (tried.push(host), nobody(host, signal));
  await using cluster = await openCluster({ ...request, connect }, apply);
  expect([...cluster.unreachable.keys()].toSorted()).toEqual(['node1', 'node2', 'node3', 'node4', 'node5']);
  expect(cluster.hosts.every((host) => !host.reachable)).toBe(true);
  const { plan } = await planRun(cluster.context());
  expect(plan.hosts.map((host) => host.unreachable?.code)).toEqual(Array(5).fill('unreachable'));
  expect(tried.toSorted()).toEqual(['node1', 'node2', 'node3', 'node4', 'node5']);
});

it('an inventory that is wrong is an error that leaves no connection open', async () => {
  let open = 0;
  const stats = { roundTrips: 0, bytesSent: 0, bytesReceived: 0 };
  const unused = (): Promise<never> => Promise.reject(new Error('not asked'));
  const connect: Connect = (host) => {
    open += 1;
    const close = (): Promise<void> => Promise.resolve(void (open -= 1));
    return Promise.resolve({ host, stats, script: unused, stream: unused, upload: unused, forward: unused, close });
  };
  const wrong = openCluster({ ...request, extraVars: ['kube_proxy_mode=magic'], connect }, apply);
  await expect(wrong).rejects.toMatchObject({ code: 'badVariable' });
  expect(open).toBe(0);
});

it('what the inventory asks of ssh in vain is a warning, once', async () => {
  const args = '{"ansible_ssh_common_args": "-o StrictHostKeyChecking=no", "ansible_host": "127.0.0.1", "ansible_port": 1}';
  await using cluster = await openCluster({ ...request, extraVars: [args] }, apply);
  expect(cluster.warnings).toEqual([expect.stringContaining('StrictHostKeyChecking=no has no effect') as string]);
});
