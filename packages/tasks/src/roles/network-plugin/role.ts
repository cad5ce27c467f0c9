import { defineRole, download, type Handle } from '@kmagic/core';
import { kubeDefinitions } from '../../kinds/kube-definitions/kube-definitions.ts';
import { kubeObjects } from '../../kinds/kube-objects/kube-objects.ts';
import { workloadServes } from '../../kinds/kube-objects/object-is.ts';
import type { ClusterSpec } from '../../spec/cluster-spec.ts';
import { cluster } from '../cluster/role.ts';
import { download as downloads } from '../download/role.ts';
import { hostVars, type HostVars } from '../host-vars.ts';
import { root } from '../root-owned.ts';
import { calicoObjects } from './calico/calico-objects.ts';
import { calicoOf } from './calico-of.ts';

/** What pods that need a network wait for. */
export interface Network {
  /** calico-node runs on a node; undefined where people bring the network. */
  readonly running?: Handle;
}

/** The network between pods: calico without an operator, or nothing where people bring their own (`cni`, `none`). */
export const networkPlugin = defineRole<ClusterSpec, HostVars, Network>({
  name: 'network-plugin',
  about: 'Give pods a network.',
  vars: hostVars,
  recipe(task, { from, vars: { spec, self } }) {
    if (spec.kube.networkPlugin !== 'calico') return {};
    const { configured } = from(cluster);
    const { url, sha256 } = self.files.calicoCrds;
    const path = `${spec.paths.configDir}/kdd-crds.yml`;
    task("Download calico's definitions", download({ path }, { urls: [url], sha256, mode: '0644', ...root }), {
      retry: { times: 3, everyMs: 3000 },
    });
    const kubectl = { kubectl: `${spec.paths.binDir}/kubectl`, kubeconfig: `${spec.paths.configDir}/admin.conf` };
    const { base, resources, workloads } = calicoObjects(calicoOf(spec));
    task.together(() => {
      task("Keep calico's definitions", kubeDefinitions({ ...kubectl, path }, { sha256 }), {
        after: [configured, from(downloads).kubectl!],
        retry: { times: 3, everyMs: 2000 },
      });
      task("Keep calico's accounts, rights and settings", kubeObjects('calico-base', base), { after: [configured] });
    });
    // The pool stands before any calico-node starts, which would make one of its own.
    task("Keep calico's pool and configuration", kubeObjects('calico-resources', resources), {
      retry: { times: 5, everyMs: 1000 },
    });
    const kept = task('Run calico', kubeObjects('calico', workloads));
    const running = task.meanwhile(() =>
      task('Wait until calico-node runs', workloadServes(workloads, 'DaemonSet', hint), { after: [kept] }),
    );
    return { running };
  },
});

const hint =
  'kubectl -n kube-system describe pods -l k8s-app=calico-node says what they lack, kubectl logs why; then apply again: it goes on from here';
