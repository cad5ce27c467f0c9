import { KmagicError } from '@kmagic/core';
import type { ClusterRequest, InventoryFiles, OpenCluster } from '@kmagic/tasks';
import type { GlobalOptions, InventoryOptions } from '../program.ts';
import type { Console } from '../run-cluster.ts';
import { inventoryKeys } from '../vault-options.ts';

/** The inventory a command is about, with the passwords of what is encrypted in it: a person may be asked for them. */
export async function inventoryOf(inventories: readonly string[], options: InventoryOptions): Promise<InventoryFiles> {
  const { extraVars } = options;
  return { inventories, extraVars, vault: await inventoryKeys(inventories, options) };
}

/** The options of a command as a request. */
export async function requestOf(io: Console, inventories: readonly string[], options: GlobalOptions): Promise<ClusterRequest> {
  return {
    ...(await inventoryOf(inventories, options)),
    hostKeys: options.hostKeyChecking,
    forks: options.forks,
    clock: io.clock,
  };
}

/** The hosts `--limit` names, by name or by group; a name that is neither is an error. */
export function limitOf(cluster: OpenCluster, limit: string | undefined): { readonly limit?: ReadonlySet<string> } {
  if (limit === undefined) return {};
  const names = limit
    .split(',')
    .map((w) => w.trim())
    .filter((w) => w !== '');
  const hosts = names.flatMap((name) => {
    const found = cluster.hosts.filter((h) => h.name === name || h.groups.includes(name)).map((h) => h.name);
    if (found.length === 0)
      throw new KmagicError('usage', `--limit names ${name}, which is neither a host nor a group of the cluster`, {
        hint: `hosts: ${cluster.hosts.map((h) => h.name).join(', ')}`,
      });
    return found;
  });
  return { limit: new Set(hosts) };
}
