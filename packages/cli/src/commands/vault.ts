import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { KmagicError, decryptVault, encryptVault, isVaultText, type VaultKey } from '@kmagic/core';
import { Command } from 'commander';
import { replaceFile } from '../replace-file.ts';
import type { Console } from '../run-cluster.ts';
import { areSaid, vaultKey, vaultKeys, type VaultSources } from '../vault-keys.ts';
import { withVaultOptions } from '../vault-options.ts';

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
    for (const { plain } of await opened(files, options)) io.out.write(plain);
  });
  on('decrypt', 'Write files back as they were.', async (files, options: VaultSources) => {
    for (const { path, plain } of await opened(files, options)) await replaceFile(path, plain);
  });
  on('encrypt', 'Encrypt files in place.', encrypt).option('--encrypt-vault-id <id>', 'of several passwords, the one to encrypt with');
  on('edit', 'Edit what is encrypted, with $VISUAL or $EDITOR, and encrypt it again.', async (files, options: VaultSources) => {
    for (const { path, plain, key } of await opened(files, options)) {
      const after = await edited(basename(path), plain);
      if (after === plain) io.err.write(`${path}: nothing was changed\n`);
      else await replaceFile(path, encryptVault(after, key));
    }
  });
  on('rekey', 'Encrypt files with another password.', rekey)
    .option('--new-vault-id <id@source>', 'the new password; asked for where none is named')
    .option('--new-vault-password-file <path>', 'a file with the new password');
  return vault;
}

async function encrypt(files: Files, options: EncryptOptions): Promise<void> {
  const texts = await Promise.all(files.map(async (path) => ({ path, text: await textOf(path) })));
  const twice = texts.find(({ text }) => isVaultText(text));
  if (twice)
    throw new KmagicError('usage', `${twice.path} is encrypted already`, { hint: 'kmagic vault rekey encrypts it with another password' });
  const keys = await vaultKeys(orAsk(options), 'twice');
  const wanted = options.encryptVaultId;
  const fitting = wanted === undefined ? keys : keys.filter((key) => key.id === wanted);
  const [key, further] = fitting;
  if (key === undefined || further !== undefined)
    throw new KmagicError('usage', `which of the passwords ${keys.map((one) => one.id).join(', ')} is to encrypt is not clear`, {
      hint: 'say --encrypt-vault-id ID',
    });
  for (const { path, text } of texts) await replaceFile(path, encryptVault(text, key));
}

async function rekey(files: Files, options: RekeyOptions): Promise<void> {
  const texts = await opened(files, options);
  const key = await vaultKey(options.newVaultId ?? options.newVaultPasswordFile ?? 'prompt', 'twice');
  for (const { path, plain } of texts) await replaceFile(path, encryptVault(plain, key));
}

interface Opened {
  readonly path: string;
  readonly plain: string;
  readonly key: VaultKey;
}

/** All of them before anything is written: where one cannot be read nothing is done. */
async function opened(files: Files, options: VaultSources): Promise<readonly Opened[]> {
  const texts = await Promise.all(files.map(async (path) => ({ path, text: await textOf(path) })));
  const keys = await vaultKeys(orAsk(options));
  return texts.map(({ path, text }) => ({ path, ...decryptVault(text, keys, path) }));
}

/** Nobody has to say that they want to be asked. */
function orAsk(options: VaultSources): VaultSources {
  return areSaid(options) ? options : { ...options, askVaultPass: true };
}

async function textOf(path: string): Promise<string> {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path));
  } catch (error) {
    const why = error instanceof TypeError ? 'it is not text' : error instanceof Error ? error.message : String(error);
    throw new KmagicError('usage', `${path} cannot be read: ${why}`);
  }
}

/** What a person makes of a text in their editor; the plain text stands in a directory only they can read, and goes whatever happens. */
async function edited(name: string, plain: string): Promise<string> {
  const editor = process.env['VISUAL'] ?? process.env['EDITOR'] ?? 'vi';
  const place = await mkdtemp(join(tmpdir(), 'kmagic-vault-'));
  try {
    const path = join(place, name);
    await writeFile(path, plain, { mode: 0o600 });
    // As other programs do: the variable may hold arguments.
    const [code] = (await once(spawn('sh', ['-c', `${editor} "$1"`, 'sh', path], { stdio: 'inherit' }), 'exit')) as [number | null];
    if (code !== 0) throw new KmagicError('interrupted', `${editor} ended with ${code ?? 'a signal'}; nothing was changed`);
    return await readFile(path, 'utf8');
  } finally {
    await rm(place, { recursive: true });
  }
}
