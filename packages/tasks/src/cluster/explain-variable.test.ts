import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ansibleFacts } from '@kmagic/core';
import { afterAll, describe, expect, it } from 'vitest';
import { knownByName, removedByName, renamedByName } from '../spec/kubespray/known-variables.ts';
import { sampleFacts } from '../spec/sample-spec.ts';
import { allVariables } from '../spec/topics.ts';
import { explainVariable, type VariableExplanation } from './explain-variable.ts';
import { readInventory } from './read-cluster.ts';

const read = readInventory({
  inventories: ['examples/ha5/inventory.ini'],
  extraVars: [
    '{"node_sets": "{{ kube_version }}"}',
    'metallb_version=1',
    '{"site": "{{ node_sets }}", "lonely_nam": 1, "kube_verison": 1, "passed_over": 1, "ignore_variables": ["passed_over"], "metallb_namespace": "lb", "lb_site": "{{ metallb_namespace }}"}',
    '{"named": "{{ ansible_hostname }}"}',
    'kubeadm_version=1',
  ],
});
const facts = new Map([['node2', sampleFacts]]);
const explained = (name: string, host?: string): VariableExplanation =>
  explainVariable(read, { name, facts, ...(host !== undefined && { host }) });
const all = ['node1', 'node2', 'node3', 'node4', 'node5'];

describe('a variable nobody sets', () => {
  it('has its default on every host, and what it is for', () => {
    expect(explained('kubelet_max_pods')).toEqual({
      name: 'kubelet_max_pods',
      known: { is: 'variable', about: 'Pods a node may run.', type: 'integer', ours: false, default: { is: 'fixed', value: 110 } },
      said: [],
      defaults: [{ hosts: all, value: 110 }],
      waiting: [],
    });
  });

  it('says how a default is worked out, host by host where it differs, and since when there is the variable', () => {
    const { known, defaults } = explained('kubelet_bind_address');
    expect(known).toMatchObject({ is: 'variable', default: { is: 'worked out', how: 'ip of the host' } });
    expect(defaults.map(({ hosts, value }) => [hosts[0], value])).toContainEqual(['node2', '192.168.50.12']);
    expect(explained('coredns_replicas').known).toMatchObject({ since: '2.29' });
  });

  it('can be explained whichever it is', () => {
    const single = readInventory({ inventories: ['examples/single/inventory.yaml'] });
    for (const { variable } of allVariables) {
      const { said, defaults } = explainVariable(single, { name: variable.name, facts: new Map() });
      expect(said.length + defaults.length, variable.name).toBe(1);
    }
    for (const name of [...knownByName.keys(), ...renamedByName.keys(), ...removedByName.keys()]) {
      const { known } = explainVariable(single, { name, facts: new Map() });
      expect(['planned', 'refused', 'accepted', 'renamed', 'removed'], name).toContain(known.is);
    }
  });
});

describe('a variable of the inventory', () => {
  it('is explained by what the inventory says; templates may name what only has a default', () => {
    expect(explained('kube_proxy_mode', 'node4')).toMatchObject({ said: [{ value: 'iptables', hosts: ['node4'] }], defaults: [] });
    expect(explained('node_sets')).toMatchObject({ known: { is: 'own' }, said: [{ value: '1.36.4' }] });
  });

  it('is unknown where no template takes it, as validation has it', () => {
    expect(explained('lonely_nam').known).toEqual({ is: 'unknown' });
    expect(explained('kube_verison').known).toEqual({ is: 'unknown', nearest: 'kube_version' });
    expect(explained('passed_over').known).toEqual({ is: 'own' });
  });

  it('does something where a template takes it, though it is about what is off', () => {
    expect(explained('metallb_namespace')).toMatchObject({ known: { is: 'planned' }, said: [{ value: 'lb' }] });
    expect(explained('metallb_namespace')).not.toHaveProperty('vain');
  });

  it('says which facts and defaults it is made of', () => {
    expect(explained('named', 'node2').said[0]?.steps).toMatchObject([
      { host: 'node2', name: 'ansible_hostname', given: 'fact', value: 'debian' },
      { name: 'named', value: 'debian' },
    ]);
    expect(explained('named')).toMatchObject({
      said: [{ hosts: ['node2'], value: 'debian' }],
      waiting: ['node1', 'node3', 'node4', 'node5'],
    });
    expect(() => explained('named', 'node1')).toThrow(expect.objectContaining({ code: 'needsFacts' }) as Error);
  });
});

