import { defineRole, download, type Handle } from '@kmagic/core';
import { calicoPool } from '../../kinds/calico-pool/calico-pool.ts';
import { kubeDefinitions } from '../../kinds/kube-definitions/kube-definitions.ts';
import { kubeObjects } from '../../kinds/kube-objects/kube-objects.ts';
import { nodesHaveNetwork } from '../../kinds/kube-objects/object-is.ts';
import type { ClusterSpec } from '../../spec/cluster-spec.ts';
import { controlPlane } from '../control-plane/role.ts';
import { hostVars, type HostVars } from '../host-vars.ts';
import { root } from '../root-owned.ts';
import { waitForRollouts } from '../rollouts.ts';
import { webSource } from '../web-source.ts';
import { calicoObjects } from './calico/calico-objects.ts';
import { calicoOf } from './calico-of.ts';

/** What pods that need a network wait for. */
export interface Network {
  /** Pods may come; undefined where people bring the network. */
  readonly up?: Handle;
}

/** The network between pods: calico without an operator, or nothing where people bring their own (`cni`, `none`). */
export const networkPlugin = defineRole<ClusterSpec, HostVars, Network>({
  name: 'network-plugin',
  about: 'Give pods a network.',
  vars: hostVars,
  recipe(task, recipe) {
    const { from, hosts, vars } = recipe;
    const { spec, self } = vars;
    if (spec.kube.networkPlugin !== 'calico') return {};
    const { serving } = from(controlPlane);
    const { calicoCrds } = self.files;
    const path = `${spec.paths.configDir}/kdd-crds.yml`;
    const options = calicoOf(spec);
    const help = { hint, ...spec.paths };
    const { base, resources, workloads } = calicoObjects(options);
    // Beside all else: nodes become ready, and pods start, when the network is there.
    const nodes = hosts('k8s_cluster').map((view) => spec.host(view.name).nodeName);
    const up = task.meanwhile(() => {
      task("Download calico's definitions", download({ path }, { ...webSource(spec, calicoCrds), mode: '0644', ...root }), {
        retry: { times: 3, everyMs: 3000 },
      });
      task.together(() => {
        task("Keep calico's definitions", kubeDefinitions({ path }, { sha256: calicoCrds.sha256 }), { after: [serving] });
        task("Keep calico's accounts, rights and settings", kubeObjects('calico-base', base), { after: [serving] });
      });
      task(
        "Compare calico's pool with those there are",
        calicoPool(null, { name: options.poolName, cidr: options.poolCidr, blockSize: options.poolBlockSize }),
      );
      // The pool stands before any calico-node starts, which would make one of its own.
      task("Keep calico's pool and configuration", kubeObjects('calico-resources', resources), {
        retry: { times: 5, everyMs: 1000 },
      });
      const applied = task('Run calico', kubeObjects('calico', workloads));
      // Without a backend it only enforces policies, and says nothing of the network.
      const networked = spec.calico.backend === 'none' ? applied : task('Wait until nodes have a network', nodesHaveNetwork(nodes, help));
      waitForRollouts(task, workloads, recipe);
      return networked;
    });
    return { up };
  },
});

const hint =
  'kubectl -n kube-system describe pods -l k8s-app=calico-node says what they lack, kubectl logs why; then apply again: it goes on from here';
