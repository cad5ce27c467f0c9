import { KmagicError } from '@kmagic/core';
import type { Command } from 'commander';
import { collect } from './collect.ts';

/** Adds the option that names inventories beside those that stand as arguments. */
export function withInventoryOption(command: Command): Command {
  return command.option('-i, --inventory <path>', 'a further inventory file or directory', collect, []);
}

/** All inventories that were named; an error where there are none, which shows how `command` is told one. */
export function namedInventories(
  given: readonly string[],
  { inventory = [] }: { readonly inventory?: readonly string[] },
  command: string,
): readonly string[] {
  const all = [...given, ...inventory];
  if (all.length === 0) throw new KmagicError('usage', 'no inventory was named', { hint: `name it: kmagic ${command} inventory.yaml` });
  return all;
}
