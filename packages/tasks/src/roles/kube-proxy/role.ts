import { defineRole } from '@kmagic/core';
import { kubeObjects } from '../../kinds/kube-objects/kube-objects.ts';
import type { ClusterSpec } from '../../spec/cluster-spec.ts';
import { cluster } from '../cluster/role.ts';
import { hostVars, type HostVars } from '../host-vars.ts';
import { waitForRollouts } from '../rollouts.ts';
import { kubeProxyConfig } from './kube-proxy-config.ts';
import { kubeProxyObjects } from './kube-proxy-objects.ts';

/** kube-proxy on every node, under the names kubeadm uses. */
export const kubeProxy = defineRole<ClusterSpec, HostVars>({
  name: 'kube-proxy',
  about: 'Run kube-proxy on every node.',
  vars: hostVars,
  recipe(task, recipe) {
    const { from, vars } = recipe;
    const { spec } = vars;
    const port = spec.derived.localProxy ? spec.loadbalancer.port : spec.apiserver.port;
    const objects = kubeProxyObjects({
      image: spec.images.kubeProxy,
      imagePullPolicy: spec.kube.imagePullPolicy,
      server: spec.loadbalancer.external
        ? `https://${spec.loadbalancer.domainName}:${spec.loadbalancer.external.port}`
        : `https://127.0.0.1:${port}`,
      config: kubeProxyConfig({ ...spec.kubeProxy, podsCidr: spec.network.podsCidr }),
    });
    const { configured } = from(cluster);
    task.meanwhile(() => {
      task('Keep the objects of kube-proxy', kubeObjects('kube-proxy', objects), { after: [configured] });
      waitForRollouts(task, objects, recipe);
    });
  },
});
