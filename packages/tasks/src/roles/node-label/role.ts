import { defineRole } from '@kmagic/core';
import { nodeIs } from '../../kinds/kube-objects/object-is.ts';
import { node as nodeObject } from '../../kinds/node/node.ts';
import type { ClusterSpec } from '../../spec/cluster-spec.ts';
import type { NodeState } from '../../drivers/kube/questions.ts';
import { controlPlane } from '../control-plane/role.ts';
import { hostVars, type HostVars } from '../host-vars.ts';
import { kubeadm } from '../kubeadm/role.ts';

/** Labels and taints of all nodes; at the end every node is Ready. */
export const nodeLabel = defineRole<ClusterSpec, HostVars>({
  name: 'node-label',
  about: 'Give nodes their labels and taints, take dropped ones away, and wait until all nodes are ready.',
  vars: hostVars,
  recipe(task, { hosts, from, vars: { spec } }) {
    const state = stateOf(spec);
    task.together(() => {
      for (const view of hosts('k8s_cluster')) {
        const { isControlPlane, nodeName, labels, taints } = spec.host(view.name);
        // A host that failed to join must not hold up the others' labels.
        const after = isControlPlane ? [from(controlPlane, view).serving] : [from(kubeadm, view).well];
        const marked = task(`Keep the labels and taints of ${nodeName}`, nodeObject({ node: nodeName }, { labels, taints }), {
          after,
          concerns: view,
        });
        task(`Wait until ${nodeName} is a ready node`, nodeIs(nodeName, state, { hint, ...spec.paths }), {
          after: [marked],
          concerns: view,
        });
      }
    });
  },
});

/** Where people bring the network themselves a node is Ready once they have. Without a backend calico says nothing of it. */
function stateOf({ kube, calico }: ClusterSpec): NodeState {
  if (kube.networkPlugin !== 'calico') return 'there';
  return calico.backend === 'none' ? 'Ready' : 'Ready with a network';
}

const hint =
  'kubectl describe node NAME says what a node lacks, journalctl -u kubelet on that host why; then apply again: it goes on from here';
