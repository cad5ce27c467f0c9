import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encryptVault, Secret, type VaultKey } from '@kmagic/core';
import { afterAll, describe, expect, it } from 'vitest';
import { sampleFacts } from '../../spec/sample-spec.ts';
import { readInventory } from '../read-cluster.ts';
import { diffSpecs, type SpecDifference } from './diff-spec.ts';
import type { Found } from './setting-differences.ts';

const site = mkdtempSync(join(tmpdir(), 'kmagic-spec-diff-'));
afterAll(() => rmSync(site, { recursive: true }));
const key: VaultKey = { id: 'prod', password: new Secret('correct-horse') };
const inline = (text: string): string => `!vault |\n${encryptVault(text, key).trim().replace(/^/gm, '  ')}`;

/** Three hosts that are everything, or the inventory given; with variables for all. */
interface Written {
  readonly vars?: string;
  readonly hosts?: string;
  readonly facts?: 'known';
}

const three = `all:
  hosts: {n1: {ansible_host: 192.0.2.1}, n2: {ansible_host: 192.0.2.2}, n3: {ansible_host: 192.0.2.3}}
  children:
    kube_control_plane: {hosts: {n1: }}
    etcd: {hosts: {n1: }}
    kube_node: {hosts: {n2: , n3: }}
`;

function difference(a: Written, b: Written): SpecDifference {
  const sides = [a, b].map(({ vars = '', hosts = three, facts }, index) => {
    const directory = join(site, 'ab'[index] ?? '');
    rmSync(directory, { recursive: true, force: true });
    mkdirSync(join(directory, 'group_vars'), { recursive: true });
    writeFileSync(join(directory, 'hosts.yml'), hosts);
    writeFileSync(join(directory, 'group_vars/all.yml'), vars);
    const read = readInventory({ inventories: [join(directory, 'hosts.yml')], vault: [key] });
    return { read, facts: new Map(facts === 'known' ? read.inventory.hosts.map(({ name }) => [name, sampleFacts]) : []) };
  });
  return diffSpecs(sides[0]!, sides[1]!);
}

/** `value xN place`, places below the site. */
const short = ({ value, places, hosts, how }: Found): string =>
  `${JSON.stringify(value)} x${hosts} ${places.map((place) => place.replace(`${site}/`, '')).join(' ') || (how === undefined ? 'default' : 'worked out')}`;

function settings({ differences }: Pick<SpecDifference, 'differences'>): readonly (readonly string[])[] {
  return differences.map(({ name, topic, on, a, b }) => [`${topic}/${name}/${on}`, a.map(short).join(', '), b.map(short).join(', ')]);
}

