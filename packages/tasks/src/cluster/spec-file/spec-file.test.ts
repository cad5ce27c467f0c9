import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { connectionOf, fingerprint, graphJson, type StableFacts } from '@kmagic/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apply } from '../../operations/apply.ts';
import { sampleFacts } from '../../spec/sample-spec.ts';
import { readCluster, readInventory, type Cluster, type InventoryFiles } from '../read-cluster.ts';
import { exportSpec } from './export-spec.ts';
import { importSpec } from './import-spec.ts';
import { sampleInventories, sampleKey } from './inventories.fixture.ts';

const site = mkdtempSync(join(tmpdir(), 'kmagic-spec-file-'));
afterAll(() => rmSync(site, { recursive: true }));

function write(files: Iterable<readonly [string, string]>, directory: string): void {
  for (const [path, text] of files) {
    mkdirSync(dirname(join(site, directory, path)), { recursive: true });
    writeFileSync(join(site, directory, path), text);
  }
}

const cases: readonly (readonly [string, InventoryFiles, readonly string[]])[] = [
  ['examples/ha5', { inventories: ['examples/ha5/inventory.ini'] }, []],
  ['examples/single', { inventories: ['examples/single/inventory.yaml'] }, []],
  [
    'examples/lab',
    { inventories: ['examples/lab/inventory.yaml'], extraVars: ['lab_prefix=10.88.0', '{"http_proxy": "{{ lab_prefix }}"}'] },
    [],
  ],
  ...sampleInventories.map(({ name, files, secrets }) => {
    write(Object.entries(files), name);
    return [name, { inventories: [join(site, name, Object.keys(files)[0] ?? '')], vault: [sampleKey] }, secrets] as const;
  }),
];

async function clusterOf(files: InventoryFiles, facts: StableFacts | undefined): Promise<Cluster> {
  const factStore = { load: () => Promise.resolve(facts), save: () => Promise.resolve() };
  return await readCluster({ ...files, factStore, clock: () => Date.UTC(2026, 5, 1) }, apply);
}

async function exported(files: InventoryFiles, name: string): Promise<string> {
  const request = { facts: new Map(), now: new Date('2026-06-01'), from: [name], place: site };
  return await exportSpec(readInventory(files), { ...request, key: () => Promise.resolve(sampleKey) });
}

/** All that follows from an inventory: the tasks, every setting, and how each host is reached. */
function whole({ graph, spec, variables, inventory }: Cluster): object {
  const { host: _, now: __, notes: ___, ...settings } = spec;
  const operator = { user: 'me', home: '/home/me' };
  const reached = inventory.hosts.map(({ name }) => fingerprint(connectionOf(name, variables, operator)));
  return {
    graph: graphJson(graph),
    settings: fingerprint(settings),
    reached,
    groups: [...inventory.groups].filter(([name]) => name !== 'all').toSorted(),
  };
}

describe.each(cases)('%s', (name, files, secrets) => {
  const file = join(site, `${name.replace('/', '-')}-spec.yml`);
  const again: InventoryFiles = { inventories: [file], vault: [sampleKey] };
  let text = '';
  beforeAll(async () => {
    text = await exported(files, name);
    writeFileSync(file, text);
  });

  it('as one file has the same graph and settings, and nothing secret in plain text', async () => {
    for (const secret of secrets) expect(text).not.toContain(secret);
    for (const facts of [undefined, sampleFacts])
      expect(whole(await clusterOf(again, facts))).toEqual(whole(await clusterOf(files, facts)));
  });

  it('exported again has the same bytes', async () => {
    expect(text).toContain(`\n# kmagic spec export made it from ${name}`);
    expect(await exported(again, 'elsewhere')).toBe(text);
  });

  it('exported anew differs at most in what is encrypted', async () => {
    const ciphers = /!vault \|\n(?: +[$0-9a-f][^\n]*\n)+/g;
    expect((await exported(files, name)).replace(ciphers, '')).toBe(text.replace(ciphers, ''));
  });

  it("taken apart into kubespray's layout has the same graph and settings", async () => {
    const directory = `${name.replace('/', '-')}-imported`;
    const parts = importSpec({ file, text, place: join(site, directory) });
    write(parts, directory);
    const imported = await clusterOf({ ...again, inventories: [join(site, directory, 'hosts.yaml')] }, sampleFacts);
    expect(imported.inventory.warnings.filter((warning) => warning.includes('not read'))).toEqual([]);
    expect(whole(imported)).toEqual(whole(await clusterOf(files, sampleFacts)));
    expect([...parts.keys()].filter((path) => !path.startsWith('host_vars/')).toSorted()).toEqual([
      ...['all', 'containerd', 'download', 'etcd', 'k8s-cluster', 'k8s-net-calico'].map((area) => `group_vars/all/${area}.yml`),
      'hosts.yaml',
    ]);
  });
});

