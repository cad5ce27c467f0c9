import { randomBytes } from 'node:crypto';
import { chmod, copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { labDir } from '../lab-home.ts';
import type { LabHost, LabState } from '../lab-state.ts';
import { readAptSetup } from '../rootfs/apt-sources.ts';
import { inRoot } from '../rootfs/debian-root.ts';
import { run } from '../run-command.ts';
import { hostDir, mergedDir } from './host-disk.ts';

/** Gives a fresh disk what makes it this host: machine id, host keys, names, users' keys and passwords. */
export async function dressHost(state: LabState, host: LabHost): Promise<void> {
  const root = mergedDir(state, host);
  const identity = join(hostDir(state, host), 'identity');
  await makeIdentity(identity);
  await copyFile(join(identity, 'machine-id'), join(root, 'etc/machine-id'));
  for (const name of await readdir(identity)) {
    if (!name.startsWith('ssh_host_')) continue;
    await copyFile(join(identity, name), join(root, 'etc/ssh', name));
    await chmod(join(root, 'etc/ssh', name), name.endsWith('.pub') ? 0o644 : 0o600);
  }
  await writeFile(join(root, 'etc/hostname'), `${host.name}\n`);
  await writeFile(join(root, 'etc/hosts'), '127.0.0.1 localhost\n::1 localhost ip6-localhost ip6-loopback\n');
  // PAM complains in the journal at every login where there is none.
  await writeFile(join(root, 'etc/default/locale'), 'LANG=C.UTF-8\n');
  const apt = await readAptSetup(host.os);
  // Where apt's sources are newer than its cache it works that out anew, at every wipe.
  await writeIfNew(join(root, 'etc/apt/sources.list'), apt.sourcesList);
  await writeIfNew(join(root, 'etc/apt/apt.conf.d/99lab'), apt.configuration);
  const keys = await authorizedKeys(state.name);
  for (const [user, home] of [
    ['root', 'root'],
    ['ops', 'home/ops'],
    ['opspw', 'home/opspw'],
  ] as const) {
    await mkdir(join(root, home, '.ssh'), { recursive: true, mode: 0o700 });
    await writeFile(join(root, home, '.ssh/authorized_keys'), keys, { mode: 0o600 });
    await inRoot(root, ['chown', '-R', `${user}:${user}`, `/${home}/.ssh`]);
  }
  await inRoot(root, ['chpasswd'], `opspw:${state.opspwPassword}\n`);
}

/** Forgets who a host is: it comes back with another machine id and other host keys. */
export async function forgetIdentity(state: LabState, host: LabHost): Promise<void> {
  await rm(join(hostDir(state, host), 'identity'), { recursive: true, force: true });
}

/** Makes the lab's key pair, and a second one (RSA) whose private key has a passphrase, unless they exist. */
export async function makeLabKeys(state: LabState): Promise<void> {
  const dir = labDir(state.name);
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const present = await readdir(dir);
  if (!present.includes('id_ed25519.pub')) {
    await rm(join(dir, 'id_ed25519'), { force: true });
    await run(['ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-C', `kmagic-${state.name}`, '-f', join(dir, 'id_ed25519')]);
  }
  if (!present.includes('id_encrypted.pub')) {
    await rm(join(dir, 'id_encrypted'), { force: true });
    const key = ['-t', 'rsa', '-b', '2048', '-N', state.encryptedKeyPassphrase, '-C', `kmagic-${state.name}-encrypted`];
    await run(['ssh-keygen', '-q', ...key, '-f', join(dir, 'id_encrypted')]);
  }
}

async function makeIdentity(dir: string): Promise<void> {
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const present = await readdir(dir);
  if (!present.includes('machine-id')) await writeFile(join(dir, 'machine-id'), `${randomBytes(16).toString('hex')}\n`);
  for (const [type, bits] of [
    ['ed25519', '256'],
    ['ecdsa', '256'],
    ['rsa', '2048'],
  ] as const) {
    const path = join(dir, `ssh_host_${type}_key`);
    if (present.includes(`ssh_host_${type}_key.pub`)) continue;
    await rm(path, { force: true });
    await run(['ssh-keygen', '-q', '-t', type, '-b', bits, '-N', '', '-C', '', '-f', path]);
  }
}

async function authorizedKeys(lab: string): Promise<string> {
  const files = ['id_ed25519.pub', 'id_encrypted.pub'].map((name) => readFile(join(labDir(lab), name), 'utf8'));
  return (await Promise.all(files)).join('');
}

async function writeIfNew(path: string, text: string): Promise<void> {
  if ((await readFile(path, 'utf8')) !== text) await writeFile(path, text);
}
