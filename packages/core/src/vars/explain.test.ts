import { inspect } from 'node:util';
import { expect, it } from 'vitest';
import { memoryFiles } from '../inventory/file-tree.ts';
import { loadInventory } from '../inventory/load-inventory.ts';
import { explain } from './explain.ts';
import { resolveVariables } from './variables.ts';

const tree = memoryFiles({
  'i.ini': '[kube_control_plane]\nnode1\nnode2\n[kube_node]\nnode3 dir=/opt\n',
  'group_vars/all.yml':
    'dir: /etc\npath: "{{ dir }}/kube"\nfull: "{{ path }}/x"\nansible_password: hunter22\nbecome_with: "{{ ansible_password }}"\n',
  'group_vars/kube_node.yml': 'full: plain\n',
});
const variables = resolveVariables(loadInventory({ files: ['i.ini'], cwd: '/site', tree }));

it('gives value, winner, what it outranked and the steps of the templates', () => {
  const [explanation, ...others] = explain(variables, 'full', 'node1');
  expect(others).toEqual([]);
  expect(explanation).toMatchObject({ name: 'full', hosts: ['node1'], value: '/etc/kube/x' });
  expect(explanation?.winner.source).toEqual({ file: 'group_vars/all.yml', line: 3, column: 1 });
  expect(explanation?.steps.map(({ name, written, value }) => [name, written, value])).toEqual([
    ['dir', '/etc', '/etc'],
    ['path', '{{ dir }}/kube', '/etc/kube'],
    ['full', '{{ path }}/x', '/etc/kube/x'],
  ]);
});

it('gathers the hosts that have the same value from the same place', () => {
  expect(explain(variables, 'full').map(({ hosts, value }) => [hosts, value])).toEqual([
    [['node1', 'node2'], '/etc/kube/x'],
    [['node3'], 'plain'],
  ]);
  expect(explain(variables, 'path').map(({ hosts, value }) => [hosts, value])).toEqual([
    [['node1', 'node2'], '/etc/kube'],
    [['node3'], '/opt/kube'],
  ]);
});

it('lists the definitions in order of precedence, and no steps where nothing was evaluated', () => {
  const [explanation] = explain(variables, 'full', 'node3');
  expect(explanation?.definitions.map(({ value, layer, owner }) => [value, layer, owner])).toEqual([
    ['plain', 'groupFile', 'kube_node'],
    ['{{ path }}/x', 'groupFile', 'all'],
  ]);
  expect(explanation?.steps).toEqual([]);
});

it('never shows a password', () => {
  const shown = inspect(explain(variables, 'ansible_password'), { depth: 9 }) + JSON.stringify(explain(variables, 'ansible_password'));
  expect(shown).toContain('(secret)');
  expect(shown).not.toContain('hunter22');
  expect(inspect(explain(variables, 'become_with')[0]?.steps[0])).not.toContain('hunter22');
});

it('refuses a name nobody defines, with the nearest', () => {
  expect(() => explain(variables, 'ful')).toThrow("variable 'ful' is not defined for any host");
  expect(() => explain(variables, 'ful', 'node1')).toThrow("variable 'ful' is not defined for node1");
});
