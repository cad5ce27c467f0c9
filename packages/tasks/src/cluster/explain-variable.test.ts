import { describe, expect, it } from 'vitest';
import { allVariables } from '../spec/topics.ts';
import { explainVariable, type VariableExplanation } from './explain-variable.ts';
import { readInventory } from './read-cluster.ts';

const read = readInventory({
  inventories: ['examples/ha5/inventory.ini'],
  extraVars: ['{"node_sets": "{{ kube_version }}"}', 'metallb_version=1'],
});
const explained = (name: string, host?: string): VariableExplanation =>
  explainVariable(read, { name, facts: new Map(), ...(host !== undefined && { host }) });

describe('a variable nobody sets', () => {
  it('has its default on every host, and what it is for', () => {
    expect(explained('kubelet_max_pods')).toEqual({
      name: 'kubelet_max_pods',
      known: { is: 'variable', about: 'Pods a node may run.', type: 'integer', ours: false, default: { is: 'fixed', value: 110 } },
      said: [],
      defaults: [{ hosts: ['node1', 'node2', 'node3', 'node4', 'node5'], value: 110 }],
    });
  });

  it('says how a default is worked out, host by host where it differs', () => {
    const { known, defaults } = explained('kubelet_bind_address');
    expect(known).toMatchObject({ is: 'variable', default: { is: 'worked out', how: 'ip of the host' } });
    expect(defaults.map(({ hosts, value }) => [hosts[0], value])).toContainEqual(['node2', '192.168.50.12']);
  });

  it('can be explained whichever it is', () => {
    const single = readInventory({ inventories: ['examples/single/inventory.yaml'] });
    for (const { variable } of allVariables) {
      const { said, defaults } = explainVariable(single, { name: variable.name, facts: new Map() });
      expect(said.length + defaults.length, variable.name).toBe(1);
    }
  });
});

describe('a variable of the inventory', () => {
  it('is explained by what the inventory says; templates may name what only has a default', () => {
    expect(explained('kube_proxy_mode', 'node4')).toMatchObject({ said: [{ value: 'iptables', hosts: ['node4'] }], defaults: [] });
    expect(explained('node_sets')).toMatchObject({ known: { is: 'own' }, said: [{ value: '1.36.4' }] });
  });
});

describe('a name kmagic has no variable for', () => {
  it('is said to be unsupported, or without effect', () => {
    expect(explained('metallb_enabled')).toMatchObject({ known: { is: 'not supported', reason: 'add-ons are not built yet' }, said: [] });
    expect(explained('metallb_version')).toMatchObject({ known: { is: 'without effect', reason: 'is about metallb, which is off' } });
  });

  it('is refused with the nearest where nobody knows it', () => {
    expect(() => explained('kube_proxy_mod')).toThrow("'kube_proxy_mod' is no variable kmagic knows, and the inventory does not define it");
    expect(() => explained('kube_proxy_mod')).toThrow(expect.objectContaining({ hint: "did you mean 'kube_proxy_mode'?" }) as Error);
    expect(() => explained('kube_version', 'nod1')).toThrow("there is no host 'nod1'");
  });
});
