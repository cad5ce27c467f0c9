import { Secret } from '@kmagic/core';
import type { VariableExplanation } from '@kmagic/tasks';
import { expect, it } from 'vitest';
import { explanationJson, explanationText } from './explanation.ts';

type Said = VariableExplanation['said'][number];
type Definition = Said['winner'];

const at = (line: number, value: unknown, rest: Partial<Definition> = {}): Definition => {
  const source = { file: 'group_vars/all.yml', line, column: 1 };
  return { name: 'x', value, layer: 'groupFile', owner: 'all', source, ...rest };
};
const bare: VariableExplanation = { name: 'x', known: { is: 'own' }, said: [], defaults: [], waiting: [] };
const said = (winner: Definition, more: Partial<Said>): readonly Said[] => [
  { name: 'x', hosts: ['n1'], value: winner.value, winner, definitions: [winner], steps: [], ...more },
];

it('shows the template, everything it is made of with its place, and what it outranked', () => {
  const winner = at(3, '{{ a }}{{ hostvars.n2.a }}');
  const explanation: VariableExplanation = {
    ...bare,
    known: { is: 'variable', about: 'It is something.', type: 'text', ours: true, since: '2.29', default: { is: 'fixed', value: 'd' } },
    said: said(winner, {
      value: '12',
      definitions: [winner, at(9, 'old', { layer: 'hostFile', owner: 'n1' }), at(1, 'cli', { layer: 'extra', owner: '' })],
      steps: [
        { host: 'n1', name: 'ansible_hostname', given: 'fact', value: 'debian' },
        { host: 'n1', name: 'kube_version', given: 'default', value: '1.36.4' },
        { host: 'n1', name: 'group_names', given: 'inventory', value: ['etcd'] },
        { host: 'n1', name: 'HOME', given: 'environment' },
        { host: 'n1', name: '/site/note', given: 'file' },
        { host: 'n1', name: 'gone', written: '{{ b }}', value: undefined, definition: at(5, '{{ b }}'), problem: "'b' is undefined" },
        { host: 'n1', name: 'a', written: '{{ 1 }}', value: '1', definition: at(6, '{{ 1 }}') },
        { host: 'n2', name: 'a', written: 2, value: 2, definition: at(7, 2, { layer: 'hostInventory', owner: 'n2' }) },
        { host: 'n1', name: 'x', written: winner.value, value: '12', definition: winner },
      ],
    }),
  };
  expect(explanationText(explanation)).toBe(`It is something. (text; since kubespray 2.29; kmagic's own, kubespray does not have it)
x = "12"   [n1]
  from group_vars/all.yml:3 (group_vars of all): "{{ a }}{{ hostvars.n2.a }}"
  over group_vars/all.yml:9 (host_vars of n1): "old"
  over group_vars/all.yml:1 (command line): "cli"
  over the default: "d"
  made of, innermost first:
    ansible_hostname = "debian"   fact
    kube_version = "1.36.4"   default
    group_names = ["etcd"]   the inventory itself
    $HOME   environment, not shown
    /site/note   file, not shown
    gone has no value   'b' is undefined
    a = "1"   group_vars/all.yml:6 (group_vars of all): "{{ 1 }}"
    a of n2 = 2   group_vars/all.yml:7 (inventory, host n2)
`);
});

it('shows whose value holds on hosts that have none, of a variable that is one for the cluster', () => {
  const winner = at(4, '1.35.8', { layer: 'hostInventory', owner: 'n3' });
  const [by] = said(winner, { hosts: ['n3'] });
  expect(explanationText({ ...bare, said: [by!], shared: { hosts: ['n1', 'n2'], by: by! } }))
    .toBe(`x is the inventory's own, for its templates
x = "1.35.8"   [n3]
  from group_vars/all.yml:4 (inventory, host n3)
x = "1.35.8"   [n1, n2]
  as n3 has it: one for the whole cluster, from group_vars/all.yml:4 (inventory, host n3)
`);
});

it('masks what is secret, in text and in JSON', () => {
  const winner = at(3, new Secret('hunter22'));
  const explanation = { ...bare, said: said(winner, { definitions: [winner, at(4, 'of hunter22')] }) };
  expect(explanationText(explanation)).toBe(`x is the inventory's own, for its templates
x = "(secret)"   [n1]
  from group_vars/all.yml:3 (group_vars of all)
  over group_vars/all.yml:4 (group_vars of all): "of (secret)"
`);
  expect(JSON.parse(explanationJson(explanation))).toMatchObject({
    name: 'x',
    said: [{ value: '(secret)', winner: { value: '(secret)' } }],
  });
  expect(explanationJson(explanation)).not.toContain('hunter22');
});

const part = { about: 'It is x.', type: 'text', part: 'a part', reason: 'it is so', default: { is: 'fixed', value: 1 } } as const;
it.each<readonly [string, Partial<VariableExplanation>, string]>([
  ['planned', { known: { is: 'planned', ...part, switches: ['on'] } }, 'It is x. (text; a part; switched on by on)\n  planned: it is so\n'],
  [
    'refused',
    {
      known: { is: 'refused', ...part, switches: [], since: '2.30', instead: 'do y' },
      vain: 'it is off',
      defaults: [{ hosts: ['n1'], value: 1 }],
    },
    'It is x. (text; since kubespray 2.30; a part)\n  not supported: it is so\n  instead: do y\n  has no effect here: it is off\nx = 1   [n1]\n  by default\n',
  ],
  ['accepted', { known: { is: 'accepted', ...part, switches: [] } }, 'It is x. (text; a part)\n  accepted without effect: it is so\n'],
  ['renamed', { known: { is: 'renamed', release: '2.29', to: 'y' } }, 'x was renamed in kubespray 2.29: it is y now\n'],
  [
    'removed',
    { known: { is: 'removed', release: '2.29', reason: 'it is so', instead: 'use y' } },
    'x was removed in kubespray 2.29: it is so\n  instead: use y\n',
  ],
  ['unknown', { known: { is: 'unknown' } }, 'x is no variable kmagic knows, and no template uses it\n'],
  ['misspelt', { known: { is: 'unknown', nearest: 'y' } }, 'x is no variable kmagic knows, and no template uses it; the nearest is y\n'],
  ['of the connection', { known: { is: 'connection', about: 'It is x.', names: ['x', 'y'] } }, 'It is x.\n  also called y\n'],
  ['inert', { known: { is: 'without effect', reason: 'it is so' } }, 'x has no effect: it is so\n'],
  [
    'a fact',
    { known: { is: 'fact' }, defaults: [{ hosts: ['n1'], value: { a: 1 } }], waiting: Array.from({ length: 13 }, (_, i) => `m${i}`) },
    'x is what a host says of itself\nx = {"a":1}   [n1]\n  the hosts say so\nx is not known yet   [m0, m1, m2, m3, m4, m5, m6, m7, m8, m9, and 3 more]\n  kmagic check asks the hosts\n',
  ],
])('says of a name that it is %s', (_, rest, expected) => {
  expect(explanationText({ ...bare, ...rest })).toBe(expected);
});
