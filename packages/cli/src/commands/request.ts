import { KmagicError } from '@kmagic/core';
import type { ClusterRequest, OpenCluster } from '@kmagic/tasks';
import type { GlobalOptions } from '../program.ts';
import type { Console } from '../run-cluster.ts';

/** The options of a command as a request. */
export function requestOf(io: Console, inventories: readonly string[], options: GlobalOptions): ClusterRequest {
  return {
    inventories,
    extraVars: options.extraVars,
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
