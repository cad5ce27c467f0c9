import { defineRole, type Handle } from '@kmagic/core';
import { node as nodeObject } from '../../kinds/node/node.ts';
import type { ClusterSpec } from '../../spec/cluster-spec.ts';
import { controlPlane } from '../control-plane/role.ts';
import { hostVars, type HostVars } from '../host-vars.ts';
import { kubeadm } from '../kubeadm/role.ts';
import { nodesReady } from './nodes-ready.ts';

/** Labels and taints of all nodes; at the end every node is Ready. */
export const nodeLabel = defineRole<ClusterSpec, HostVars>({
  name: 'node-label',
  about: 'Give nodes their labels and taints, take dropped ones away, and wait until all nodes are ready.',
  vars: hostVars,
  recipe(task, { hosts, from, vars: { spec } }) {
    const marked: Handle[] = [];
    task.together(() => {
      for (const view of hosts('k8s_cluster')) {
        const { isControlPlane, nodeName, labels, taints } = spec.host(view.name);
        // A host that failed to join must not hold up the others' labels.
        const after = isControlPlane ? [from(controlPlane, view).serving] : [from(kubeadm, view).well];
        marked.push(task(`Keep the labels and taints of ${nodeName}`, nodeObject({ node: nodeName }, { labels, taints }), { after }));
      }
    });
    task('Wait until all nodes are ready', nodesReady(spec), { after: marked });
  },
});
