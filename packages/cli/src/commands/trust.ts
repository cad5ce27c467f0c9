import { join } from 'node:path';
import { connectionOf, trustHost } from '@kmagic/core';
import { readInventory } from '@kmagic/tasks';
import type { Console } from '../run-cluster.ts';

/** Forgets what is known of a host's keys. */
export async function trustCommand(
  io: Console,
  inventories: readonly string[],
  options: { readonly extraVars: readonly string[]; readonly host: string },
): Promise<number> {
  const { variables, stateDir } = readInventory({ inventories, extraVars: options.extraVars });
  await trustHost(join(stateDir, 'known_hosts'), connectionOf(options.host, variables));
  io.out.write(`${options.host}: the next connection notes the key it shows\n`);
  return 0;
}
