import type { Given } from '../call.ts';

/** A value that can be called: a macro, `caller`, `loop` of a recursive loop, `cycler()`. */
export class Routine {
  readonly name: string;
  readonly call: (given: Given) => unknown;
  constructor(name: string, call: (given: Given) => unknown) {
    this.name = name;
    this.call = call;
  }
}

/** A value with attributes and nothing else: `loop`, `namespace()`; undefined where there is none of a name. */
export interface Attributed {
  attribute(name: string): unknown;
}

export function isAttributed(value: unknown): value is Attributed {
  return typeof value === 'object' && value !== null && 'attribute' in value && typeof value.attribute === 'function';
}

/** `namespace()`: attributes that loops and blocks may change. */
export class Namespace implements Attributed {
  readonly #attributes: Map<string, unknown>;
  constructor(attributes: Iterable<readonly [string, unknown]>) {
    this.#attributes = new Map(attributes);
  }
  attribute(name: string): unknown {
    return this.#attributes.get(name);
  }
  set(name: string, value: unknown): void {
    this.#attributes.set(name, value);
  }
}
