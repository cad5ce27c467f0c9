import { redact } from '@kmagic/core';
import { withMebibytes, podAmounts } from './check-amounts.ts';
import { parseCidr, sizeOf } from './cidr.ts';
import type { Draft } from './cross-checks.ts';
import { amountOf, lacksUnit, millisecondsOf } from './quantities.ts';
import { usedPorts } from './used-ports.ts';

/** Values that can be meant as they stand but seldom are: a sentence for each, and none for defaults. */
export function suspicions(draft: Draft): readonly string[] {
  const all = [etcdSizes, memory, pools, nodePorts, certificates, monitoring].flatMap((look) => look(draft));
  return all.map((note) => redact(note));
}

const gib = 2 ** 30;

function etcdSizes({ cluster: { etcd } }: Draft): readonly string[] {
  const notes: string[] = [];
  const quota = `etcd_quota_backend_bytes is ${inGibibytes(etcd.quotaBackendBytes)}`;
  if (etcd.quotaBackendBytes < 2 * gib && etcd.quotaBackendBytes > 0) {
    notes.push(`${quota}: once the database has that size the cluster takes no changes any more; 2Gi is what etcd has by itself`);
  }
  if (etcd.quotaBackendBytes > 8 * gib) notes.push(`${quota}: its makers advise against more than 8Gi`);
  if (etcd.maxRequestBytes > 10 * 2 ** 20)
    notes.push(`etcd_max_request_bytes is ${inGibibytes(etcd.maxRequestBytes)}: its makers advise against more than 10Mi`);
  return notes;
}

function inGibibytes(bytes: number): string {
  const [unit, size] = bytes >= gib ? ['Gi', gib] : bytes >= 2 ** 20 ? ['Mi', 2 ** 20] : ['Ki', 2 ** 10];
  return `${Math.round((bytes / size) * 10) / 10}${unit}`;
}

function memory({ cluster, hosts, inputs }: Draft): readonly string[] {
  const factsOf = new Map(inputs.map((input) => [input.name, input]));
  const kube = hosts.filter((host) => host.isKube);
  const amounts = [
    ...podAmounts(cluster).map(([prefix, { memoryRequests }]) => [`${prefix}_memory_requests`, memoryRequests] as const),
    ['loadbalancer_apiserver_memory_requests', cluster.loadbalancer.memoryRequests] as const,
    ...kube.flatMap(({ kubelet }) => [
      ['kube_memory_reserved', kubelet.kubeReserved.memory] as const,
      ['system_memory_reserved', kubelet.systemReserved.memory] as const,
      ['kube_ephemeral_storage_reserved', kubelet.kubeReserved.ephemeralStorage] as const,
      ['system_ephemeral_storage_reserved', kubelet.systemReserved.ephemeralStorage] as const,
      ['kubelet_logfiles_max_size', kubelet.logFileMaxSize] as const,
    ]),
  ];
  const small = amounts
    .filter(([, amount]) => lacksUnit(amount))
    .map(([name, amount]) => `${name} ${amount} is ${amountOf(amount)} bytes; mebibytes are written ${withMebibytes(amount)}`);
  const large = kube.flatMap(({ name, kubelet }) => {
    const input = factsOf.get(name);
    const half = ((input?.facts?.memoryMiB ?? Number.NaN) * 2 ** 20) / 2;
    return (
      [
        ['kube_memory_reserved', kubelet.kubeReserved.memory],
        ['system_memory_reserved', kubelet.systemReserved.memory],
      ] as const
    )
      .filter(([variable, amount]) => input?.variables[variable] !== undefined && amountOf(amount) > half)
      .map(([variable, amount]) => `${variable} ${amount} is more than half of the memory of ${name}`);
  });
  return [...new Set([...small, ...large])];
}

function pools({ cluster: { kube, calico }, hosts }: Draft): readonly string[] {
  const pool = parseCidr(calico.poolCidr);
  const nodes = hosts.filter((host) => host.isKube);
  if (kube.networkPlugin !== 'calico' || pool === undefined) return [];
  const notes: string[] = [];
  const wanted = nodes.reduce((sum, { kubelet }) => sum + kubelet.maxPods, 0);
  if (sizeOf(pool) < wanted) {
    notes.push(
      `calico_pool_cidr ${calico.poolCidr} has ${sizeOf(pool)} addresses for up to ${wanted} pods on ${nodes.length} nodes (kubelet_max_pods)`,
    );
  }
  const most = Math.max(0, ...nodes.map(({ kubelet }) => kubelet.maxPods));
  const perNode = calico.ipamMaxBlocksPerHost * 2 ** (32 - calico.poolBlockSize);
  if (perNode > 0 && perNode < most) {
    notes.push(
      `calico_ipam_maxblocksperhost ${calico.ipamMaxBlocksPerHost} leaves a node ${perNode} addresses for up to ${most} pods (kubelet_max_pods)`,
    );
  }
  return notes;
}

function nodePorts(draft: Draft): readonly string[] {
  const range = draft.cluster.network.nodePortRange;
  const [from = 0, to = 0] = range.split('-').map(Number);
  const inside = usedPorts(draft).filter(([port]) => port >= from && port <= to);
  if (inside.length === 0) return [];
  const list = inside.map(([port, who]) => `${port} (${who})`).join(', ');
  return [`kube_apiserver_node_port_range ${range} holds ports that are in use: ${list}; a Service that gets one of them breaks its owner`];
}

function certificates({ cluster: { certificates: c } }: Draft): readonly string[] {
  if (c.kubeValidityHours <= c.kubeCaValidityHours) return [];
  return [
    `kube_cert_validity_period ${c.kubeValidityHours}h is longer than kube_ca_cert_validity_period ${c.kubeCaValidityHours}h: certificates end with their authority`,
  ];
}

function monitoring({ cluster: { controllerManager } }: Draft): readonly string[] {
  const period = controllerManager.nodeMonitorGracePeriod;
  if (millisecondsOf(period) >= 20_000) return [];
  return [`kube_controller_node_monitor_grace_period ${period} is less than two signs of life of a node, which come every 10s`];
}
