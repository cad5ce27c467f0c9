import { Secret } from '@kmagic/core';
import type { SpecDifference } from '@kmagic/tasks';
import { expect, it } from 'vitest';
import { differenceJson, differenceText } from './spec-difference.ts';

const sides = { a: 'staging', b: 'production' };
const none: SpecDifference = {
  differences: [],
  hostsOwn: [],
  writtenOnce: { a: [], b: [] },
  groups: [],
  others: [],
  hosts: { a: [], b: [] },
  differs: false,
};
const found = (value: unknown, places: readonly string[] = [], rest: object = {}) => ({
  value,
  places,
  hosts: 1,
  isSecret: false,
  ...rest,
});
const full: SpecDifference = {
  ...none,
  differs: true,
  groups: [
    { name: 'kube_node', a: 2, b: 30 },
    { name: 'rack1', a: undefined, b: 3 },
  ],
  differences: [
    { name: 'kube_version', topic: 'kube', on: 'cluster', a: [found('1.36.4', ['a.yml:3'])], b: [found('1.35.8')] },
    {
      name: 'etcd_version',
      topic: 'versions',
      on: 'cluster',
      a: [found('3.6.5', [], { how: 'the set of kube_version' })],
      b: [found(undefined)],
    },
    {
      name: 'kubelet_max_pods',
      topic: 'host: kubelet',
      on: 'kube_node',
      a: [found(110, [], { hosts: 2 })],
      b: [found(200, ['b.yml:1', 'b.yml:2', 'b.yml:3', 'b.yml:4'], { hosts: 29 }), found([new Secret('hunter22')], ['b.yml:9'])],
    },
    {
      name: 'kube_encrypt_token',
      topic: 'encryption',
      on: 'cluster',
      a: [found('(secret)', ['a.yml:5'], { isSecret: true })],
      b: [found('(secret)', ['b.yml:5'], { isSecret: true })],
    },
    { name: 'http_proxy', topic: 'proxy', on: 'cluster', a: [found('(secret)', ['a.yml:6'], { isSecret: true })], b: [found('')] },
  ],
  others: [
    { name: 'mine', a: { standing: 'own', places: ['a.yml:7'] }, b: undefined },
    { name: 'old', a: undefined, b: { standing: 'ignored', places: ['b.yml:7', 'b.yml:8', 'b.yml:9'] } },
    {
      name: 'metallb_enabled',
      a: { standing: 'without effect', places: ['a.yml:8'] },
      b: { standing: 'not supported', places: ['b.yml:6'] },
    },
  ],
  hostsOwn: [{ name: 'ip', topic: 'host: node', on: 'etcd', a: [found('192.0.2.1', ['a.yml:1'])], b: [found('192.0.2.2', ['b.yml:2'])] }],
  hosts: { a: ['n1'], b: ['m1', 'm2'] },
  writtenOnce: { a: ['bin_dir'], b: ['c1', 'c2', 'c3', 'c4', 'c5', 'c6', 'c7'] },
};

const text = `a: staging
b: production

hosts in groups
  kube_node  2 | 30
  rack1      no group | 3

kube
  kube_version
    a "1.36.4"   a.yml:3
    b "1.35.8"   default

versions
  etcd_version
    a "3.6.5"   default: the set of kube_version
    b not set   default

host: kubelet
  kubelet_max_pods (kube_node)
    a 110   default
    b 200 on 29 hosts   b.yml:1 b.yml:2 and 2 more
      ["(secret)"] on 1 host   b.yml:9

encryption
  kube_encrypt_token: (secret) differs   a.yml:5 | b.yml:5

proxy
  http_proxy
    a (secret)   a.yml:6
    b ""   default

only in a, no settings
  mine   own   a.yml:7

only in b, no settings
  old   ignored   b.yml:7 and 2 more

in both, no settings
  metallb_enabled   without effect | not supported   a.yml:8 | b.yml:6

each host's own, not listed without --all: 3 names, ip
only a writes what the other has by default: bin_dir
only b writes what the other has by default: c1, c2, c3, c4, c5 and 2 more
5 settings, 2 groups, 3 other names differ.
`;

it('shows every difference with both values and where they are written', () => {
  expect(differenceText(sides, full, 'most')).toBe(text);
});

it('with everything listed shows what each host has for itself too', () => {
  const own = 'host: node\n  ip (etcd)\n    a "192.0.2.1"   a.yml:1\n    b "192.0.2.2"   b.yml:2\n\n';
  const all = text
    .replace('\nkube\n', `\n${own}kube\n`)
    .replace("each host's own, not listed without --all: 3 names, ip\n", 'hosts only in a\n  n1\n\nhosts only in b\n  m1\n  m2\n\n');
  expect(differenceText(sides, full, 'all')).toBe(all);
});

it.each([
  ['nothing', {}, 'a: staging\nb: production\n\nNothing differs.\n'],
  [
    'one group',
    { groups: full.groups.slice(0, 1), differs: true },
    'a: staging\nb: production\n\nhosts in groups\n  kube_node  2 | 30\n\n1 group differs.\n',
  ],
])('says so where %s differs', (_, rest, expected) => {
  expect(differenceText(sides, { ...none, ...rest }, 'most')).toBe(expected);
});

it('is JSON for programs, without secrets', () => {
  const json = differenceJson(sides, full);
  expect(JSON.parse(json)).toMatchObject({ sides, differs: true, hosts: full.hosts, writtenOnce: full.writtenOnce });
  expect(json).not.toContain('hunter22');
});
