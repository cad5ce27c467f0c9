import { holdsVault, type VaultKey } from '@kmagic/core';
import type { Command } from 'commander';
import { collect } from './collect.ts';
import { areSaid, vaultKeys, type VaultSources } from './vault-keys.ts';

/** Adds the options that say where vault passwords come from. */
export function withVaultOptions(command: Command): Command {
  return command
    .option('--vault-id <id@source>', 'a vault password with an id; the source is a file, a program that prints it, or prompt', collect, [])
    .option('--vault-password-file <path>', 'a file with the vault password, or a program that prints it', collect, [])
    .option('-J, --ask-vault-pass', 'ask for the vault password');
}

/** An inventory's extra variables, and where the passwords of what is encrypted in it come from, as the command line says it. */
export interface EncryptedInventory extends VaultSources {
  readonly extraVars: readonly string[];
}

/** The vault passwords of an inventory; where nothing in it is encrypted nobody is asked, and no file or program has to be there. */
export async function inventoryKeys(files: readonly string[], options: EncryptedInventory): Promise<readonly VaultKey[]> {
  const { extraVars } = options;
  if (!areSaid(options) || !holdsVault({ files, extraVars, cwd: process.cwd() })) return [];
  return await vaultKeys(options);
}
