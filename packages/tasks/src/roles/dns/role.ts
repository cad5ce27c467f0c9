import { defineRole } from '@kmagic/core';
import { kubeObjects } from '../../kinds/kube-objects/kube-objects.ts';
import type { ClusterSpec } from '../../spec/cluster-spec.ts';
import { cluster } from '../cluster/role.ts';
import { hostVars, type HostVars } from '../host-vars.ts';
import { corednsOf, nodelocaldnsOf } from './dns-objects-of.ts';

/** Names inside the cluster: CoreDNS, and a cache on every node where the kernel can. */
export const dns = defineRole<ClusterSpec, HostVars>({
  name: 'dns',
  about: 'Run CoreDNS and, where the kernel can, a DNS cache on every node.',
  vars: hostVars,
  recipe(task, { from, vars: { spec } }) {
    const { configured } = from(cluster);
    if (spec.dns.mode === 'coredns') task('Keep CoreDNS', kubeObjects('coredns', corednsOf(spec)), { after: [configured] });
    if (spec.derived.nodelocaldns)
      task('Keep the DNS cache of nodes', kubeObjects('nodelocaldns', nodelocaldnsOf(spec)), { after: [configured] });
  },
});
