import { ready, type Resource } from '@kmagic/core';
import { nodeRef } from '../../drivers/kube/node.ts';
import { keyOf, refOf, titleOf, type ObjectRef } from '../../drivers/kube/object-ref.ts';
import { askKube, type ObjectState } from '../../drivers/kube/questions.ts';
import type { KubeObject } from '../../manifests/kube-object.ts';

/** Waits until a node is registered, or Ready too; asked at a control-plane host. */
export function nodeIs(name: string, state: 'there' | 'Ready', hint: string): Resource<void> {
  return objectIs(nodeRef(name), state, hint);
}

/** Waits until at least one pod of a workload, the only one of its kind among the objects, is available; asked likewise. */
export function workloadServes(objects: readonly KubeObject[], kind: 'Deployment' | 'DaemonSet', hint: string): Resource<void> {
  return objectIs(refOf(objects.find((object) => object.kind === kind)!), 'serving', hint);
}

function objectIs(ref: ObjectRef, state: ObjectState, hint: string): Resource<void> {
  return ready(
    { name: keyOf(ref), ask: askKube({ ask: 'is', ref, state }), trouble: { hint } },
    { what: `${titleOf(ref)} is ${state}`, timeoutMs: 600_000, everyMs: 1000 },
  );
}