describe('settings of two clusters', () => {
  it.each<readonly [string, Written, Written, readonly (readonly string[])[]]>([
    ['the same', { vars: 'kube_log_level: 3' }, { vars: 'kube_log_level: 3' }, []],
    ['the same by default', { vars: 'kube_log_level: 2' }, {}, []],
    [
      'written in another way',
      { vars: 'kube_profiling: "yes"\nkube_feature_gates: [A=true]' },
      { vars: 'kube_profiling: true\nkube_feature_gates: {A: true}' },
      [],
    ],
    [
      'a template of the same value',
      { vars: 'x: 3\nkube_log_level: "{{ x }}"\nignore_variables: [x]' },
      { vars: 'x: 4\nkube_log_level: 3\nignore_variables: [x]' },
      [],
    ],
    ['null for nothing', { vars: 'calico_mtu: null' }, {}, []],
    ['one written', { vars: '\nkube_log_level: 3' }, {}, [['kube/kube_log_level/cluster', '3 x1 a/group_vars/all.yml:2', '2 x1 default']]],
    [
      'what follows from it',
      { vars: 'kube_apiserver_port: 8443' },
      {},
      [
        ['apiserver/kube_apiserver_port/cluster', '8443 x1 a/group_vars/all.yml:1', '6443 x1 default'],
        ['loadbalancer/loadbalancer_apiserver_port/cluster', '8443 x1 worked out', '6443 x1 worked out'],
      ],
    ],
    [
      'of hosts, every one the same',
      { vars: 'kubelet_max_pods: 200' },
      {},
      [['host: kubelet/kubelet_max_pods/every host', '200 x3 a/group_vars/all.yml:1', '110 x3 default']],
    ],
    [
      'of some hosts',
      { vars: 'kubelet_max_pods: "{{ 200 if inventory_hostname == \'n3\' else 110 }}"' },
      {},
      [['host: kubelet/kubelet_max_pods/kube_node', '110 x1 a/group_vars/all.yml:1, 200 x1 a/group_vars/all.yml:1', '110 x2 default']],
    ],
    [
      'shared out in another way among as many hosts',
      { vars: 'etcd_limit_nofile: "{{ 5000 if inventory_hostname == \'n1\' else 6000 }}"' },
      { vars: 'etcd_limit_nofile: "{{ 5000 if inventory_hostname != \'n1\' else 6000 }}"' },
      [
        ['host: etcd/etcd_limit_nofile/kube_control_plane', '5000 x1 a/group_vars/all.yml:1', '6000 x1 b/group_vars/all.yml:1'],
        ['host: etcd/etcd_limit_nofile/etcd', '5000 x1 a/group_vars/all.yml:1', '6000 x1 b/group_vars/all.yml:1'],
        ['host: etcd/etcd_limit_nofile/kube_node', '6000 x2 a/group_vars/all.yml:1', '5000 x2 b/group_vars/all.yml:1'],
      ],
    ],
    [
      'how hosts are reached',
      { vars: 'ansible_user: me' },
      {},
      [['connection/ansible_user/every host', '"me" x3 a/group_vars/all.yml:1', 'undefined x3 default']],
    ],
    [
      'secrets, by what they say',
      { vars: `kube_encrypt_token: ${inline('hunter2'.repeat(4))}\nansible_password: hunter22\nkube_owner: ${inline('same')}` },
      { vars: `kube_encrypt_token: ${inline('hunter3'.repeat(4))}\nansible_password: hunter22\nkube_owner: same` },
      [['encryption/kube_encrypt_token/cluster', '"(secret)" x1 a/group_vars/all.yml:1', '"(secret)" x1 b/group_vars/all.yml:1']],
    ],
    [
      'what waits for facts, as it is written',
      { vars: 'kube_owner: "{{ ansible_hostname }}"\nkube_cert_group: "{{ ansible_hostname }}"' },
      { vars: 'kube_owner: "{{ ansible_hostname }}"\nkube_cert_group: "{{ ansible_fqdn }}"' },
      [
        [
          'paths/kube_cert_group/cluster',
          '"{{ ansible_hostname }}" x1 a/group_vars/all.yml:2',
          '"{{ ansible_fqdn }}" x1 b/group_vars/all.yml:2',
        ],
      ],
    ],
    ['what facts tell', { vars: 'kube_owner: "{{ ansible_hostname }}"', facts: 'known' }, { vars: 'kube_owner: debian' }, []],
  ])('%s', (...[, a, b, expected]) => {
    expect(settings(difference(a, b))).toEqual(expected);
  });

  it('counts apart what each host has to have for itself, and says what only one side writes', () => {
    const own = 'ip: "{{ ansible_host }}"\nkube_log_level: 2\nkubelet_max_pods: 110';
    const found = difference({ vars: own }, { hosts: three.replaceAll('n3', 'n4').replaceAll('192.0.2.', '198.51.100.') });
    expect(found.differs).toBe(false);
    expect(settings(found)).toEqual([]);
    expect(found.hostsOwn.map(({ name }) => name)).toEqual([
      ...Array<string>(3).fill('ansible_host'),
      ...Array<string>(3).fill('ip'),
      ...Array<string>(3).fill('kubelet_bind_address'),
    ]);
    expect(found.hosts).toEqual({ a: ['n3'], b: ['n4'] });
    expect(found.writtenOnce).toEqual({ a: ['kube_log_level', 'kubelet_max_pods'], b: [] });
  });
});

describe('groups and other names', () => {
  it('are compared by how many hosts they have, and by who has them', () => {
    const bigger = three.replace('kube_node: {hosts: {n2: , n3: }}', 'kube_node: {hosts: {n2: , n3: , n4: }}\n    rack1: {hosts: {n4: }}');
    const found = difference({}, { hosts: bigger });
    expect(found.groups).toEqual([
      { name: 'kube_node', a: 2, b: 3 },
      { name: 'rack1', a: undefined, b: 1 },
    ]);
    expect([found.differs, settings(found)]).toEqual([true, []]);
  });

  it.each<readonly [string, string, string, readonly string[]]>([
    ['a name for templates', 'x: 5\nkube_log_level: "{{ x }}"', 'kube_log_level: 5', ['x: own | -']],
    ['two of one value', 'x: 5\nkube_log_level: "{{ x }}"', 'x: 6\nkube_log_level: "{{ x - 1 }}"', []],
    ['not supported', 'metallb_enabled: true', '', ['metallb_enabled: not supported | -']],
    ['off', 'metallb_enabled: false', 'metallb_enabled: true', ['metallb_enabled: without effect | not supported']],
    ['without effect, of another value', 'metallb_version: 1', 'metallb_version: 2', ['metallb_version: without effect | without effect']],
    ['ignored', 'old: "{{ nobody }}"\nignore_variables: [old]', 'ignore_variables: [old]', ['old: ignored | -']],
    ['ignored, the same', 'old: "{{ nobody }}"\nignore_variables: [old]', 'old: "{{ nobody }}"\nignore_variables: [old]', []],
    ['known by nobody', '', 'kube_log_leve: 5', ['kube_log_leve: - | unknown']],
    ['no longer known', 'kubeadm_version: 1', '', ['kubeadm_version: gone | -']],
    ['encrypted with two salts', `helm_note: ${inline('a')}`, `helm_note: ${inline('a')}`, []],
  ])('%s', (...[, a, b, expected]) => {
    const { others, differs } = difference({ vars: a }, { vars: b });
    expect(others.map((one) => `${one.name}: ${one.a?.standing ?? '-'} | ${one.b?.standing ?? '-'}`)).toEqual(expected);
    if (expected.length > 0) expect(differs).toBe(true);
  });

  it('a template that is wrong is an error with its place', () => {
    expect(() => difference({ vars: 'kube_owner: "{{ nobody }}"' }, {})).toThrow(
      /a\/group_vars\/all\.yml:1:\d+: variable 'kube_owner' of n1/,
    );
  });
});
