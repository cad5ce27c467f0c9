import { setTimeout as sleep } from 'node:timers/promises';
import type { Lab } from '../../lab/lab.ts';

// Looking takes processor time from the cluster that is looked at.
const everyMs = 1000;
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
  const first = lab.hosts.find(isPlane)!;
  const { stdout } = await lab.exec(first.name, stateOf);
  const missing = missingOf(stdout, lab.hosts.length);
  if (missing.length > 0) return missing.join(', ');
  const doors = lab.hosts.map(async (host) => {
    const door = `https://${isPlane(host) ? host.address : '127.0.0.1'}:6443/readyz`;
    const { stdout } = await lab.exec(host.name, `curl -sk -m 2 ${door}`);
    return stdout === 'ok' ? [] : [`API at ${host.name}`];
  });
  return (await Promise.all(doors)).flat().join(', ');
}

const ready = '{.status.conditions[?(@.type=="Ready")].status}{.status.numberReady}{.status.availableReplicas}/{.spec.replicas}';
const stateOf =
  'kubectl --kubeconfig /etc/kubernetes/admin.conf --request-timeout 5s get nodes,daemonsets,deployments -A ' +
  `-o jsonpath='{range .items[*]}{.kind} {.metadata.name} ${ready}{"\\n"}{end}' 2>/dev/null`;

/** What the answer to `stateOf` does not show yet, for a cluster of so many hosts. */
export function missingOf(state: string, hosts: number): readonly string[] {
  const lines = state.split('\n');
  const nodes = lines.filter((line) => /^Node \S+ True\/$/.test(line)).length;
  const available = (name: string): boolean => lines.some((line) => new RegExp(`^Deployment ${name} ([1-9][0-9]*)/\\1$`).test(line));
  return [
    ...(nodes === hosts ? [] : [`${hosts - nodes} Ready nodes`]),
    ...['calico-node', 'kube-proxy'].filter((name) => !lines.includes(`DaemonSet ${name} ${hosts}/`)),
    ...['coredns', 'calico-kube-controllers'].filter((name) => !available(name)),
  ];
}
