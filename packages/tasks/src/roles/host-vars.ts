import { KmagicError, type HostView, type StableFacts } from '@kmagic/core';
import type { ClusterSpec, HostSpec } from '../spec/cluster-spec.ts';

/** What most roles need: the cluster, and this host in it. */
export interface HostVars {
  readonly spec: ClusterSpec;
  readonly self: HostSpec;
}

export function hostVars(spec: ClusterSpec, host: HostView): HostVars {
  return { spec, self: spec.host(host.name) };
}

/** The facts of a host a recipe cannot do without. */
export function factsOf(host: HostView): StableFacts {
  if (host.facts) return host.facts;
  throw new KmagicError('unreachable', `nothing is known of ${host.name}: it does not answer and never did`, {
    host: host.name,
    hint: 'bring it up, or take it out of the inventory',
  });
}
