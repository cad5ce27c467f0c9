import { join } from 'node:path';
import { connectionOf, trustHost } from '@kmagic/core';
import { readInventory } from '@kmagic/tasks';
import type { InventoryOptions } from '../program.ts';
import type { Console } from '../run-cluster.ts';
import { inventoryOf } from './request.ts';

/** Forgets what is known of a host's keys. */
export async function trustCommand(
  io: Console,
  inventories: readonly string[],
  options: InventoryOptions & { readonly host: string },
): Promise<number> {
  const { variables, stateDir } = readInventory(await inventoryOf(inventories, options));
  await trustHost(join(stateDir, 'known_hosts'), connectionOf(options.host, variables));
  io.out.write(`${options.host}: the next connection notes the key it shows\n`);
  return 0;
}
