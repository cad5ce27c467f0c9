/** Resources kept from pods; `enforced` holds their owner to them by a cgroup. */
export interface ReservedAmounts {
  readonly enforced: boolean;
  readonly cpu: string;
  readonly memory: string;
  readonly ephemeralStorage: string;
  readonly pids: string;
  readonly cgroup: string;
}

interface ReservedOptions {
  readonly kubeReserved: ReservedAmounts;
  readonly systemReserved: ReservedAmounts;
  readonly enforceNodeAllocatable: readonly string[];
  readonly evictionHard: Readonly<Record<string, string>>;
}

/** The part of KubeletConfiguration about what pods may not have: amounts always count, cgroups only where enforced. */
export function kubeletReserved(o: ReservedOptions): Readonly<Record<string, unknown>> {
  return {
    kubeReserved: amounts(o.kubeReserved),
    systemReserved: amounts(o.systemReserved),
    ...(o.kubeReserved.enforced && { kubeReservedCgroup: o.kubeReserved.cgroup }),
    ...(o.systemReserved.enforced && { systemReservedCgroup: o.systemReserved.cgroup }),
    ...(o.enforceNodeAllocatable.length > 0 && { enforceNodeAllocatable: o.enforceNodeAllocatable }),
    ...(Object.keys(o.evictionHard).length > 0 && { evictionHard: o.evictionHard }),
  };
}

function amounts(r: ReservedAmounts): Readonly<Record<string, string>> {
  const all = { cpu: r.cpu, memory: r.memory, 'ephemeral-storage': r.ephemeralStorage, pid: r.pids };
  return Object.fromEntries(Object.entries(all).filter(([, amount]) => amount !== ''));
}
