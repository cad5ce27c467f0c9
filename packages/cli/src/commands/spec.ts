import { readFile } from 'node:fs/promises';
import { dirname, relative, resolve } from 'node:path';
import { decryptVault, encryptVault, isVaultText, KmagicError, type VaultKey } from '@kmagic/core';
import { exportSpec, importSpec, keptFacts, readInventory } from '@kmagic/tasks';
import { Command } from 'commander';
import { namedInventories } from '../inventory-option.ts';
import { fillPrivately, writePrivately } from '../private-files.ts';
import type { InventoryOptions } from '../program.ts';
import type { Console } from '../run-cluster.ts';
import { areSaid, keyToEncrypt, vaultKeys, type VaultSources } from '../vault-keys.ts';
import { withVaultOptions } from '../vault-options.ts';
import { inventoryOf } from './request.ts';

interface ExportOptions extends InventoryOptions {
  readonly out?: string;
  readonly withoutSecrets?: true;
  readonly encryptVaultId?: string;
}

interface ImportOptions extends VaultSources {
  readonly out: string;
}

/** What the program gives its commands: how their outcome becomes an exit status, and the options of those that read inventories. */
export interface Surroundings {
  readonly guarded: (act: () => Promise<number>) => Promise<void>;
  readonly onInventories: (made: Command) => Command;
}

/** `kmagic spec ...`: the settings of a cluster in one file, and back. */
export function specCommands(io: Console, { guarded, onInventories }: Surroundings): Command {
  const spec = new Command('spec').description('The settings of a cluster in one file, and back.');
  onInventories(spec.command('export'))
    .description('Write the settings of a cluster as they take effect into one file, which is an inventory itself; contacts nobody.')
    .argument('[inventory...]')
    .option('-o, --out <file>', 'the file; without it they are printed')
    .option('--without-secrets', 'leave out what is secret')
    .option('--encrypt-vault-id <id>', 'of several passwords, the one to encrypt secrets with')
    .action((given: readonly string[], options: ExportOptions) =>
      guarded(async () => await exportCommand(io, namedInventories(given, options, 'spec export'), options)),
    );
  withVaultOptions(spec.command('import'))
    .description("Take one inventory file apart into kubespray's layout: hosts.yaml, group_vars/ and host_vars/.")
    .argument('<file>')
    .requiredOption('-o, --out <directory>', 'where to; a directory that is new or empty')
    .action((file: string, options: ImportOptions) => guarded(() => importCommand(io, file, options)));
  return spec;
}

async function exportCommand(io: Console, inventories: readonly string[], options: ExportOptions): Promise<number> {
  const files = await inventoryOf(inventories, options);
  const read = readInventory(files);
  const text = await exportSpec(read, {
    facts: await keptFacts(read),
    now: new Date(io.clock()),
    from: inventories.map((path) => relative(process.cwd(), resolve(path)) || '.'),
    place: options.out === undefined ? process.cwd() : dirname(resolve(options.out)),
    key: async (names) => (options.withoutSecrets ? undefined : await encryptingKey(names, files.vault ?? [], options)),
  });
  for (const warning of read.inventory.warnings) io.err.write(`note: ${warning}\n`);
  if (options.out === undefined) io.out.write(text);
  else await writePrivately(options.out, text);
  return 0;
}

/** Those that opened the inventory are known already. */
async function encryptingKey(names: readonly string[], known: readonly VaultKey[], options: ExportOptions): Promise<VaultKey> {
  const keys = known.length > 0 || !areSaid(options) ? known : await vaultKeys(options, 'twice');
  if (keys.length === 0)
    throw new KmagicError('usage', `these are secret and would stand there in plain text: ${names.join(', ')}`, {
      hint: 'say --vault-id ID@SOURCE to encrypt them, or --without-secrets to leave them out',
    });
  return keyToEncrypt(keys, options.encryptVaultId);
}

async function importCommand(io: Console, file: string, options: ImportOptions): Promise<number> {
  const written = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new KmagicError('usage', `${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  });
  // What was encrypted as a whole stays so, file by file.
  const opened = isVaultText(written) ? decryptVault(written, await vaultKeys(options), file) : undefined;
  const made = importSpec({ file: resolve(file), text: opened?.plain ?? written, place: resolve(options.out) });
  const files = opened === undefined ? made : new Map([...made].map(([path, text]) => [path, encryptVault(text, opened.key)]));
  await fillPrivately(options.out, files);
  io.out.write(`${[...files.keys()].join('\n')}\n`);
  return 0;
}
