import type { HostView } from '@kmagic/core';
import type { ClusterSpec, HostSpec } from '../spec/cluster-spec.ts';

/** What most roles need: the cluster, and this host in it. */
export interface HostVars {
  readonly spec: ClusterSpec;
  readonly self: HostSpec;
}

export function hostVars(spec: ClusterSpec, host: HostView): HostVars {
  return { spec, self: spec.host(host.name) };
}
