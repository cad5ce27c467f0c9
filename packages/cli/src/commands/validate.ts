import { exitCodes } from '@kmagic/core';
import { invalid, keptFacts, readInventory, validateInventory } from '@kmagic/tasks';
import type { InventoryOptions } from '../program.ts';
import { validationJson, validationText } from '../renderers/validation.ts';
import type { Console } from '../run-cluster.ts';
import { inventoryOf } from './request.ts';

export interface ValidateOptions extends InventoryOptions {
  readonly output: 'text' | 'json';
}

/** Prints everything in an inventory that stands in the way of a plan; contacts nobody. The status is that of the problems. */
export async function validateCommand(io: Console, inventories: readonly string[], options: ValidateOptions): Promise<number> {
  const read = readInventory(await inventoryOf(inventories, options));
  const validation = validateInventory(read, { facts: await keptFacts(read), now: new Date(io.clock()) });
  io.out.write(options.output === 'json' ? validationJson(validation) : validationText(validation));
  const error = invalid(validation);
  return error === undefined ? 0 : exitCodes[error.code];
}
