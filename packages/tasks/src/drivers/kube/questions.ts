import type { DriverAction, DriverQuestion } from '@kmagic/core';
import type { KubeObject } from '../../manifests/kube-object.ts';
import type { Applied } from './mark.ts';
import type { ObjectRef } from './object-ref.ts';

/** What the kube driver can be asked at a control-plane host. */
export type KubeQuestion =
  /** Whether the API server says it is ready. */
  | { readonly ask: 'ready' }
  /** How each object stands, by `keyOf`; null where it does not exist. */
  | { readonly ask: 'applied'; readonly refs: readonly ObjectRef[] }
  /** The objects that would change, before and after, as the server's dry run has it. */
  | { readonly ask: 'preview'; readonly objects: readonly KubeObject[] }
  /** One whole object, or null. */
  | { readonly ask: 'get'; readonly ref: ObjectRef }
  /** All objects of a kind, whole. */
  | { readonly ask: 'list'; readonly apiVersion: string; readonly kind: string; readonly namespace?: string }
  /** What an annotation says on each object of a kind that has it: values by name. */
  | { readonly ask: 'annotation'; readonly apiVersion: string; readonly kind: string; readonly name: string }
  /** Labels and taints of a node. */
  | { readonly ask: 'node'; readonly name: string }
  /** Whether an object is so, as it was last applied where `want` (`wantHash`) says how: no error means it is, an error how far it has come. */
  | { readonly ask: 'is'; readonly ref: ObjectRef; readonly state: ObjectState; readonly want?: string }
  /** Whether pods may come to these nodes, as far as they exist; no error means they may. */
  | { readonly ask: 'network'; readonly nodes: readonly string[] };

/** 'serving': a Deployment, StatefulSet or DaemonSet runs all its pods as they are wanted now, and at least one is available. */
export type ObjectState = NodeState | 'serving';

/** What a node is waited for to be. */
export type NodeState = 'there' | 'Ready' | 'Ready with a network';

/**
 * The API server's answer, or why there is none: 'absent' where the host has no admin kubeconfig (no API server was set
 * up there yet), 'down' where it has one and nothing answers.
 */
export type Api<T> =
  { readonly api: 'up'; readonly answer: T } | { readonly api: 'absent' } | { readonly api: 'down'; readonly why: string };

export type AppliedAnswer = Readonly<Record<string, Applied | null>>;

/** One object as YAML, without what the server adds; `before` undefined where it does not exist. */
export interface Preview {
  readonly key: string;
  readonly before?: string;
  readonly after?: string;
  /** Why the server did not say what would become of it. */
  readonly error?: string;
}

export interface Taint {
  readonly key: string;
  readonly value?: string;
  readonly effect: string;
}

/** A node's labels and taints; null where it has not registered. */
export interface NodeAnswer {
  readonly labels: Readonly<Record<string, string>>;
  /** Names of the labels kmagic set. */
  readonly ownLabels: readonly string[];
  readonly taints: readonly Taint[];
  /** The taints kmagic set. */
  readonly ownTaints: readonly Taint[];
}

/** What the kube driver can do at a control-plane host; what is refused for the moment is tried again until the time is up. */
export type KubeAction =
  | { readonly do: 'apply'; readonly objects: readonly KubeObject[]; readonly timeoutMs: number }
  /** The definitions in a manifest on the host, each with an annotation that says its sha256, a dot, and how many there are. */
  | { readonly do: 'definitions'; readonly path: string; readonly annotation: string; readonly sha256: string; readonly timeoutMs: number }
  | { readonly do: 'delete'; readonly refs: readonly ObjectRef[]; readonly timeoutMs: number }
  | {
      readonly do: 'node';
      readonly name: string;
      readonly labels: Readonly<Record<string, string>>;
      readonly taints: readonly Taint[];
      readonly timeoutMs: number;
    };

export function askKube(question: KubeQuestion): DriverQuestion {
  return { driver: 'kube', question };
}

export function actKube(action: KubeAction): DriverAction {
  return { driver: 'kube', action };
}
