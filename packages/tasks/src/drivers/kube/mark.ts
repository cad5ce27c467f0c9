import { fingerprint } from '@kmagic/core';
import type { KubeObject } from '../../manifests/kube-object.ts';

/** The field manager kmagic applies objects as. */
export const fieldManager = 'kmagic';

/**
 * Where an object says what was applied: the hash of the whole object as kmagic wanted it, a dot, and the hash of the
 * fields kmagic owned right after. While both still hold, nothing kmagic wants has changed and nobody has taken a field
 * from it: the API server takes a field from its owner when another writer changes its value.
 */
export const markAnnotation = 'kmagic.io/applied';

/** What the API server says of an object's state as far as kmagic is concerned. */
export interface Applied {
  /** The hash of the want last applied; undefined where kmagic never applied the object. */
  readonly want?: string;
  /** True: kmagic still owns every field it applied. */
  readonly intact: boolean;
  /** Those who changed the object since. */
  readonly changedBy: readonly string[];
}

/** The hash of an object as wanted. */
export function wantHash(object: KubeObject): string {
  return fingerprint(object).slice(0, 16);
}

/** The object with its mark; `fields` is the hash of the fields kmagic will own. */
export function marked(object: KubeObject, fields: string): KubeObject {
  return annotated(object, { [markAnnotation]: `${wantHash(object)}.${fields}` });
}

/** The object with these annotations beside its own. */
export function annotated(object: KubeObject, annotations: Readonly<Record<string, string>>): KubeObject {
  return { ...object, metadata: { ...object.metadata, annotations: { ...object.metadata.annotations, ...annotations } } };
}

interface ManagedEntry {
  readonly manager?: string;
  readonly operation?: string;
  readonly subresource?: string;
  readonly time?: string;
  readonly fieldsV1?: unknown;
}

/** What an object's metadata carries beside its names. */
export interface LiveMetadata {
  readonly annotations?: Readonly<Record<string, string>>;
  readonly managedFields?: readonly ManagedEntry[];
}

/** Hash of the fields kmagic owns; undefined where it owns none. */
export function ownedFieldsHash(metadata: LiveMetadata): string | undefined {
  const own = ownEntry(metadata);
  return own === undefined ? undefined : fingerprint(own.fieldsV1).slice(0, 16);
}

/** How an object stands, from its metadata alone. */
export function appliedOf(metadata: LiveMetadata): Applied {
  const [want, fields] = metadata.annotations?.[markAnnotation]?.split('.') ?? [];
  const intact = fields !== undefined && fields === ownedFieldsHash(metadata);
  const since = ownEntry(metadata)?.time ?? '';
  const others = (metadata.managedFields ?? []).filter(
    (e) => e.manager !== fieldManager && e.subresource !== 'status' && (e.time ?? since) >= since,
  );
  return { ...(want !== undefined && { want }), intact, changedBy: [...new Set(others.flatMap((e) => e.manager ?? []))] };
}

function ownEntry(metadata: LiveMetadata): ManagedEntry | undefined {
  return metadata.managedFields?.find((e) => e.manager === fieldManager && e.operation === 'Apply' && e.subresource === undefined);
}
