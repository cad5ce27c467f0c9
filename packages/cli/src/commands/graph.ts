import { graphDot, graphJson } from '@kmagic/core';
import { apply } from '@kmagic/tasks';
import { openCluster } from '../open-cluster.ts';
import type { GlobalOptions } from '../program.ts';
import type { Console } from '../run-cluster.ts';
import { requestOf } from './request.ts';

/** Prints every task with what it waits for. */
export async function graphCommand(
  io: Console,
  inventories: readonly string[],
  options: GlobalOptions & { readonly output: 'dot' | 'json' },
): Promise<number> {
  const cluster = await openCluster(requestOf(io, inventories, options), apply);
  io.out.write(options.output === 'json' ? graphJson(cluster.graph) : graphDot(cluster.graph));
  await cluster.close();
  return 0;
}
