import { ready, type Resource, type Trouble } from '@kmagic/core';
import { nodeRef } from '../../drivers/kube/node.ts';
import { wantHash } from '../../drivers/kube/mark.ts';
import { keyOf, refOf, titleOf } from '../../drivers/kube/object-ref.ts';
import { askKube, type KubeQuestion, type NodeState } from '../../drivers/kube/questions.ts';
import type { KubeObject } from '../../manifests/kube-object.ts';
import { lookAtNode, lookAtNodes, lookAtPods, type KubectlPaths } from './look.ts';

const timeoutMs = 600_000;

/** What helps after a wait in vain. */
export interface WaitHelp extends KubectlPaths {
  /** What a person does next. */
  readonly hint: string;
}

/** Waits until a node is registered, or more; asked at a control-plane host. */
export function nodeIs(name: string, state: NodeState, help: WaitHelp): Resource<void> {
  const trouble = { hint: help.hint, look: lookAtNode(name, help) };
  return waitFor({ ask: 'is', ref: nodeRef(name), state }, { trouble, everyMs: 1000 });
}

/** Waits until the network plugin has set up nodes, so that pods may come to them; asked likewise. */
export function nodesHaveNetwork(nodes: readonly string[], help: WaitHelp): Resource<void> {
  const trouble = { hint: help.hint, look: lookAtNodes(help) };
  return ready(
    { name: 'network of nodes', ask: askKube({ ask: 'network', nodes }), trouble },
    { what: 'nodes have a network', timeoutMs, everyMs: 500 },
  );
}

/**
 * Waits until a workload, the only one of its kind among the objects, runs its pods as these objects have it, and at least one is
 * available; asked likewise. So a change of the objects is waited for too.
 */
export function workloadServes(objects: readonly KubeObject[], kind: 'Deployment' | 'DaemonSet', help: WaitHelp): Resource<void> {
  const workload = objects.find((object) => object.kind === kind)!;
  const ref = refOf(workload);
  const trouble = { hint: help.hint, look: lookAtPods(ref, help) };
  return waitFor({ ask: 'is', ref, state: 'serving', want: wantHash(workload) }, { trouble, everyMs: 300 });
}

interface Waiting {
  readonly trouble: Trouble;
  readonly everyMs: number;
}

function waitFor(question: Extract<KubeQuestion, { ask: 'is' }>, { trouble, everyMs }: Waiting): Resource<void> {
  const { ref, state } = question;
  return ready({ name: keyOf(ref), ask: askKube(question), trouble }, { what: `${titleOf(ref)} is ${state}`, timeoutMs, everyMs });
}
