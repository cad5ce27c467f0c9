import { isUtf8 } from 'node:buffer';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { KmagicError, decryptVaultBytes, encryptVault, isVaultText, type VaultKey } from '@kmagic/core';
import { Command } from 'commander';
import { replaceFile } from '../replace-file.ts';
import type { Console } from '../run-cluster.ts';
import { unreadable } from '../unreadable.ts';
import { askingKeys, keyToEncrypt, vaultKey, type VaultSources } from '../vault-keys.ts';
import { withVaultOptions } from '../vault-options.ts';
import { encryptString, type EncryptStringOptions } from './encrypt-string.ts';

type Files = readonly string[];
interface EncryptOptions extends VaultSources {
  readonly encryptVaultId?: string;
}
interface RekeyOptions extends VaultSources {
  readonly newVaultId?: string;
  readonly newVaultPasswordFile?: string;
}

/** `kmagic vault ...`: what ansible-vault does with files, so that nobody needs Ansible for it. */
export function vaultCommands(io: Console, guarded: (act: () => Promise<number>) => Promise<void>): Command {
  const vault = new Command('vault').description('Encrypt, decrypt and edit files as ansible-vault does.');
  const on = <Options>(name: string, about: string, act: (files: Files, options: Options) => Promise<void>): Command =>
    withVaultOptions(vault.command(name).description(about).argument('<file...>')).action((files: Files, options: Options) =>
      guarded(async () => {
        await act(files, options);
        return 0;
      }),
    );
  on('view', 'Print what is encrypted.', async (files, options: VaultSources) => {
    for (const { bytes } of await opened(files, options)) io.out.write(bytes);
  });
  on('decrypt', 'Write files back as they were.', async (files, options: VaultSources) => {
    for (const { path, bytes } of await opened(files, options)) await replaceFile(path, bytes);
  });
  on('encrypt', 'Encrypt files in place.', encrypt).option(...encryptVaultId);
  on('edit', 'Edit what is encrypted, with $VISUAL or $EDITOR, and encrypt it again.', async (files, options: VaultSources) => {
    for (const { path, bytes, key } of editable(await opened(files, options))) {
      const after = await edited(basename(path), bytes);
      if (after.equals(bytes)) io.err.write(`${path}: nothing was changed\n`);
      else await replaceFile(path, encryptVault(after, key));
    }
  });
  on('rekey', 'Encrypt files with another password.', rekey)
    .option('--new-vault-id <id@source>', 'the new password; asked for where none is named')
    .option('--new-vault-password-file <path>', 'a file with the new password');
  withVaultOptions(vault.command('encrypt-string'))
    .description('Encrypt one text, asked for or read from standard input, and print it as a value for a YAML file.')
    .option('--name <name>', 'the name of the variable, to stand in front of it')
    .option(...encryptVaultId)
    .action((options: EncryptStringOptions) =>
      guarded(async () => {
        await encryptString(io, options);
        return 0;
      }),
    );
  return vault;
}

const encryptVaultId = ['--encrypt-vault-id <id>', 'of several passwords, the one to encrypt with'] as const;

async function encrypt(files: Files, options: EncryptOptions): Promise<void> {
  const found = await contents(files);
  const twice = found.find(({ bytes }) => isVaultText(bytes.toString()));
  if (twice)
    throw new KmagicError('usage', `${twice.path} is encrypted already`, { hint: 'kmagic vault rekey encrypts it with another password' });
  const key = keyToEncrypt(await askingKeys(options, 'twice'), options.encryptVaultId);
  for (const { path, bytes } of found) await replaceFile(path, encryptVault(bytes, key));
}

async function rekey(files: Files, options: RekeyOptions): Promise<void> {
  const found = await opened(files, options);
  const key = await vaultKey(options.newVaultId ?? options.newVaultPasswordFile ?? 'prompt', 'new');
  for (const { path, bytes } of found) await replaceFile(path, encryptVault(bytes, key));
}

interface Opened {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly key: VaultKey;
}

/** All of them before anything is written: where one cannot be read nothing is done. */
async function opened(files: Files, options: VaultSources): Promise<readonly Opened[]> {
  const texts = (await contents(files)).map(({ path, bytes }) => ({ path, text: bytes.toString() }));
  const plain = texts.find(({ text }) => !isVaultText(text));
  if (plain)
    throw new KmagicError('usage', `${plain.path} is not encrypted, or not by ansible-vault`, {
      hint: 'there is nothing to decrypt; kmagic vault encrypt FILE encrypts a file',
    });
  const keys = await askingKeys(options);
  return texts.map(({ path, text }) => ({ path, ...decryptVaultBytes(text, keys, path) }));
}

/** Those that an editor would not show as they are, and might write otherwise, are not opened in one. */
function editable(files: readonly Opened[]): readonly Opened[] {
  const strange = files.find(({ bytes }) => !isUtf8(bytes));
  if (strange === undefined) return files;
  throw new KmagicError('usage', `${strange.path} cannot be edited: what was encrypted is not text in UTF-8`, {
    hint: 'kmagic vault decrypt writes it as it is, encrypt encrypts it again; nothing was changed',
  });
}

async function contents(files: Files): Promise<readonly { readonly path: string; readonly bytes: Buffer }[]> {
  return await Promise.all(files.map(async (path) => ({ path, bytes: await bytesOf(path) })));
}

async function bytesOf(path: string): Promise<Buffer> {
  return await readFile(path).catch((error: unknown) => {
    throw unreadable(path, error);
  });
}

/** What a person makes of a text in their editor; the plain text stands in a directory only they can read, and goes whatever happens. */
async function edited(name: string, plain: Uint8Array): Promise<Buffer> {
  const editor = process.env['VISUAL'] ?? process.env['EDITOR'] ?? 'vi';
  const place = await mkdtemp(join(tmpdir(), 'kmagic-vault-'));
  try {
    const path = join(place, name);
    await writeFile(path, plain, { mode: 0o600 });
    // As other programs do: the variable may hold arguments.
    const [code] = (await once(spawn('sh', ['-c', `${editor} "$1"`, 'sh', path], { stdio: 'inherit' }), 'exit')) as [number | null];
    if (code !== 0) throw new KmagicError('interrupted', `${editor} ended with ${code ?? 'a signal'}; nothing was changed`);
    return await readFile(path);
  } finally {
    await rm(place, { recursive: true });
  }
}
