/** A node's identity in a graph: `role/Task name@host`. */
export type NodeId = string & { readonly __node: unique symbol };

/** Looks up what nodes have produced so far: `undefined` while a node has not. */
export interface Answers {
  output(node: NodeId): { readonly value: unknown } | undefined;
  fingerprint(node: NodeId): string | undefined;
}

/** The nodes a value waits for; thrown by Ref.get while one of them has not produced yet. */
export class Unknown extends Error {
  readonly after: readonly NodeId[];
  constructor(after: readonly NodeId[]) {
    super(`known after ${after.join(', ')}`);
    this.name = 'Unknown';
    this.after = after;
  }
}

/** A value other nodes produce. Using it in a resource creates the edge; in a plan it is known, or "known after TASK". */
export class Ref<T> {
  readonly needs: readonly NodeId[];
  readonly #get: (answers: Answers) => T;
  constructor(needs: readonly NodeId[], get: (answers: Answers) => T) {
    this.needs = needs;
    this.#get = get;
  }
  /** The value; throws Unknown while a needed node has not produced. */
  get(answers: Answers): T {
    return this.#get(answers);
  }
  map<U>(f: (value: T) => U): Ref<U> {
    return new Ref(this.needs, (answers) => f(this.#get(answers)));
  }
  static all<T>(refs: readonly Ref<T>[]): Ref<readonly T[]> {
    return new Ref(
      refs.flatMap((r) => r.needs),
      (answers) => refs.map((r) => r.get(answers)),
    );
  }
  static known<T>(value: T): Ref<T> {
    return new Ref([], () => value);
  }
}

/** What a task returns: its output as a Ref, its id, and the fingerprint of what it keeps true. */
export class Handle<Out = unknown> extends Ref<Out> {
  readonly id: NodeId;
  readonly fingerprint: Ref<string>;
  constructor(id: NodeId) {
    super([id], (answers) => {
      const out = answers.output(id);
      if (out === undefined) throw new Unknown([id]);
      return out.value as Out;
    });
    this.id = id;
    this.fingerprint = new Ref([id], (answers) => {
      const value = answers.fingerprint(id);
      if (value === undefined) throw new Unknown([id]);
      return value;
    });
  }
}

/** Reads hosts on behalf of a value made late. */
export interface LateContext {
  /** Runs a script on a host as root and returns its stdout; a non-zero exit rejects. */
  run(host: string, command: import('../shell/command.ts').Command): Promise<string>;
  readonly answers: Answers;
  readonly now: Date;
  readonly signal: AbortSignal;
  /** Another late value this one is made from. */
  make<T>(source: Ephemeral<T>): Promise<T>;
}

/** How to make a value that exists only while something acts (a join token, a CA key read back): made once a run. */
export interface Ephemeral<T> {
  readonly name: string;
  readonly needs: readonly Ref<unknown>[];
  make(context: LateContext): Promise<T>;
}

/** A value made only for a node about to act: fits `late`, never `want`. */
export class LateRef<T> {
  readonly source: Ephemeral<unknown>;
  readonly #pick: (value: unknown) => T;
  constructor(source: Ephemeral<unknown>, pick: (value: unknown) => T) {
    this.source = source;
    this.#pick = pick;
  }
  pick(value: unknown): T {
    return this.#pick(value);
  }
  map<U>(f: (value: T) => U): LateRef<U> {
    return new LateRef(this.source, (value) => f(this.#pick(value)));
  }
}

/** T, or a Ref to it, at any depth. */
export type Resolvable<T> =
  | T
  | Ref<T>
  | (T extends string | number | boolean | null | undefined | ((...args: never) => unknown)
      ? never
      : T extends readonly (infer E)[]
        ? readonly Resolvable<E>[]
        : T extends object
          ? { readonly [K in keyof T]: Resolvable<T[K]> }
          : never);

/** As Resolvable, for values made late. */
export type LateResolvable<T> = { readonly [K in keyof T]: T[K] | LateRef<T[K]> };
