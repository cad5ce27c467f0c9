import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encryptVault, Secret, type VaultKey } from '@kmagic/core';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { kmagic, type Ended } from '../testing/run-kmagic.ts';

const place = mkdtempSync(join(tmpdir(), 'kmagic-encrypted-inventory-'));
afterAll(() => rmSync(place, { recursive: true }));

const prod: VaultKey = { id: 'prod', password: new Secret('correct-horse') };
const tagged = (text: string): string => `!vault |\n${encryptVault(text, prod).trim().replace(/^/gm, '  ')}\n`;

beforeEach(() => {
  const groups = ['kube_control_plane', 'etcd', 'kube_node'].map((group) => `    ${group}: {hosts: {node1: }}\n`).join('');
  rmSync(join(place, 'asked'), { force: true });
  mkdirSync(join(place, 'group_vars/all'), { recursive: true });
  const files = {
    'hosts.yml': `all:\n  hosts:\n    node1: {ansible_host: 127.0.0.1, ansible_port: 1, ip: 192.0.2.11}\n  children:\n${groups}`,
    'group_vars/all/vault.yml': encryptVault('cluster_name: hunter22.example\nvault_word: hunter33-word\nansible_user: hunter44\n', prod),
    'group_vars/all/all.yml': `kube_encrypt_token: ${tagged('hunter55hunter55hunter55hunter55')}own: "of {{ vault_word }}"\nuses: "{{ own }}"\nignore_variables: [uses, own, vault_word]\n`,
    'asks-client': '#!/bin/sh\necho "$@" >> asked\n[ "$2" = prod ] && echo correct-horse\n',
  };
  for (const [path, text] of Object.entries(files)) writeFileSync(join(place, path), text);
  chmodSync(join(place, 'asks-client'), 0o755);
});

/** Everything a run said or left behind. */
function left({ stdout, stderr }: Ended): string {
  const kept = readdirSync(place, { recursive: true, encoding: 'utf8' }).filter((path) => /^\.kmagic\/runs\/|^saved/.test(path));
  return [stdout, stderr, ...kept.filter((path) => /\.\w+$/.test(path)).map((path) => readFileSync(join(place, path), 'utf8'))].join('\n');
}

it.each([
  ['explain', ['explain', 'uses', 'hosts.yml'], 0, /^uses is the inventory's own[^]*\nuses = "\(secret\)" {3}\[node1\]/],
  ['graph', ['graph', '--output', 'json', 'hosts.yml'], 0, /^\{\n {2}"operation": "apply"/],
  ['inventory', ['inventory', '--list', '--yaml', 'hosts.yml'], 0, /cluster_name: !masked \(secret\)/],
  ['values', ['inventory', '--list', '--evaluated', 'hosts.yml'], 0, /"uses": "\(secret\)"/],
  ['plan', ['plan', '--output', 'json', '-o', 'saved.json', 'hosts.yml'], 20, /"schema": "kmagic.plan\/v1"/],
  ['an error', ['explain', 'uses', 'hosts.yml', '-e', `{"own": "{{ {'a': 1}[vault_word] }}"}`], 11, /^$/],
])('an encrypted inventory is read with a password asked for once, and shown by nobody: %s', async (...[, args, code, expected]) => {
  const ended = await kmagic(place, [...args, '--vault-id', 'prod@asks-client']);
  expect([ended.code, ended.stderr]).toEqual([code, expect.not.stringContaining('used as text')]);
  expect(ended.stdout).toMatch(expected);
  expect(left(ended)).not.toMatch(/hunter/);
  expect(readFileSync(join(place, 'asked'), 'utf8')).toBe('--vault-id prod\n');
});

const masked = 'note: masked, for it is secret: ansible_user, cluster_name, vault_word';
it.each([
  [
    'YAML',
    ['--list', '--yaml'],
    `${masked}; neither kmagic nor Ansible reads a mask: kmagic spec export writes an inventory with secrets encrypted\n`,
  ],
  ['JSON', ['--host', 'node1'], `${masked}\n`],
  ['a tree', ['--graph'], ''],
])('what kmagic inventory masks is named: %s', async (_what, args, said) => {
  const { code, stderr } = await kmagic(place, ['inventory', ...args, 'hosts.yml', '--vault-id', 'prod@asks-client']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: said });
});

it('a mask in an inventory is refused when it is read again', async () => {
  const listed = await kmagic(place, ['inventory', '--list', '--yaml', 'hosts.yml', '--vault-id', 'prod@asks-client']);
  mkdirSync(join(place, 'again'), { recursive: true });
  writeFileSync(join(place, 'again/hosts.yml'), listed.stdout);
  expect(await kmagic(place, ['validate', 'again/hosts.yml'])).toMatchObject({
    code: 10,
    stderr: expect.stringMatching(/^again\/hosts\.yml:\d+:\d+: the tag !masked is unknown\n/) as string,
  });
});

it('a wrong password has one status, wherever it is given', async () => {
  writeFileSync(join(place, 'wrong'), 'battery-staple\n');
  const said = ['--vault-password-file', 'wrong'];
  const ended = [
    await kmagic(place, ['vault', 'view', 'group_vars/all/vault.yml', ...said]),
    await kmagic(place, ['validate', 'hosts.yml', ...said]),
    await kmagic(place, ['explain', 'vault_word', 'hosts.yml', ...said]),
  ];
  expect(ended.map(({ code }) => code)).toEqual([11, 11, 11]);
});
