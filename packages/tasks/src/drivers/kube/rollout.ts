import type { LiveObject } from './kube-api.ts';

interface Workload {
  readonly metadata: { readonly generation?: number };
  readonly spec?: { readonly replicas?: number };
  readonly status?: {
    /** The generation its controller has seen. */
    readonly observedGeneration?: number;
    /** Of a Deployment or StatefulSet: its pods, those of earlier revisions among them. */
    readonly replicas?: number;
    readonly updatedReplicas?: number;
    readonly availableReplicas?: number;
    /** A DaemonSet counts nodes. */
    readonly desiredNumberScheduled?: number;
    readonly updatedNumberScheduled?: number;
    readonly numberAvailable?: number;
  };
}

/**
 * Whether a Deployment, StatefulSet or DaemonSet has rolled: all its pods are of its present revision, and at least one is available; a text
 * says how far it has come. Pods that fail later do not undo that: to watch over them is not a roll's business, and of a thousand one is
 * always ill.
 */
export function howFarRolled(live: LiveObject): boolean | string {
  const { metadata, spec, status = {} } = live as unknown as Workload;
  if ((status.observedGeneration ?? 0) < (metadata.generation ?? 0)) return false;
  const wanted = status.desiredNumberScheduled ?? spec?.replicas ?? 1;
  const updated = status.updatedNumberScheduled ?? status.updatedReplicas ?? 0;
  const available = status.numberAvailable ?? status.availableReplicas ?? 0;
  const old = status.desiredNumberScheduled === undefined ? (status.replicas ?? 0) - updated : 0;
  const sofar = `${updated} of ${wanted} pods are as wanted`;
  if (updated < wanted) return sofar;
  if (old > 0) return `${sofar}, ${old} of before ${old === 1 ? 'is' : 'are'} left`;
  return available > 0 || 'no pod is available';
}
