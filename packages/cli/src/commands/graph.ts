import { graphDot, graphJson } from '@kmagic/core';
import { apply, readCluster } from '@kmagic/tasks';
import type { InventoryOptions } from '../program.ts';
import type { Console } from '../run-cluster.ts';
import { inventoryOf } from './request.ts';

export interface GraphOptions extends InventoryOptions {
  readonly output: 'dot' | 'json';
}

/** Prints every task of an apply with what it waits for; contacts nobody. */
export async function graphCommand(io: Console, inventories: readonly string[], options: GraphOptions): Promise<number> {
  const { graph, warnings } = await readCluster({ ...(await inventoryOf(inventories, options)), clock: io.clock }, apply);
  for (const warning of warnings) io.err.write(`note: ${warning}\n`);
  io.out.write(options.output === 'json' ? graphJson(graph) : graphDot(graph));
  return 0;
}
