import { defineKind, KmagicError, type Resource } from '@kmagic/core';
import { keyOf, refOf, type ObjectRef } from '../../drivers/kube/object-ref.ts';
import { askKube, type Api } from '../../drivers/kube/questions.ts';
import type { CustomResource } from '../../manifests/kube-object.ts';
import { parseAnswer } from './kube-objects.ts';

type Spec = Readonly<Record<string, unknown>>;

interface FixedFieldsWant {
  /** The fields of `spec`, as the object has them or shall have. */
  readonly spec: Spec;
  /** By name of a field, the variable that sets it. */
  readonly variables: Readonly<Record<string, string>>;
  /** Why they cannot change, in words. */
  readonly because: string;
}

/** Fields of an object no API server keeps anybody from changing, though those who use it cannot bear that; it never acts. */
const fixed = defineKind<{ readonly ref: ObjectRef }, FixedFieldsWant, Api<{ readonly spec?: Spec } | null>>({
  name: 'fixed-fields',
  owns: ({ ref }) => `fixed-fields:${keyOf(ref)}`,
  probe: ({ ref }) => ({ key: `fixed-fields:${keyOf(ref)}`, ask: askKube({ ask: 'get', ref }), parse: (out) => parseAnswer(out) }),
  diff({ spec, variables, because }, seen) {
    if (seen.api !== 'up') return [];
    const live = seen.answer?.spec ?? {};
    const changed = Object.entries(variables).flatMap(([field, variable]) => {
      const was = live[field];
      return was === undefined || was === spec[field]
        ? []
        : [`${variable} cannot change from ${was as string} to ${spec[field] as string}`];
    });
    if (changed.length === 0) return [];
    throw new KmagicError('refused', changed.join('; '), { hint: `put the old value back: ${because}`, endsRun: true });
  },
  steps: () => [],
});

/** Refuses to change fields of an object's spec, named with the variables that set them. */
export function fixedFields(object: CustomResource<Spec>, variables: Readonly<Record<string, string>>, because: string): Resource<void> {
  return fixed({ ref: refOf(object) }, { spec: object.spec, variables, because });
}
