import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access, readFile, stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { promisify } from 'node:util';
import { KmagicError, Secret, defaultVaultId, type VaultKey } from '@kmagic/core';
import { askHidden } from './ask-hidden.ts';
import { unreadable } from './unreadable.ts';

/** Where vault passwords come from, as Ansible's options say it. */
export interface VaultSources {
  /** Each `ID@SOURCE`, or `SOURCE` alone; a source is a file, a program that prints the password, or `prompt`. */
  readonly vaultId: readonly string[];
  readonly vaultPasswordFile: readonly string[];
  readonly askVaultPass?: true;
}

/** What a password is for: one that opens is asked for once, one that is going to encrypt twice, and one that replaces another as new. */
export type Purpose = 'once' | 'twice' | 'new';

/** The passwords said on the command line, else those of `ANSIBLE_VAULT_IDENTITY_LIST` and `ANSIBLE_VAULT_PASSWORD_FILE`. */
export async function vaultKeys(said: VaultSources, purpose: Purpose = 'once'): Promise<readonly VaultKey[]> {
  const keys: VaultKey[] = [];
  // One after another: each may ask.
  for (const source of sourcesOf(said)) keys.push(await vaultKey(source, purpose));
  return keys;
}

/** The same; where nothing says where a password comes from, a person is asked for one. */
export async function askingKeys(said: VaultSources, purpose: Purpose = 'once'): Promise<readonly VaultKey[]> {
  return await vaultKeys(areSaid(said) ? said : { ...said, askVaultPass: true }, purpose);
}

/** The one key to encrypt with, which has to be named by its id where there are several. */
export function keyToEncrypt(keys: readonly VaultKey[], wanted: string | undefined): VaultKey {
  const [key, further] = wanted === undefined ? keys : keys.filter(({ id }) => id === wanted);
  if (key !== undefined && further === undefined) return key;
  throw new KmagicError('usage', `which of the passwords ${keys.map(({ id }) => id).join(', ')} is to encrypt is not clear`, {
    hint: 'say --encrypt-vault-id ID',
  });
}

/** Whether anything says where a password comes from: the command line, or the environment. */
export function areSaid(said: VaultSources): boolean {
  return sourcesOf(said).length > 0;
}

/** The password an `ID@SOURCE` stands for. */
export async function vaultKey(said: string, purpose: Purpose = 'once'): Promise<VaultKey> {
  const at = said.lastIndexOf('@');
  const id = at > 0 ? said.slice(0, at) : defaultVaultId;
  const source = said.slice(at + 1);
  const text = source === 'prompt' || source === 'prompt_ask_vault_pass' ? await asked(id, purpose) : await ofFile(source, id);
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

async function asked(id: string, purpose: Purpose): Promise<string> {
  if (!process.stdin.isTTY)
    throw new KmagicError('usage', `nobody is there to ask for the ${purpose === 'new' ? 'new ' : ''}vault password`, {
      hint: `say ${purpose === 'new' ? '--new-vault-password-file' : '--vault-password-file'} FILE`,
    });
  return await askHidden(`${purpose === 'new' ? 'New vault' : 'Vault'} password (${id})`, purpose === 'once' ? 'once' : 'twice');
}

async function ofFile(source: string, id: string): Promise<string> {
  const path = resolve(source.replace(/^~(?=\/)/, process.env['HOME'] ?? '~'));
  const isProgram = await access(path, constants.X_OK).then(
    async () => (await stat(path)).isFile(),
    () => false,
  );
  if (isProgram) return await ofProgram(path, id, source);
  return await readFile(path, 'utf8').then(
    (text) => text.trim(),
    (error: unknown) => {
      throw unreadable(source, error, 'the vault password cannot be had: ');
    },
  );
}

/** A program whose name ends with `-client` is told which password is wanted. */
async function ofProgram(path: string, id: string, source: string): Promise<string> {
  const wantsId = /-client(?:\.[^.]+)?$/.test(basename(path));
  try {
    const { stdout } = await promisify(execFile)(path, wantsId ? ['--vault-id', id] : []);
    return stdout.trim();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new KmagicError('usage', `the vault password cannot be had from the program ${source}: ${why}`, {
      hint: 'run it by itself: it has to print the password, and nothing else',
    });
  }
}
