import type { KubeObject } from '../../manifests/kube-object.ts';

/** Which API object. */
export interface ObjectRef {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
}

/** The reference of an object. */
export function refOf({ apiVersion, kind, metadata }: KubeObject): ObjectRef {
  return { apiVersion, kind, name: metadata.name, ...(metadata.namespace !== undefined && { namespace: metadata.namespace }) };
}

/** As people read it: `DaemonSet kube-system/calico-node`. */
export function titleOf(ref: ObjectRef): string {
  return `${ref.kind} ${ref.namespace === undefined ? '' : `${ref.namespace}/`}${ref.name}`;
}

/** Equal for equal references. */
export function keyOf(ref: ObjectRef): string {
  return `${ref.apiVersion} ${titleOf(ref)}`;
}
