import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decryptVault, encryptVault, Secret, type VaultKey } from '@kmagic/core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { kmagic as run, type Ended } from '../testing/run-kmagic.ts';

const place = mkdtempSync(join(tmpdir(), 'kmagic-spec-'));
afterAll(() => rmSync(place, { recursive: true }));

const prod: VaultKey = { id: 'prod', password: new Secret('correct-horse') };

beforeAll(() => {
  const groups = ['kube_control_plane', 'etcd', 'kube_node'].map((group) => `    ${group}: {hosts: {node1: }}\n`).join('');
  const hosts = `all:\n  hosts: {node1: {ansible_host: 192.0.2.11, ip: 192.0.2.11, ansible_password: hunter22}}\n  children:\n${groups}`;
  mkdirSync(join(place, 'sealed/group_vars'), { recursive: true });
  const files = {
    'open.yml': hosts,
    'second.yml': 'all:\n  vars: {kube_log_level: 4}\n',
    'sealed/hosts.yml': hosts,
    'sealed/group_vars/all.yml': encryptVault('cluster_name: hunter33.example\ncontainer_manager: containerd\n', prod),
    pw: 'correct-horse\n',
    other: 'battery\n',
  };
  for (const [path, text] of Object.entries(files)) writeFileSync(join(place, path), text, { mode: 0o600 });
});

const kmagic = (...args: readonly string[]): Promise<Ended> => run(place, args);
const textOf = (path: string): string => readFileSync(join(place, path), 'utf8');

it('exports what an encrypted inventory says, and the export of that is the same', async () => {
  const key = ['--vault-id', 'prod@pw'];
  expect(await kmagic('spec', 'export', 'sealed/hosts.yml', ...key, '--out', 'spec.yml')).toEqual({ code: 0, stdout: '', stderr: '' });
  expect(statSync(join(place, 'spec.yml')).mode & 0o777).toBe(0o600);
  const text = textOf('spec.yml');
  expect(text).not.toContain('hunter');
  expect(text).toMatch(/ {4}ansible_password: !vault \|\n {6}\$ANSIBLE_VAULT;1\.2;AES256;prod\n/);
  // Words that are encrypted stand elsewhere too: nothing of them is masked.
  expect(await kmagic('spec', 'export', 'spec.yml', ...key)).toEqual({ code: 0, stdout: text, stderr: '' });
  expect((await kmagic('diff-spec', 'sealed', 'spec.yml', ...key)).stdout).toMatch(/\nNothing differs\.\n$/);
});

it.each<readonly [string, readonly string[], number, RegExp]>([
  ['no key', ['open.yml'], 3, /these are secret and would stand there in plain text: ansible_password\n {2}hint: say --vault-id ID@SOURCE/],
  ['which key', ['open.yml', '--vault-id', 'a@pw', '--vault-id', 'b@other'], 3, /which of the passwords a, b is to encrypt is not clear/],
  ['no inventory', [], 3, /no inventory was named/],
  ['what stands in the way of a plan', ['open.yml', '-e', 'kube_log_leve=1'], 11, /the nearest is kube_log_level/],
])('refuses to export: %s', async (...[, args, code, expected]) => {
  const ended = await kmagic('spec', 'export', ...args);
  expect([ended.code, ended.stdout]).toEqual([code, '']);
  expect(ended.stderr).toMatch(expected);
});

it('encrypts with the key that is named, or leaves secrets out', async () => {
  const ids = ['--vault-id', 'a@pw', '--vault-id', 'b@other'];
  expect((await kmagic('spec', 'export', 'open.yml', ...ids, '--encrypt-vault-id', 'b')).stdout).toContain('AES256;b\n');
  const without = await kmagic('spec', 'export', 'open.yml', '--without-secrets');
  expect(without.stdout).toContain('# Left out, they are secret: ansible_password.\n');
  expect(without.stdout).not.toMatch(/ansible_password:/);
});

it('imports into a directory; a file that is encrypted as a whole becomes such files', async () => {
  await kmagic('spec', 'export', 'open.yml', '--without-secrets', '--out', 'plain.yml');
  const plain = await kmagic('spec', 'import', 'plain.yml', '--out', 'plain');
  expect(plain.stdout.trim().split('\n').toSorted()).toEqual([
    ...['all', 'containerd', 'download', 'etcd', 'k8s-cluster', 'k8s-net-calico'].map((one) => `group_vars/all/${one}.yml`),
    'host_vars/node1.yml',
    'hosts.yaml',
  ]);
  expect((await kmagic('diff-spec', 'plain.yml', 'plain')).stdout).toContain('Nothing differs.');
  writeFileSync(join(place, 'whole.yml'), encryptVault(textOf('plain.yml'), prod));
  await kmagic('spec', 'import', 'whole.yml', '--out', 'whole', '--vault-password-file', 'pw');
  expect(decryptVault(textOf('whole/group_vars/all/etcd.yml'), [prod], '').plain).toBe(
    textOf('plain/group_vars/all/etcd.yml').replace('plain.yml', 'whole.yml'),
  );
  const filled = await kmagic('spec', 'import', 'plain.yml', '--out', 'plain');
  expect([filled.code, filled.stdout]).toEqual([3, '']);
  expect(filled.stderr).toMatch(/plain is not empty: there is \w+/);
  expect(readdirSync(place).filter((name) => name.startsWith('.'))).toEqual([]);
});

it.each<readonly [string, readonly string[], number, RegExp]>([
  ['as JSON', ['open.yml', 'open.yml', '--output', 'json', '-e', 'kube_log_level=3'], 0, /^\{\n {2}"sides": \{\n {4}"a": "open\.yml"/],
  [
    'something',
    ['open.yml', 'sealed', '--vault-id', 'prod@pw'],
    2,
    /\ncluster\n {2}cluster_name\n {4}a "cluster\.local" {3}default\n {4}b \(secret\) {3}sealed\/group_vars\/all\.yml:1\n/,
  ],
  ['a password is missing', ['open.yml', 'sealed'], 11, /^$/],
  [
    'further inventories and variables of one side',
    ['open.yml', 'open.yml', '--inventory-b', 'second.yml', '--extra-vars-a', 'kube_log_level=3'],
    2,
    /\n {2}kube_log_level\n {4}a 3 {3}-e\[1\]:1\n {4}b 4 {3}second\.yml:2\n/,
  ],
])('diff-spec: %s', async (...[, args, code, expected]) => {
  const ended = await kmagic('diff-spec', ...args);
  expect(ended.stdout).toMatch(expected);
  expect(ended.stdout + ended.stderr).not.toContain('hunter');
  expect(ended.code).toBe(code);
});

it('explain is JSON for programs', async () => {
  const { stdout } = await kmagic('explain', 'ansible_password', 'open.yml', '--output', 'json');
  expect(JSON.parse(stdout)).toMatchObject({ name: 'ansible_password', known: { is: 'connection' }, said: [{ value: '(secret)' }] });
  expect(stdout).not.toContain('hunter');
});
