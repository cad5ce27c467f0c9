import type { V1ResourceRequirements } from '@kubernetes/client-node';

/** Kubernetes quantities; empty or `0` is no request or limit. */
export interface Resources {
  readonly cpuRequests?: string;
  readonly memoryRequests?: string;
  readonly cpuLimit?: string;
  readonly memoryLimit?: string;
}

/** A container's resources; `{}` where nothing is asked for. */
export function resourceRequirements(r: Resources): V1ResourceRequirements {
  const requests = amounts(r.cpuRequests, r.memoryRequests);
  const limits = amounts(r.cpuLimit, r.memoryLimit);
  return { ...(requests && { requests }), ...(limits && { limits }) };
}

function amounts(cpu: string | undefined, memory: string | undefined): Record<string, string> | undefined {
  const entries = Object.entries({ cpu, memory }).flatMap(([name, v]) =>
    v === undefined || v === '' || v === '0' ? [] : [[name, canonical(v)] as const],
  );
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/** As the API server stores it: whole cores instead of thousands of millicores. */
function canonical(quantity: string): string {
  const milli = /^(\d+)000m$/.exec(quantity);
  return milli?.[1] ?? quantity;
}
