import { defineRole } from '@kmagic/core';
import { kubeObjects } from '../../kinds/kube-objects/kube-objects.ts';
import { refOf } from '../../drivers/kube/object-ref.ts';
import type { ClusterSpec } from '../../spec/cluster-spec.ts';
import { cluster } from '../cluster/role.ts';
import { hostVars, type HostVars } from '../host-vars.ts';
import { objectIs } from '../../kinds/kube-objects/object-is.ts';
import { corednsOf, nodelocaldnsOf } from './dns-objects-of.ts';

/** Names inside the cluster: CoreDNS, and a cache on every node where the kernel can. */
export const dns = defineRole<ClusterSpec, HostVars>({
  name: 'dns',
  about: 'Run CoreDNS and, where the kernel can, a DNS cache on every node.',
  vars: hostVars,
  recipe(task, { from, vars: { spec } }) {
    const { configured } = from(cluster);
    if (spec.dns.mode === 'coredns') {
      const objects = corednsOf(spec);
      const kept = task('Keep CoreDNS', kubeObjects('coredns', objects), { after: [configured] });
      const deployment = refOf(objects.find((o) => o.kind === 'Deployment')!);
      // No task needs it; whoever starts a pod after the run expects names to work.
      if (spec.kube.networkPlugin === 'calico')
        task.meanwhile(() => task('Wait until CoreDNS serves', objectIs(deployment, 'serving', hint), { after: [kept] }));
    }
    if (spec.derived.nodelocaldns)
      task('Keep the DNS cache of nodes', kubeObjects('nodelocaldns', nodelocaldnsOf(spec)), { after: [configured] });
  },
});

const hint = 'kubectl -n kube-system describe deployment,pods says what it lacks; then apply again: it goes on from here';
