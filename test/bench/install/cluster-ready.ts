import { setTimeout as sleep } from 'node:timers/promises';
import type { Lab } from '../../lab/lab.ts';

const everyMs = 500;
const waitMs = 300_000;

/**
 * Waits until the lab's cluster is one, however it was installed; the same end for both: every host a Ready node, CoreDNS,
 * calico and kube-proxy available everywhere they should be, every API server and every worker's door to them ready.
 * Throws after five minutes with what is missing.
 */
export async function clusterReady(lab: Lab): Promise<void> {
  const until = Date.now() + waitMs;
  for (;;) {
    const missing = await notReady(lab);
    if (missing === '') return;
    if (Date.now() > until) throw new Error(`no cluster after ${waitMs / 1000} s; missing: ${missing}`);
    await sleep(everyMs);
  }
}

/** What is missing, as words; empty when nothing is. */
async function notReady(lab: Lab): Promise<string> {
  const isPlane = (host: Lab['hosts'][number]): boolean => host.groups.includes('kube_control_plane');
  const doors = lab.hosts.map(async (host) => {
    const door = `https://${isPlane(host) ? host.address : '127.0.0.1'}:6443/readyz`;
    const { stdout } = await lab.exec(host.name, `curl -sk -m 2 ${door}`);
    return stdout === 'ok' ? '' : `API at ${host.name}`;
  });
  const first = lab.hosts.find(isPlane)!;
  const { stdout } = await lab.exec(first.name, stateOf());
  return [...missingOf(stdout, lab.hosts.length), ...(await Promise.all(doors))].filter((word) => word !== '').join(', ');
}

function stateOf(): string {
  const get = (what: string, path: string): string =>
    `kubectl --kubeconfig /etc/kubernetes/admin.conf --request-timeout 5s get ${what} -o jsonpath='{range .items[*]}${path}{"\\n"}{end}' 2>/dev/null`;
  const ready = '{.status.conditions[?(@.type=="Ready")].status}';
  return [
    get('nodes', `node ${ready}`),
    get('-n kube-system daemonsets', '{.metadata.name} {.status.numberReady}'),
    get('-n kube-system deployments', '{.metadata.name} {.status.availableReplicas}/{.spec.replicas}'),
  ].join('; ');
}

/** What the answer to `stateOf` does not show yet, for a cluster of so many hosts. */
export function missingOf(state: string, hosts: number): readonly string[] {
  const lines = new Set(state.split('\n'));
  const nodes = state.split('\n').filter((line) => line === 'node True').length;
  const available = (name: string): boolean => [...lines].some((line) => new RegExp(`^${name} ([1-9][0-9]*)/\\1$`).test(line));
  return [
    ...(nodes === hosts ? [] : [`${hosts - nodes} Ready nodes`]),
    ...['calico-node', 'kube-proxy'].filter((name) => !lines.has(`${name} ${hosts}`)),
    ...['coredns', 'calico-kube-controllers'].filter((name) => !available(name)),
  ];
}
