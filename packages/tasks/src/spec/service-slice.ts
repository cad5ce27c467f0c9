import type { ReservedResources } from './host-settings.ts';

/** The systemd slice of Kubernetes' daemons, which kube_reserved is enforced on; undefined: systemd's own. */
export function serviceSlice(kubeReserved: ReservedResources): string | undefined {
  return kubeReserved.enforced ? kubeReserved.slice : undefined;
}
