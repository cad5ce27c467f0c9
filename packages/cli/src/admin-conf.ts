import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { OpenCluster } from './open-cluster.ts';

/** Fetches the administrator's kubeconfig to artifacts/admin.conf (0600) beside the inventory, naming an API server others reach. */
export async function fetchAdminConf(cluster: OpenCluster, signal: AbortSignal): Promise<string | undefined> {
  const { client, loadbalancer, apiserver, paths, controlPlanes } = cluster.spec;
  const host = controlPlanes.find((h) => !cluster.unreachable.has(h.name));
  if (!client.kubeconfigLocalhost || host === undefined) return undefined;
  const out = await (await cluster.connect(host.name, signal)).script(`cat ${paths.configDir}/admin.conf`, signal);
  if (out.code !== 0) return undefined;
  const server = loadbalancer.external
    ? `https://${loadbalancer.domainName}:${loadbalancer.external.port}`
    : `https://${host.accessIp}:${apiserver.port}`;
  const directory = join(cluster.inventory.baseDir, 'artifacts');
  await mkdir(directory, { recursive: true });
  const path = join(directory, 'admin.conf');
  await writeFile(`${path}.new`, out.stdout.replace(/^(\s*server: ).*$/m, `$1${server}`), { mode: 0o600 });
  await rename(`${path}.new`, path);
  return path;
}
