import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Planned } from '@kmagic/core';
import { isKubeconfigCopy, type OpenCluster } from '@kmagic/tasks';
import { writeWhole } from './whole-file.ts';

/** What keeping a copy needs beside the cluster. */
export interface Keeping {
  readonly signal: AbortSignal;
  /** What the hosts looked like, where nothing has been changed there since: a copy that is right is then left alone. */
  readonly unchanged?: Planned;
}

/**
 * Keeps the administrator's kubeconfig as artifacts/admin.conf (0600) beside the inventory, naming an API server others reach.
 * Gives its path; undefined where it is not wanted or cannot be had.
 */
export async function keepAdminConf(cluster: OpenCluster, { signal, unchanged }: Keeping): Promise<string | undefined> {
  const { client, loadbalancer, apiserver, paths, controlPlanes } = cluster.spec;
  const host = controlPlanes.find((h) => !cluster.unreachable.has(h.name));
  if (!client.kubeconfigLocalhost || host === undefined) return undefined;
  const server = loadbalancer.external
    ? `https://${loadbalancer.domainName}:${loadbalancer.external.port}`
    : `https://${host.accessIp}:${apiserver.port}`;
  const directory = join(cluster.inventory.baseDir, 'artifacts');
  const path = join(directory, 'admin.conf');
  const original = { host: host.name, path: `${paths.configDir}/admin.conf`, server };
  if (unchanged && isKubeconfigCopy(await readFile(path, 'utf8').catch(() => ''), original, unchanged)) return path;

  const out = await (await cluster.connect(host.name, signal)).script(`cat ${original.path}`, signal);
  if (out.code !== 0) return undefined;
  await mkdir(directory, { recursive: true });
  await writeWhole(path, out.stdout.replace(/^(\s*server: ).*$/m, `$1${server}`), 0o600);
  return path;
}