describe('a variable that is one for the cluster', () => {
  const directory = mkdtempSync(join(tmpdir(), 'kmagic-explain-'));
  afterAll(() => rmSync(directory, { recursive: true }));

  it('is on hosts that have none what another has', () => {
    const file = join(directory, 'hosts.ini');
    writeFileSync(file, '[kube_control_plane]\nn1\nn2\nn3 kube_version=1.35.8\n[etcd]\nn1\n[bastion]\nb1\n');
    const split = readInventory({ inventories: [file] });
    const of = (host?: string) => explainVariable(split, { name: 'kube_version', facts: new Map(), ...(host !== undefined && { host }) });
    const shared = { hosts: ['n1', 'n2'], by: { value: '1.35.8', hosts: ['n3'], winner: { source: { file, line: 4 } } } };
    expect(of()).toMatchObject({ said: [{ hosts: ['n3'] }], shared, defaults: [{ hosts: ['b1'], value: '1.36.4' }] });
    expect(of('n2')).toMatchObject({ said: [], shared: { ...shared, hosts: ['n2'] }, defaults: [] });
    expect(of('n3')).not.toHaveProperty('shared');
    expect(explainVariable(split, { name: 'kubelet_max_pods', facts: new Map() })).not.toHaveProperty('shared');
  });
});

describe('a name kmagic has no variable for', () => {
  it.each<readonly [string, object]>([
    [
      'metallb_enabled',
      { known: { is: 'planned', type: 'boolean', default: { is: 'fixed', value: false }, reason: 'add-ons are not built yet' }, said: [] },
    ],
    [
      'metallb_version',
      { known: { is: 'planned', switches: ['metallb_enabled'] }, vain: 'is about metallb, which is off', said: [{ value: '1' }] },
    ],
    ['ntp_timezone', { known: { is: 'refused' } }],
    ['main_ip', { known: { is: 'accepted', default: { is: 'worked out' } } }],
    ['kubeadm_version', { known: { is: 'removed', release: '2.26', instead: 'use kube_version' }, said: [{ value: '1' }] }],
    ['namespace', { known: { is: 'renamed', release: '2.29', to: 'k8s_namespace' } }],
    ['ansible_ssh_host', { known: { is: 'connection', names: ['ansible_host', 'ansible_ssh_host'] } }],
    ['ansible_timeout', { known: { is: 'without effect', reason: 'kmagic waits ten seconds for a connection' } }],
  ])('%s is told by its status', (name, expected) => {
    expect(explained(name)).toMatchObject(expected);
  });

  it('may be a fact: as hosts said it, where they did', () => {
    const { known, defaults, waiting } = explained('ansible_distribution');
    expect([known, defaults]).toEqual([{ is: 'fact' }, [{ hosts: ['node2'], value: ansibleFacts(sampleFacts)['ansible_distribution'] }]]);
    expect(waiting).toEqual(['node1', 'node3', 'node4', 'node5']);
  });

  it('is refused with the nearest where nobody knows it', () => {
    expect(() => explained('kube_proxy_mod')).toThrow("'kube_proxy_mod' is no variable kmagic knows, and the inventory does not define it");
    expect(() => explained('kube_proxy_mod')).toThrow(expect.objectContaining({ hint: "did you mean 'kube_proxy_mode'?" }) as Error);
    expect(() => explained('kube_version', 'nod1')).toThrow("there is no host 'nod1'");
    expect(() => explained('groups')).toThrow("'groups' is no variable: the inventory itself says it");
  });
});
