import { migrateInventory, KmagicError } from '@kmagic/core';
import { nameChangesSince } from '@kmagic/tasks';
import { Command } from 'commander';
import { ask } from '../ask.ts';
import { namedInventories, withInventoryOption } from '../inventory-option.ts';
import { byHand, changed, migrationSummary, migrationText } from '../renderers/migration.ts';
import { replaceFile } from '../replace-file.ts';
import type { Console } from '../run-cluster.ts';

interface MigrateOptions {
  readonly inventory: readonly string[];
  readonly from?: string;
  readonly yes?: true;
  readonly check?: true;
}

/** `kmagic variables ...`: work on the variables of an inventory. */
export function variablesCommands(io: Console, guarded: (act: () => Promise<number>) => Promise<void>): Command {
  const variables = new Command('variables').description('Work on the variables of an inventory.');
  withInventoryOption(variables.command('migrate'))
    .description(
      'Bring an inventory up to date: what kubespray renamed or removed is rewritten in all its files, comments and order kept. ' +
        'Exit 0: nothing is left to do, 2: changes were only shown, or something is left to do by hand.',
    )
    .argument('[inventory...]')
    .option('--from <release>', 'the release of kubespray the inventory was for, such as 2.24; without it, everything since 2.5')
    .option('-y, --yes', 'do not ask')
    .option('--check', 'only show the changes')
    .action((inventories: readonly string[], options: MigrateOptions) => guarded(() => migrate(io, inventories, options)));
  return variables;
}

async function migrate(io: Console, given: readonly string[], options: MigrateOptions): Promise<number> {
  const { from, yes, check } = options;
  const inventories = namedInventories(given, options, 'variables migrate');
  const migration = migrateInventory({ inventories, cwd: process.cwd() }, nameChangesSince(from));
  const files = changed(migration);
  const left = byHand(migration).length > 0;
  io.out.write(migrationText(migration));
  if (files.length === 0) {
    if (!left)
      io.out.write(
        `nothing is renamed or removed${from === undefined ? '' : ` after ${from}; what was gone by then is found without --from`}\n`,
      );
    return left ? 2 : 0;
  }
  if (check === true || (yes !== true && !process.stdin.isTTY)) {
    io.err.write(`${migrationSummary(migration)}, not written${check === true ? '' : ': add --yes'}\n`);
    return 2;
  }
  if (yes !== true && (await ask(io, `${migrationSummary(migration)}. Write them? Only "yes" will do: `)) !== 'yes')
    throw new KmagicError('interrupted', 'nothing was written');
  for (const { path, after } of files) await replaceFile(path, after);
  io.out.write(`${migrationSummary(migration)}, written\n`);
  return left ? 2 : 0;
}
