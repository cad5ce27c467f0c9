import type { HostSpec, PodResources } from './cluster-spec.ts';
import type { Check, Draft } from './cross-checks.ts';
import { aboutVariable } from './problem.ts';
import { amountOf, lacksUnit } from './quantities.ts';
import type { Problem } from './spec-input.ts';
import type { ClusterTopics } from './variable.ts';

/** Limits and requests of pods no node could run or no API server take. */
export const checkPodAmounts: Check = (draft) =>
  podAmounts(draft.cluster).flatMap(([prefix, resources]) => [
    ...limitProblems(draft, prefix, resources),
    ...requestProblems(draft, prefix, resources),
  ]);

/** What is asked for the pods kmagic makes, by the beginning of the names of the variables. */
export function podAmounts({ kube, dns, calico }: ClusterTopics): readonly (readonly [prefix: string, resources: PodResources])[] {
  return [
    ...(dns.mode === 'coredns' ? ([['dns', dns.resources]] as const) : []),
    ...(dns.mode === 'coredns' && dns.nodelocal !== false ? ([['nodelocaldns', dns.nodelocalResources]] as const) : []),
    ...(kube.networkPlugin === 'calico'
      ? ([
          ['calico_node', calico.nodeResources],
          ['calico_policy_controller', calico.controllersResources],
        ] as const)
      : []),
  ];
}

function limitProblems({ inputs }: Draft, prefix: string, r: PodResources): readonly Problem[] {
  const problems: Problem[] = [];
  if (lacksUnit(r.memoryLimit)) {
    const message = `${r.memoryLimit} is ${amountOf(r.memoryLimit)} bytes, in which nothing runs`;
    problems.push(aboutVariable(`${prefix}_memory_limit`, [message, `write ${withMebibytes(r.memoryLimit)}`], inputs));
  }
  for (const [what, request, limit] of [
    ['memory', r.memoryRequests, r.memoryLimit],
    ['cpu', r.cpuRequests, r.cpuLimit],
  ] as const) {
    if (amountOf(limit) === 0 || amountOf(request) <= amountOf(limit)) continue;
    const message = `${request} is more than ${prefix}_${what}_limit ${limit}, and the API server takes no such pod`;
    problems.push(aboutVariable(`${prefix}_${what}_requests`, [message, 'lower it, or raise the limit'], inputs));
  }
  return problems;
}

function requestProblems({ hosts, inputs }: Draft, prefix: string, { cpuRequests }: PodResources): readonly Problem[] {
  const cores = inputs.filter((host) => hosts.some(({ name, isKube }) => isKube && name === host.name)).map((host) => host.facts?.cpus);
  const most = Math.max(...cores.map((count) => count ?? Number.POSITIVE_INFINITY));
  if (cores.length === 0 || !(amountOf(cpuRequests) > most)) return [];
  const message = `${cpuRequests} is ${amountOf(cpuRequests)} cores, and no node has more than ${most}`;
  return [aboutVariable(`${prefix}_cpu_requests`, [message, `lower it: a tenth of a core is 100m`], inputs)];
}

/** What is kept for daemons must leave something of the host, or kubelet does not start. */
export const checkReservations: Check = (draft) =>
  [
    reservations(draft, {
      variable: 'memory_reserved',
      of: ({ kubelet }) => [kubelet.kubeReserved.memory, kubelet.systemReserved.memory],
      has: (host) => [(host?.memoryMiB ?? Number.NaN) * 2 ** 20, `${host?.memoryMiB}Mi of memory`],
      hint: 'lower them',
    }),
    reservations(draft, {
      variable: 'cpu_reserved',
      of: ({ kubelet }) => [kubelet.kubeReserved.cpu, kubelet.systemReserved.cpu],
      has: (host) => [host?.cpus ?? Number.NaN, `${host?.cpus} cores`],
      hint: 'lower them: a tenth of a core is 100m',
    }),
  ].flat();

interface Reservation {
  readonly variable: string;
  readonly of: (host: HostSpec) => readonly [kube: string, system: string];
  readonly has: (facts: Draft['inputs'][number]['facts']) => readonly [amount: number, shown: string];
  readonly hint: string;
}

function reservations({ hosts, inputs }: Draft, { variable, of, has, hint }: Reservation): readonly Problem[] {
  const inputOf = new Map(inputs.map((input) => [input.name, input]));
  const starved = hosts.flatMap((host) => {
    const [kube, system] = of(host);
    const [amount, shown] = has(inputOf.get(host.name)?.facts);
    if (!host.isKube || !(amountOf(kube) + amountOf(system) >= amount)) return [];
    return [{ name: host.name, message: `${kube} and system_${variable} ${system} leave nothing of the ${shown} of` }];
  });
  return [...Map.groupBy(starved, ({ message }) => message)].map(([message, same]) => {
    const names = same.map(({ name }) => name);
    const having = inputs.filter(({ name }) => names.includes(name));
    return aboutVariable(`kube_${variable}`, [`${message} ${names.join(', ')}: kubelet would not start`, hint], having);
  });
}

/** `300Mi` of `300`, of `300m` and of `3e2`. */
export function withMebibytes(amount: string): string {
  return `${Number.parseFloat(amount)}Mi`;
}