describe('an export', () => {
  const single = (vars: string): InventoryFiles => {
    const groups = ['kube_control_plane', 'etcd', 'kube_node'].map((group) => `    ${group}: {hosts: {node1: }}\n`).join('');
    write(
      [
        [
          'one/hosts.yml',
          `all:\n  hosts: {node1: {ansible_host: 192.0.2.11}}\n  children:\n${groups}  vars:\n${vars.replace(/^/gm, '    ')}\n`,
        ],
      ],
      '.',
    );
    return { inventories: [join(site, 'one/hosts.yml')] };
  };
  const linesOf = (text: string, pattern: RegExp): readonly string[] => text.split('\n').filter((line) => pattern.test(line));

  it.each([
    ['yes', 'kube_profiling: "yes"', '    kube_profiling: true'],
    ['a number in quotes', 'kube_log_level: "4"', '    kube_log_level: 4'],
    ['a number that is text', 'etcd_compaction_retention: "8"', '    etcd_compaction_retention: "8"'],
    ['a size with a unit', 'etcd_quota_backend_bytes: 4Gi', '    etcd_quota_backend_bytes: 4Gi'],
    ['text that looks like a number', 'kube_owner: "0123"', '    kube_owner: "0123"'],
    ['text that looks like a boolean', 'kube_owner: "off"', '    kube_owner: "off"'],
    ['nothing, where that says something', 'calico_mtu: null', '    calico_mtu: null'],
    ['text with braces', 'etcd_owner: !unsafe "{{ x }}"', '    etcd_owner: !unsafe "{{ x }}"'],
    ['a template', 'n: 7\nkube_log_level: "{{ n + 1 }}"', '    kube_log_level: 8'],
    ['a key beside the inventory', 'ansible_private_key_file: keys/id', '    ansible_private_key_file: one/keys/id'],
    ['a key elsewhere', 'ansible_private_key_file: ~/.ssh/id', '    ansible_private_key_file: ~/.ssh/id'],
    ['a key in arguments', 'ansible_ssh_args: -o IdentityFile=keys/id -C', '    ansible_ssh_args: -o IdentityFile=one/keys/id -C'],
  ])('writes %s so that it is read again: %s', async (_, vars, expected) => {
    const name = /^\s*(\w+)/.exec(expected)?.[1] ?? '';
    expect(linesOf(await exported(single(vars), 'one'), new RegExp(`^ +${name}:`))).toEqual([expected]);
  });

  it('says at its top what it left out', async () => {
    const files = single('own: 5\nkube_log_level: "{{ own }}"\nold: 1\nignore_variables: [old]\nhelm_enabled: false\nansible_timeout: 3');
    expect(linesOf(await exported({ ...files, extraVars: ['a=1', '{"kube_owner": "{{ a }}"}'] }, 'one/hosts.yml'), /^# /)).toEqual([
      '# The settings of a cluster as they take effect, in one file that is an inventory itself.',
      '# kmagic spec export made it from one/hosts.yml and 2 variables of the command line.',
      '# Left out, were for templates only: a, own.',
      '# Left out, have no effect: ansible_timeout, helm_enabled.',
      '# Left out, ignore_variables lists them: old.',
    ]);
  });

  it('without a key leaves secrets out and says so; one that is exported again with something new says it anew', async () => {
    const request = { facts: new Map(), now: new Date('2026-06-01'), from: ['x'], place: site };
    const read = readInventory(single('ansible_password: hunter22'));
    const asked: (readonly string[])[] = [];
    const key = (names: readonly string[]) => Promise.resolve(void asked.push(names));
    const text = await exportSpec(read, { ...request, key });
    expect(asked).toEqual([['ansible_password']]);
    expect(text).toContain('\n# Left out, they are secret: ansible_password.\n');
    expect(text).not.toMatch(/hunter22|ansible_password:/);
    writeFileSync(
      join(site, 'edited.yml'),
      text.replace('  vars:\n', '  vars:\n    bin_dir: "{{ mine }}"\n    mine: /opt\n').replace(/ bin_dir: \/.*\n/, '\n'),
    );
    const edited = await exported({ inventories: [join(site, 'edited.yml')] }, 'edited.yml');
    expect(linesOf(edited, /^# /).slice(1)).toEqual([
      '# kmagic spec export made it from edited.yml.',
      '# Left out, were for templates only: mine.',
    ]);
  });

  it.each([
    ['kube_log_level: 99', { code: 'badVariable' }],
    ['cilium_version: 1\nkube_network_plugin: cilium', { code: 'badVariable' }],
    ['metallb_enabled: true', { code: 'unsupported' }],
    [
      'ip: "{{ ansible_default_ipv4.address }}"',
      { code: 'needsFacts', message: 'ip: made of facts that are not known yet of node1', hint: 'kmagic check asks the hosts for them' },
    ],
  ])('is not made where something stands in the way: %s', async (vars, error) => {
    await expect(exported(single(vars), 'one')).rejects.toMatchObject(error);
  });
});
