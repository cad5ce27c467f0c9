import { defineRole, type Handle } from '@kmagic/core';
import { node as nodeObject } from '../../kinds/node/node.ts';
import type { ClusterSpec } from '../../spec/cluster-spec.ts';
import { hostVars, type HostVars } from '../host-vars.ts';
import { nodesReady } from './nodes-ready.ts';

/** Labels and taints of all nodes; at the end every node is Ready. */
export const nodeLabel = defineRole<ClusterSpec, HostVars>({
  name: 'node-label',
  about: 'Give nodes their labels and taints, take dropped ones away, and wait until all nodes are ready.',
  vars: hostVars,
  recipe(task, { vars: { spec } }) {
    const marked: Handle[] = [];
    task.together(() => {
      for (const host of spec.kubeHosts) {
        marked.push(task(`Keep the labels and taints of ${host.nodeName}`, nodeObject({ node: host.nodeName }, { labels: host.labels, taints: host.taints })));
      }
    });
    task('Wait until all nodes are ready', nodesReady(spec), { after: marked });
  },
});
