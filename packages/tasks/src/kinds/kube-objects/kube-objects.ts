import { defineKind, KmagicError, Ref, type Change, type Output, type Resolvable, type Resource } from '@kmagic/core';
import { wantHash } from '../../drivers/kube/mark.ts';
import { keyOf, refOf, titleOf, type ObjectRef } from '../../drivers/kube/object-ref.ts';
import { actKube, askKube, type Api, type AppliedAnswer, type Preview } from '../../drivers/kube/questions.ts';
import { shownYaml } from '../../drivers/kube/shown-yaml.ts';
import type { KubeObject } from '../../manifests/kube-object.ts';

export interface KubeObjectsSubject {
  /** One word for the lot: 'calico-crds'. */
  readonly name: string;
  readonly refs: readonly ObjectRef[];
  /** The objects themselves where they are known beforehand, so that a plan can show what the server would make of them. */
  readonly preview?: readonly KubeObject[];
}

export interface KubeObjectsWant {
  readonly objects: readonly KubeObject[];
}

/** How the objects stand; `api` says whether anything could be asked. */
export type KubeObjectsSeen = Api<AppliedAnswer>;

const timeoutMs = 120_000;

/** API objects applied together, each owned by kmagic field by field; asked at a control-plane host. */
export const kubeObjectSet = defineKind<KubeObjectsSubject, KubeObjectsWant, KubeObjectsSeen>({
  name: 'kube-objects',
  owns: ({ name }) => `kube-objects:${name}`,
  probe: ({ refs }) => ({
    key: `kube-objects:${refs.map(keyOf).join(',')}`,
    ask: askKube({ ask: 'applied', refs }),
    parse: (out) => parseAnswer<AppliedAnswer>(out),
  }),
  detail: {
    probe: ({ name, preview = [] }) => ({
      key: `kube-objects-preview:${name}`,
      ask: askKube({ ask: 'preview', objects: preview }),
      parse: (out) => parseAnswer<readonly Preview[]>(out),
    }),
    changes: (want, seen, closer) => withText(changesOf(want, seen), closer as Api<readonly Preview[]>),
  },
  diff: (want, seen) => changesOf(want, seen).map(({ change }) => change),
  steps({ want, seen }) {
    const keys = new Set(changesOf(want, seen).map(({ key }) => key));
    const objects = want.objects.filter((object) => keys.has(keyOf(refOf(object))));
    return [{ do: 'drive', what: `the API server to take ${objects.length} objects`, ...actKube({ do: 'apply', objects, timeoutMs }) }];
  },
});

/** Declares objects known beforehand; a value that comes from another task may stand anywhere but in kind and name. */
export function kubeObjects(name: string, objects: readonly Resolvable<KubeObject>[]): Resource<void> {
  const refs = objects.map((object) => refOf(object as KubeObject));
  const preview = objects.some(holdsRef) ? {} : { preview: objects as readonly KubeObject[] };
  return kubeObjectSet({ name, refs, ...preview }, { objects });
}

interface Named {
  readonly key: string;
  readonly object: KubeObject;
  readonly change: Change;
}

function changesOf(want: KubeObjectsWant, seen: KubeObjectsSeen): readonly Named[] {
  return want.objects.flatMap((object) => {
    const key = keyOf(refOf(object));
    const change = changeOf(object, key, seen);
    return change === undefined ? [] : [{ key, object, change }];
  });
}

function changeOf(object: KubeObject, key: string, seen: KubeObjectsSeen): Change | undefined {
  const title = titleOf(refOf(object));
  if (seen.api === 'absent') return { what: title, action: 'create' };
  if (seen.api === 'down') return { what: `${title} (cannot be seen: no API server answers: ${seen.why})`, action: 'run' };
  const live = seen.answer[key];
  if (live === null || live === undefined) return { what: title, action: 'create' };
  if (live.want === undefined) return { what: `${title} (not kmagic's yet)`, action: 'update' };
  if (live.want !== wantHash(object)) return { what: title, action: 'update' };
  if (live.intact) return undefined;
  return { what: `${title} (changed by ${live.changedBy.join(', ') || 'somebody'})`, action: 'update' };
}

function withText(named: readonly Named[], closer: Api<readonly Preview[]>): readonly Change[] {
  const previews = new Map(closer.api === 'up' ? closer.answer.map((p) => [p.key, p]) : []);
  return named.map(({ key, object, change }) => {
    const preview = previews.get(key);
    const after = preview?.after ?? shownYaml({ ...object });
    if (preview?.before === after) return { ...change, what: `${change.what}, content unchanged` };
    return { ...change, ...(preview?.before !== undefined && { before: preview.before }), after };
  });
}

/** The driver's answer, or its reason as an error. */
export function parseAnswer<T>(out: Output): Api<T> {
  if (out.code === 0) return JSON.parse(out.stdout) as Api<T>;
  throw new KmagicError('driverFailed', `the API server was asked in vain: ${out.stderr}`);
}

function holdsRef(value: unknown): boolean {
  if (value instanceof Ref) return true;
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsRef);
}
