import { defineKind, type Resource } from '@kmagic/core';
import { keyOf, refOf, titleOf, type ObjectRef } from '../../drivers/kube/object-ref.ts';
import { actKube, askKube, type Api, type AppliedAnswer } from '../../drivers/kube/questions.ts';
import type { KubeObject } from '../../manifests/kube-object.ts';
import { parseAnswer } from './kube-objects.ts';

export interface GoneSubject {
  /** One word for the lot. */
  readonly name: string;
  readonly refs: readonly ObjectRef[];
}

/** API objects that shall not exist; where there is no API server yet, they do not. */
export const kubeObjectSetGone = defineKind<
  GoneSubject,
  { readonly gone: true },
  { readonly api: 'absent' | 'down' | 'up'; readonly there: readonly ObjectRef[] }
>({
  name: 'kube-objects-gone',
  owns: ({ name }) => `kube-objects:${name}`,
  probe: ({ refs }) => ({
    key: `kube-objects-gone:${refs.map(keyOf).join(',')}`,
    ask: askKube({ ask: 'applied', refs }),
    parse: (out) => {
      const answer: Api<AppliedAnswer> = parseAnswer(out);
      return { api: answer.api, there: answer.api === 'up' ? refs.filter((ref) => (answer.answer[keyOf(ref)] ?? null) !== null) : [] };
    },
  }),
  diff: (_want, seen) => seen.there.map((ref) => ({ what: titleOf(ref), action: 'delete' })),
  steps: ({ seen }) => [
    {
      do: 'drive',
      what: `the API server to delete ${seen.there.length} objects`,
      ...actKube({ do: 'delete', refs: seen.there, timeoutMs: 60_000 }),
    },
  ],
});

/** Declares that objects of these names do not exist, whatever else is in them. */
export function kubeObjectsGone(name: string, objects: readonly KubeObject[]): Resource<void> {
  return kubeObjectSetGone({ name, refs: objects.map(refOf) }, { gone: true });
}
