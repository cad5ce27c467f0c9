import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exitCodes } from '@kmagic/core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { kmagic, type Ended } from '../testing/run-kmagic.ts';

const variables = '# ours\nkubeadm_version: v1.29.0\nkrew_enabled: false\nkube_log_level: 2 # loud\n';
let place: string;

/** `kmagic variables` in the place. */
const run = (...args: readonly string[]): Promise<Ended> => kmagic(place, ['variables', ...args]);
const text = (name: string): string => readFileSync(join(place, name), 'utf8');

beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'kmagic-variables-test-'));
  mkdirSync(join(place, 'group_vars'));
  writeFileSync(join(place, 'hosts.ini'), 'node1 ip=10.0.0.1\n[kube_control_plane]\nnode1\n[all:vars]\nssh_bastion_confing__name=b.conf\n');
  writeFileSync(join(place, 'group_vars/all.yml'), variables);
  chmodSync(join(place, 'group_vars/all.yml'), 0o640);
});

afterEach(() => {
  rmSync(place, { recursive: true });
});

const diff = `--- group_vars/all.yml
+++ group_vars/all.yml
@@ -1,4 +1,6 @@
 # ours
-kubeadm_version: v1.29.0
-krew_enabled: false
+# removed in 2.26: kubeadm is always of kube_version; use kube_version
+# kubeadm_version: v1.29.0
+# removed in 2.28: kubespray no longer has krew; install krew where people use kubectl
+# krew_enabled: false
 kube_log_level: 2 # loud
`;

it('shows a diff and writes nothing where nobody is asked', async () => {
  const shown = await run('migrate', '--from', '2.24', 'hosts.ini');
  expect(shown.stdout).toBe(
    `--- hosts.ini
+++ hosts.ini
@@ -2,4 +2,4 @@
 [kube_control_plane]
 node1
 [all:vars]
-ssh_bastion_confing__name=b.conf
+ssh_bastion_config_name=b.conf
${diff}`,
  );
  expect({ ...shown, stdout: '' }).toEqual({ code: 2, stdout: '', stderr: '1 renamed and 2 removed in 2 files, not written: add --yes\n' });
  expect((await run('migrate', '--check', '--yes', 'hosts.ini')).stderr).toBe('1 renamed and 2 removed in 2 files, not written\n');
  expect(text('group_vars/all.yml')).toBe(variables);
});

it('writes with --yes, and finds nothing then', async () => {
  const done = await run('migrate', '--yes', '-i', 'hosts.ini');
  expect(done).toMatchObject({ code: 0, stderr: '' });
  expect(done.stdout).toMatch(/\n1 renamed and 2 removed in 2 files, written\n$/);
  expect(text('group_vars/all.yml')).toBe(
    diff
      .split('\n')
      .slice(3)
      .filter((line) => !line.startsWith('-'))
      .map((line) => line.slice(1))
      .join('\n'),
  );
  expect(text('hosts.ini')).toContain('ssh_bastion_config_name=b.conf\n');
  expect(statSync(join(place, 'group_vars/all.yml')).mode & 0o777).toBe(0o640);
  expect(readdirSync(join(place, 'group_vars'))).toEqual(['all.yml']);
  expect(await run('migrate', 'hosts.ini')).toEqual({ code: 0, stdout: 'nothing is renamed or removed\n', stderr: '' });
});

it('goes by the release the inventory was for', async () => {
  const { stdout } = await run('migrate', '--from', 'v2.26.1', 'hosts.ini');
  expect(stdout).not.toContain('kubeadm_version: v1.29.0\n+');
  expect(stdout).toContain('+# krew_enabled: false\n');
  expect(await run('migrate', '--from', '2.31', 'hosts.ini')).toMatchObject({
    code: 0,
    stdout: 'nothing is renamed or removed after 2.31; what was gone by then is found without --from\n',
  });
});

it('says what is left to do by hand', async () => {
  writeFileSync(join(place, 'group_vars/all.yml'), 'krew_enabled: true\nmine: "{{ krew_enabled }}"\n');
  writeFileSync(join(place, 'group_vars/etcd.yml'), '$ANSIBLE_VAULT;1.1;AES256\n3030\n');
  const { code, stdout } = await run('migrate', '--from', '2.24', '--yes', 'hosts.ini');
  expect(code).toBe(2);
  expect(stdout).toContain(
    'group_vars/all.yml:1: krew_enabled: removed in 2.28: kubespray no longer has krew; install krew where people use kubectl; templates refer to it: change them, then take it out\n' +
      'group_vars/etcd.yml: encrypted, and left alone: kmagic vault decrypt it, migrate, and encrypt it again\n',
  );
});

it('says what is wrong with how it was called', async () => {
  expect(await run('migrate')).toMatchObject({
    code: exitCodes.usage,
    stderr: 'no inventory was named\n  hint: name it: kmagic variables migrate inventory.yaml\n',
  });
  expect(await run('migrate', '--from', '2.4', 'hosts.ini')).toMatchObject({
    code: exitCodes.usage,
    stderr: expect.stringMatching(/^nothing is known of what kubespray had before 2\.5\n/) as string,
  });
  expect(await run('migrate', '--from', 'latest', 'hosts.ini')).toMatchObject({
    code: exitCodes.usage,
    stderr: 'latest is no release of kubespray\n  hint: write it as 2.24; the newest known is 2.32\n',
  });
});
