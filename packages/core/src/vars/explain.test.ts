import { inspect } from 'node:util';
import { expect, it } from 'vitest';
import { memoryFiles } from '../inventory/file-tree.ts';
import { loadInventory } from '../inventory/load-inventory.ts';
import { explain, type TemplateStep } from './explain.ts';
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
  expect(explanation?.steps.map((step) => ['written' in step && step.written, step.name, step.value])).toEqual([
    ['/etc', 'dir', '/etc'],
    ['{{ dir }}/kube', 'path', '/etc/kube'],
    ['{{ path }}/x', 'full', '/etc/kube/x'],
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

const wide = resolveVariables(
  loadInventory({
    files: ['i.yml'],
    cwd: '/site',
    tree: memoryFiles({
      'i.yml': 'all:\n  hosts: {n1: {unit: 1}, n2: {unit: 2}}\n',
      'group_vars/all.yml': `port: 5
alias: "{{ port }}"
made: "{% set all = [] %}{% for h in ['n1', 'n2'] %}{% set _ = all.append(hostvars[h].unit) %}{% endfor %}{{ all }}"
peers: "{{ groups['all'] | map('extract', hostvars, 'unit') | join }}"
of_facts: "{{ ansible_hostname }}/{{ kube_config_dir }}/{{ inventory_hostname }}"
looked: "{{ lookup('env', 'WHERE') }}{{ lookup('file', 'note.txt') }}{{ lookup('vars', 'alias') }}"
drawn: "{{ lookup('template', 'j.txt') }}"
fallback: "{{ missing_one | default(port) }}"
missing_one: "{{ nobody_has_it }}"
db_password: hunter22
uses: "{{ db_password | length }}{{ ansible_local_password }}"
`,
      'note.txt': 'hunter33',
      'files/other.txt': '',
      'j.txt': 'is {{ port }} at {{ nowhere | default("none") }}',
    }),
  }),
  {
    facts: () => ({ ansible_hostname: 'debian', ansible_local_password: 'hunter44' }),
    defaults: () => ({ kube_config_dir: '/etc/kubernetes' }),
    env: { WHERE: 'hunter55' },
  },
);

it.each<readonly [string, readonly string[]]>([
  ['alias', ['n1 port 5 group_vars/all.yml:1', 'n1 alias 5 group_vars/all.yml:2']],
  ['made', ['n1 unit 1 i.yml:2', 'n2 unit 2 i.yml:2', 'n1 made [1,2] group_vars/all.yml:3']],
  ['peers', ['n1 unit 1 i.yml:2', 'n2 unit 2 i.yml:2', 'n1 peers "12" group_vars/all.yml:4']],
  [
    'of_facts',
    [
      'n1 ansible_hostname "debian" fact',
      'n1 kube_config_dir "/etc/kubernetes" default',
      'n1 inventory_hostname "n1" inventory',
      'n1 of_facts "debian//etc/kubernetes/n1" group_vars/all.yml:5',
    ],
  ],
  [
    'looked',
    [
      'n1 WHERE undefined environment',
      'n1 /site/note.txt undefined file',
      'n1 port 5 group_vars/all.yml:1',
      'n1 alias 5 group_vars/all.yml:2',
      'n1 looked "hunter55hunter335" group_vars/all.yml:6',
    ],
  ],
  ['drawn', ['n1 /site/j.txt undefined file', 'n1 port 5 group_vars/all.yml:1', 'n1 drawn "is 5 at none" group_vars/all.yml:7']],
  ['fallback', ['n1 missing_one undefined group_vars/all.yml:9', 'n1 port 5 group_vars/all.yml:1', 'n1 fallback "5" group_vars/all.yml:8']],
  [
    'uses',
    [
      'n1 db_password "(secret)" group_vars/all.yml:10',
      'n1 ansible_local_password "(secret)" fact',
      'n1 uses "8hunter44" group_vars/all.yml:11',
    ],
  ],
])('tells everything that %s is made of, innermost first', (name, expected) => {
  const [explanation] = explain(wide, name, 'n1');
  const place = (step: TemplateStep): string =>
    'given' in step ? step.given : `${step.definition.source.file}:${step.definition.source.line}`;
  expect(explanation?.steps.map((step) => `${step.host} ${step.name} ${JSON.stringify(step.value)} ${place(step)}`)).toEqual(expected);
});

it('says why something a template can do without has no value', () => {
  const [step] = explain(wide, 'fallback', 'n1')[0]?.steps ?? [];
  expect(step && 'problem' in step && step.problem).toContain("'nobody_has_it' is undefined");
});
