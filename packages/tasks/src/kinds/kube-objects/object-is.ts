import { ready, type Resource } from '@kmagic/core';
import { nodeRef } from '../../drivers/kube/node.ts';
import { wantHash } from '../../drivers/kube/mark.ts';
import { keyOf, refOf, titleOf } from '../../drivers/kube/object-ref.ts';
import { askKube, type KubeQuestion, type NodeState } from '../../drivers/kube/questions.ts';
import type { KubeObject } from '../../manifests/kube-object.ts';

const timeoutMs = 600_000;

/** Waits until a node is registered, or more; asked at a control-plane host. */
export function nodeIs(name: string, state: NodeState, hint: string): Resource<void> {
  return waitFor({ ask: 'is', ref: nodeRef(name), state }, { hint, everyMs: 1000 });
}

/** Waits until the network plugin has set up nodes, so that pods may come to them; asked likewise. */
export function nodesHaveNetwork(nodes: readonly string[], hint: string): Resource<void> {
  return ready(
    { name: 'network of nodes', ask: askKube({ ask: 'network', nodes }), trouble: { hint } },
    { what: 'nodes have a network', timeoutMs, everyMs: 500 },
  );
}

/**
 * Waits until a workload, the only one of its kind among the objects, runs its pods as these objects have it, and at least one is
 * available; asked likewise. So a change of the objects is waited for too.
 */
export function workloadServes(objects: readonly KubeObject[], kind: 'Deployment' | 'DaemonSet', hint: string): Resource<void> {
  const workload = objects.find((object) => object.kind === kind)!;
  return waitFor({ ask: 'is', ref: refOf(workload), state: 'serving', want: wantHash(workload) }, { hint, everyMs: 300 });
}

function waitFor(question: Extract<KubeQuestion, { ask: 'is' }>, { hint, everyMs }: { hint: string; everyMs: number }): Resource<void> {
  const { ref, state } = question;
  return ready(
    { name: keyOf(ref), ask: askKube(question), trouble: { hint } },
    { what: `${titleOf(ref)} is ${state}`, timeoutMs, everyMs },
  );
}
