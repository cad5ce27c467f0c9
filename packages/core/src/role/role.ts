import type { Handle, LateRef, Ephemeral, Ref } from '../resource/ref.ts';
import type { Resource } from '../resource/kind.ts';
import type { StableFacts } from '../facts/stable-facts.ts';

/** A host as a recipe sees it. `facts` is undefined where the host never answered. */
export interface HostView {
  readonly name: string;
  readonly groups: readonly string[];
  readonly facts: StableFacts | undefined;
  /** False: the host did not answer this run; its facts, if any, are from the cache. */
  readonly reachable: boolean;
}

export interface TaskOptions {
  /** Nodes that must have finished well before this one, where no value flows between them. */
  readonly after?: readonly Ref<unknown>[];
  /** The host this is done for, where it stands on another one; this one where left out. `--limit` goes by it. */
  readonly concerns?: HostView;
  /** How often a failing node is observed, diffed and acted on again, and the pause between. */
  readonly retry?: { readonly times: number; readonly everyMs: number };
}

/** Declares nodes. The name is an imperative sentence people read in plans and progress. Where there is a body, its result is given back. */
export interface Task {
  <Out>(name: string, resource: Resource<Out>, options?: TaskOptions): Handle<Out>;
  ephemeral<T>(source: Ephemeral<T>): LateRef<T>;
  /** The same recipe's tasks on another host. */
  on(host: HostView): Task;
  /** At most `size` hosts (one at least) act inside at once where acting disrupts; a failure stops those behind. */
  rolling<T>(name: string, size: number, body: () => T): T;
  /** Tasks inside have no order among themselves and may run at the same time on one host. */
  together<T>(body: () => T): T;
  /** Tasks inside run beside this host's further tasks, in their own order; only those who use their handles wait for them. */
  meanwhile<T>(body: () => T): T;
}

export interface Recipe<V> {
  readonly host: HostView;
  readonly vars: V;
  /** The hosts of an inventory group, in inventory order. */
  hosts(group: string): readonly HostView[];
  /** What another role's recipe returned for a host (this one when left out), or for the cluster where it was declared once; the role must stand before this one. */
  from<E>(role: { readonly name: string; recipe(task: Task, recipe: never): E }, host?: HostView): E;
}

/** What is done on one host for one purpose: its slice of the spec, and the recipe that declares tasks with it. */
export interface Role<Spec, V, E = void> {
  readonly name: string;
  readonly about: string;
  vars(spec: Spec, host: HostView): V;
  recipe(task: Task, recipe: Recipe<V>): E;
}

/** Fixes the types of a role. */
export function defineRole<Spec, V, E = void>(role: Role<Spec, V, E>): Role<Spec, V, E> {
  return Object.freeze(role);
}

/** A role of any spec, as stages hold them. */
export interface AnyRole {
  readonly name: string;
  readonly about: string;
  vars(spec: never, host: HostView): unknown;
  recipe(task: Task, recipe: Recipe<never>): unknown;
}

/** A set of hosts and the roles each gets, in order. Hosts of a stage go on independently unless `barrier`. */
export interface Stage {
  readonly name: string;
  readonly about: string;
  hosts(all: readonly HostView[]): readonly HostView[];
  readonly roles: readonly AnyRole[];
  /** 'all': starts when every host has left the stage before; 'host' (default): when this host has. */
  readonly barrier?: 'all' | 'host';
  /**
   * How many hosts may fail in a rolling section of this stage before those behind are left alone; none where left out. Never to
   * be said of hosts that form a quorum. Outside sections a failure stops nobody else.
   */
  readonly tolerate?: number;
}

export interface Operation<Spec> {
  readonly name: string;
  readonly about: string;
  stages(spec: Spec): readonly Stage[];
}
