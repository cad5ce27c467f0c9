import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access, readFile, stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { promisify } from 'node:util';
import { KmagicError, Secret, defaultVaultId, type VaultKey } from '@kmagic/core';
import { read } from 'read';

/** Where vault passwords come from, as Ansible's options say it. */
export interface VaultSources {
  /** Each `ID@SOURCE`, or `SOURCE` alone; a source is a file, a program that prints the password, or `prompt`. */
  readonly vaultId: readonly string[];
  readonly vaultPasswordFile: readonly string[];
  readonly askVaultPass?: true;
}

/** The passwords said on the command line, else those of `ANSIBLE_VAULT_IDENTITY_LIST` and `ANSIBLE_VAULT_PASSWORD_FILE`. */
export async function vaultKeys(said: VaultSources, twice: 'once' | 'twice' = 'once'): Promise<readonly VaultKey[]> {
  const keys: VaultKey[] = [];
  // One after another: each may ask.
  for (const source of sourcesOf(said)) keys.push(await vaultKey(source, twice));
  return keys;
}

/** Whether anything says where a password comes from: the command line, or the environment. */
export function areSaid(said: VaultSources): boolean {
  return sourcesOf(said).length > 0;
}

/** The password an `ID@SOURCE` stands for; a person is asked twice for one that is going to encrypt. */
export async function vaultKey(said: string, twice: 'once' | 'twice' = 'once'): Promise<VaultKey> {
  const at = said.lastIndexOf('@');
  const id = at > 0 ? said.slice(0, at) : defaultVaultId;
  const source = said.slice(at + 1);
  const text = source === 'prompt' || source === 'prompt_ask_vault_pass' ? await asked(id, twice) : await ofFile(source, id);
  if (text === '')
    throw new KmagicError('usage', `the vault password from ${source} is empty`, { hint: 'a vault password has at least one character' });
  return { id, password: new Secret(text) };
}

function sourcesOf({ vaultId, vaultPasswordFile, askVaultPass }: VaultSources): readonly string[] {
  const sources = [...vaultId, ...vaultPasswordFile, ...(askVaultPass ? ['prompt'] : [])];
  return sources.length > 0 ? sources : fromEnvironment();
}

function fromEnvironment(): readonly string[] {
  const { ANSIBLE_VAULT_IDENTITY_LIST: list = '', ANSIBLE_VAULT_PASSWORD_FILE: file = '' } = process.env;
  const named = list.split(',').map((one) => one.trim());
  return [...named, file].filter((one) => one !== '');
}

async function asked(id: string, twice: 'once' | 'twice'): Promise<string> {
  if (!process.stdin.isTTY)
    throw new KmagicError('usage', 'nobody is there to ask for the vault password', { hint: 'say --vault-password-file FILE' });
  const hidden = async (prompt: string): Promise<string> =>
    await read({ prompt, silent: true, output: process.stderr }).catch(() => {
      throw new KmagicError('interrupted', 'nothing was done');
    });
  const password = await hidden(`Vault password (${id}): `);
  if (twice === 'twice' && (await hidden(`Vault password (${id}) again: `)) !== password)
    throw new KmagicError('usage', 'the two passwords differ', { hint: 'try again; nothing was done' });
  return password;
}

async function ofFile(source: string, id: string): Promise<string> {
  const path = resolve(source.replace(/^~(?=\/)/, process.env['HOME'] ?? '~'));
  try {
    if ((await stat(path)).isDirectory()) throw new Error('it is a directory');
    return (await isProgram(path)) ? await ofProgram(path, id) : (await readFile(path, 'utf8')).trim();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new KmagicError('usage', `the vault password cannot be had from ${source}: ${why}`, {
      hint: 'name a file with the password, a program that prints it, or prompt',
    });
  }
}

async function isProgram(path: string): Promise<boolean> {
  return await access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

/** A program whose name ends with `-client` is told which password is wanted. */
async function ofProgram(path: string, id: string): Promise<string> {
  const wantsId = /-client(?:\.[^.]+)?$/.test(basename(path));
  const { stdout } = await promisify(execFile)(path, wantsId ? ['--vault-id', id] : []);
  return stdout.trim();
}
