import type { Recipe, Task } from '@kmagic/core';
import { workloadServes } from '../kinds/kube-objects/object-is.ts';
import type { KubeObject } from '../manifests/kube-object.ts';
import type { HostVars } from './host-vars.ts';

/** Waits until everything among the objects that runs pods has rolled. */
export function waitForRollouts(task: Task, objects: readonly KubeObject[], { hosts, vars: { spec } }: Recipe<HostVars>): void {
  const silent = hosts('k8s_cluster').flatMap(({ name, reachable }) => (reachable ? [] : [name]));
  const workloads = objects.filter(({ kind }) => kind === 'Deployment' || kind === 'DaemonSet');
  task.together(() => {
    for (const workload of workloads)
      task(`Wait until ${workload.metadata.name} runs`, workloadServes(workload, { ...spec.paths, silent }));
  });
}
