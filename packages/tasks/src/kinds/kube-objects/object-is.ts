import { ready, type Resource } from '@kmagic/core';
import { keyOf, titleOf, type ObjectRef } from '../../drivers/kube/object-ref.ts';
import { askKube, type ObjectState } from '../../drivers/kube/questions.ts';

/** Waits until an API object is so; asked at a control-plane host. */
export function objectIs(ref: ObjectRef, state: ObjectState, hint: string): Resource<void> {
  return ready(
    { name: keyOf(ref), ask: askKube({ ask: 'is', ref, state }), trouble: { hint } },
    { what: `${titleOf(ref)} is ${state}`, timeoutMs: 600_000, everyMs: 1000 },
  );
}
