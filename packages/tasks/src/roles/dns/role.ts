import { defineRole } from '@kmagic/core';
import { kubeObjectsGone } from '../../kinds/kube-objects/kube-objects-gone.ts';
import { kubeObjects } from '../../kinds/kube-objects/kube-objects.ts';
import type { ClusterSpec } from '../../spec/cluster-spec.ts';
import { cluster } from '../cluster/role.ts';
import { hostVars, type HostVars } from '../host-vars.ts';
import { networkPlugin } from '../network-plugin/role.ts';
import { waitForRollouts } from '../rollouts.ts';
import { corednsOf, nodelocaldnsOf } from './dns-objects-of.ts';

/** Names inside the cluster: CoreDNS, and a cache on every node where the kernel can. */
export const dns = defineRole<ClusterSpec, HostVars>({
  name: 'dns',
  about: 'Run CoreDNS and, where the kernel can, a DNS cache on every node.',
  vars: hostVars,
  recipe(task, recipe) {
    const { from, vars } = recipe;
    const { spec } = vars;
    const { configured } = from(cluster);
    const { up } = from(networkPlugin);
    if (spec.derived.nodelocaldns) {
      const objects = nodelocaldnsOf(spec);
      task.meanwhile(() => {
        task('Keep the DNS cache of nodes', kubeObjects('nodelocaldns', objects), { after: [configured] });
        waitForRollouts(task, objects, recipe);
      });
    }
    if (spec.dns.mode !== 'coredns') return;
    const { base, workload, unwanted } = corednsOf(spec);
    task.meanwhile(() => {
      task("Keep CoreDNS's account, rights and settings", kubeObjects('coredns-base', base), { after: [configured] });
      if (unwanted.length > 0) task("Remove CoreDNS's disruption budget", kubeObjectsGone('coredns-budget', unwanted));
      // Pods that come before the network fail, and wait for a quarter of a minute before they are tried again.
      task('Run CoreDNS', kubeObjects('coredns', [workload]), { after: up ? [up] : [] });
      // No task needs it; whoever starts a pod after the run expects names to work.
      if (up) waitForRollouts(task, [workload], recipe);
    });
  },
});
