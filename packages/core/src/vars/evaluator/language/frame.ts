import { nearestName } from '../../nearest-name.ts';
import type { Scope } from '../evaluator.ts';
import { Missing } from '../values.ts';
import { openSecret } from './secrets.ts';

/** One evaluation of a template, from its first statement to its value. */
export interface Run {
  readonly scope: Scope;
  /** The offset of what is being evaluated, for errors. */
  at: number;
  /** The texts of the secrets that went into the value. */
  readonly opened: Set<string>;
  /** Containers this template made, which it may change. */
  readonly own: Set<object>;
  /** Turns of loops left before the template counts as endless. */
  turns: number;
  /** What it may still make, in characters and items. */
  room: number;
}

/** The names a template gave values itself, innermost first. */
export class Frame {
  readonly run: Run;
  readonly #outer: Frame | undefined;
  #names: Map<string, unknown> | undefined;

  constructor(run: Run, outer?: Frame) {
    this.run = run;
    this.#outer = outer;
  }

  inner(): Frame {
    return new Frame(this.run, this);
  }

  set(name: string, value: unknown): void {
    this.#names ??= new Map();
    this.#names.set(name, value);
  }

  /** What the template itself called so; undefined where it did not. */
  own(name: string): unknown {
    return this.#names?.has(name) === true ? this.#names.get(name) : this.#outer?.own(name);
  }

  /** The value of a name; Missing where it has none. */
  value(name: string): unknown {
    const { run } = this;
    const own = this.own(name);
    if (own !== undefined) return openSecret(own, run);
    const found = run.scope.lookup(name);
    return found === undefined ? missingName(name, run.scope) : openSecret(found, run);
  }
}

function missingName(name: string, scope: Scope): Missing {
  const absence = scope.absence(name);
  if (absence !== undefined) return new Missing(`'${name}' is undefined`, absence.hint, { code: absence.code });
  return new Missing(`'${name}' is undefined`, () => {
    const near = nearestName(name, scope.names());
    return near === undefined ? `set ${name}, or give it a default: ${name} | default(...)` : `did you mean '${near}'?`;
  });
}
