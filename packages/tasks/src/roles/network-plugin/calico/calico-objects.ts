import type { KubeObject } from '../../../manifests/kube-object.ts';
import type { CalicoOptions } from './calico-options.ts';
import { calicoConfigMaps } from './config-maps.ts';
import { calicoCustomResources } from './custom-resources.ts';
import { calicoKubeControllers } from './kube-controllers.ts';
import { calicoNodeDaemonSet } from './node-daemon-set.ts';
import { calicoRbac } from './rbac.ts';

/** Calico's objects in the three groups they must be applied in, after its CRDs. */
export interface CalicoObjects {
  /** Accounts, rights and ConfigMaps. */
  readonly base: readonly KubeObject[];
  /** Custom resources: they need the CRDs served. */
  readonly resources: readonly KubeObject[];
  /** What runs. */
  readonly workloads: readonly KubeObject[];
}

export function calicoObjects(o: CalicoOptions): CalicoObjects {
  return {
    base: [...calicoRbac(), ...calicoConfigMaps(o)],
    resources: calicoCustomResources(o),
    workloads: [calicoNodeDaemonSet(o), ...calicoKubeControllers(o)],
  };
}
