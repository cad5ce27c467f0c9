import type { HostSpec } from '../spec/cluster-spec.ts';

/** The systemd slice of Kubernetes' daemons, which kube_reserved is enforced on; empty: systemd's own. */
export function serviceSlice({ kubelet: { kubeReserved } }: HostSpec): string {
  return kubeReserved.enforced ? kubeReserved.slice : '';
}
