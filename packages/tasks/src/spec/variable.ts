import type { z } from 'zod';
import type { ClusterSpec, HostSpec } from './cluster-spec.ts';
import type { HostInput } from './spec-input.ts';

/** What a value may be: `shown` is how documents name it. */
export interface ValueType<T> {
  readonly shown: string;
  readonly schema: z.ZodType<T>;
}

/** Settings topics that are one for the cluster. */
export type ClusterTopics = Omit<
  ClusterSpec,
  'derived' | 'images' | 'hosts' | 'controlPlanes' | 'etcdHosts' | 'kubeHosts' | 'host' | 'now' | 'notes'
>;

/** Settings topics each host has of its own. */
export type HostTopics = Pick<HostSpec, 'node' | 'kubelet' | 'containerd' | 'etcd' | 'preinstall'>;

/** What the default of a cluster-wide variable may look at. */
export interface ClusterScope {
  readonly cluster: ClusterTopics;
  readonly hosts: readonly HostInput[];
}

/** What the default of a host's variable may look at. */
export interface HostScope extends ClusterScope {
  readonly own: HostTopics;
  readonly host: HostInput;
}

/** A default computed from other settings; `shown` says how, for people. */
export interface Derived<T, S> {
  readonly kind: 'derived';
  readonly shown: string;
  readonly of: (scope: S) => T;
}

/** One variable of the inventory. */
export interface Variable<T = unknown, S = HostScope> {
  readonly kind: 'variable';
  readonly name: string;
  readonly type: ValueType<T>;
  readonly default: T | Derived<T, S>;
  /** The default as an inventory would write it, where that is not how the spec holds it. */
  readonly written?: string;
  readonly about: string;
  /** True: a name of kmagic's own, unknown to kubespray. */
  readonly ours: boolean;
}

/** A property gathered from many variables of one form, keyed by their names; only those given are in it. */
export interface Gathered<T = unknown> {
  readonly kind: 'gathered';
  readonly variables: readonly Variable<unknown, ClusterScope>[];
  readonly of: (given: Readonly<Record<string, unknown>>) => T;
}

/** For each property of a topic, the variable it comes from. */
export type Topic<T, S> = { readonly [K in keyof T]: Variable<T[K], S> | Gathered<T[K]> | Topic<T[K], S> };

/** A default computed from cluster-wide settings. */
export function derived<T>(shown: string, of: (scope: ClusterScope) => T): Derived<T, ClusterScope> {
  return { kind: 'derived', shown, of };
}

/** A default computed from a host's settings and facts. */
export function perHost<T>(shown: string, of: (scope: HostScope) => T): Derived<T, HostScope> {
  return { kind: 'derived', shown, of };
}

interface Shape<T, S> {
  readonly type: ValueType<T>;
  readonly default: NoInfer<T> | Derived<NoInfer<T>, S>;
  readonly written?: string;
}

/** A variable by its kubespray name; `about` is one sentence. */
export function variable<T, S = ClusterScope>(name: string, about: string, shape: Shape<T, S>): Variable<T, S> {
  return { kind: 'variable', name, about, ours: false, ...shape };
}

/** A variable kubespray does not have. */
export function ours<T, S = ClusterScope>(name: string, about: string, shape: Shape<T, S>): Variable<T, S> {
  return { kind: 'variable', name, about, ours: true, ...shape };
}

/** True: the default is computed. */
export function isDerived<T, S>(value: T | Derived<T, S>): value is Derived<T, S> {
  return typeof value === 'object' && value !== null && 'of' in value && 'shown' in value;
}
