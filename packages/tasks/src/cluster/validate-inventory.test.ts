import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { KmagicError, type Connect } from '@kmagic/core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { apply } from '../operations/apply.ts';
import { sampleFacts } from '../spec/sample-spec.ts';
import { openCluster } from './open-cluster.ts';
import { readInventory } from './read-cluster.ts';
import { validateInventory } from './validate-inventory.ts';

let directory = '';

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'kmagic-validate-'));
  write('hosts.ini', '[kube_control_plane]\nn1 ip=192.0.2.1\n[etcd]\nn1\n[kube_node]\nn2 ip=192.0.2.2\n');
});
afterAll(() => rmSync(directory, { recursive: true }));

function write(name: string, text: string): void {
  mkdirSync(dirname(join(directory, name)), { recursive: true });
  writeFileSync(join(directory, name), text);
}

function validated(all: string, facts: ReadonlyMap<string, typeof sampleFacts> = new Map()) {
  write('group_vars/all.yml', all);
  const validation = validateInventory(readInventory({ inventories: [join(directory, 'hosts.ini')] }), { facts, now: new Date(0) });
  const problems = validation.problems.map(
    ({ subject, message, hosts }) => `${subject} ${message}`.trim().replace(`${directory}/`, '') + ` [${hosts.join()}]`,
  );
  return { ...validation, problems };
}

it('says everything that is wrong at once, the same mistake once', () => {
  const { problems, hosts } = validated(
    'kube_verison: 1.36.4\nsite: "{{ nope }}"\nsite_url: "https://{{ site }}/"\nkube_pods_subnet: 10.1.0.0/16\nkube_service_addresses: 10.1.0.0/18\n',
  );
  expect(problems).toEqual([
    "group_vars/all.yml:2:11: variable 'site': in {{ nope }}: 'nope' is undefined [n1,n2]",
    'kube_verison is no variable kmagic knows; the nearest is kube_version [n1,n2]',
    'kube_pods_subnet 10.1.0.0/16 overlaps kube_service_addresses 10.1.0.0/18 [n1,n2]',
  ]);
  expect(hosts).toBe(2);
});

it('takes no setting for its default that cannot be evaluated', () => {
  const { problems } = validated('kube_pods_subnet: "{{ nope }}"\nkube_service_addresses: 10.233.64.0/18\n');
  expect(problems).toEqual(["group_vars/all.yml:1:23: variable 'kube_pods_subnet': in {{ nope }}: 'nope' is undefined [n1,n2]"]);
});

it('waits for facts that nobody knows yet, and uses those that are known', () => {
  const all = 'own_address: "{{ ansible_default_ipv4.address }}"\netcd_extra: "{{ own_address }}"\nignore_variables: [etcd_extra]\n';
  expect([...validated(all).waiting]).toEqual([['own_address', ['n1', 'n2']]]);
  expect(
    validated(
      all,
      new Map([
        ['n1', sampleFacts],
        ['n2', sampleFacts],
      ]),
    ).waiting.size,
  ).toBe(0);
});

it('evaluates nothing that the inventory says to pass over', () => {
  expect(validated('ceph_thing: "{{ undefined_elsewhere }}"\nignore_variables: [ceph_thing]\n').problems).toEqual([]);
});

it('comes before any host is contacted', async () => {
  write('group_vars/all.yml', 'site: "{{ nope }}"\n');
  let calls = 0;
  const connect: Connect = (host) => {
    calls += 1;
    return Promise.reject(new KmagicError('unreachable', host, { host }));
  };
  const opened = openCluster({ inventories: [join(directory, 'hosts.ini')], clock: () => 0, connect }, apply);
  await expect(opened).rejects.toThrow("'nope' is undefined");
  expect(calls).toBe(0);
});

it('does not refuse by facts of an earlier run what hosts may be fit for by now', async () => {
  write('group_vars/all.yml', 'enable_nodelocaldns: true\n');
  const stale = { ...sampleFacts, kernelFeatures: { ...sampleFacts.kernelFeatures, dummy: false } };
  let calls = 0;
  const connect: Connect = (host) => {
    calls += 1;
    return Promise.reject(new KmagicError('unreachable', host, { host }));
  };
  const factStore = { load: () => Promise.resolve(stale), save: () => Promise.resolve() };
  const opened = openCluster({ inventories: [join(directory, 'hosts.ini')], clock: () => 0, connect, factStore }, apply);
  await expect(opened).rejects.toThrow('the node-local cache needs dummy network devices');
  expect(calls).toBe(2);
});
