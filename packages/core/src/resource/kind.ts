import type { Command } from '../shell/command.ts';
import type { DriverAction, Probe } from '../observe/probe.ts';
import type { Secret } from '../secret/secret.ts';
import type { Batch } from './batch.ts';
import type { LateResolvable, Resolvable } from './ref.ts';

/** One difference between what is wanted and what is seen; `before` and `after` never hold a secret. */
export interface Change {
  readonly what: string;
  readonly action: 'create' | 'update' | 'delete' | 'run';
  readonly before?: string;
  readonly after?: string;
  /** Time brought it, and nobody: what lasts for a while is to be made anew. */
  readonly due?: true;
}

/** What acting means for those who use the machine. `disrupts`: something that runs now stops for a while. */
export interface Impact {
  readonly what: string;
  readonly disrupts: boolean;
}

/** Where to look when something does not become ready. */
export interface Trouble {
  /** Prints, on the same host, what may explain it; reads only. */
  readonly look?: Command;
  /** What a person does next. */
  readonly hint: string;
}

/** One thing to do on a host. A list of steps runs in order and stops at the first that fails. */
export type Step =
  | { readonly do: 'run'; readonly command: Command; readonly timeoutMs?: number }
  | {
      /** Replaces a file atomically: created 0600 beside its place, then owner, mode, content, rename. */
      readonly do: 'write';
      readonly path: string;
      readonly content: string | Secret;
      readonly mode: string;
      readonly owner: string;
      readonly group: string;
    }
  | {
      /** Asks until the answer is true; a text says how far it has come. `what` completes "waiting until ...". */
      readonly do: 'poll';
      readonly what: string;
      readonly until: Probe<boolean | string>;
      readonly everyMs: number;
      /** Counted anew whenever it has come further. */
      readonly timeoutMs: number;
      readonly trouble?: Trouble;
    }
  | ({ readonly do: 'drive'; readonly what: string } & DriverAction);

/** A closer look at what differs, taken only where a diff is not empty, so that a plan can show text. */
export interface Detail<Subject, Want, Seen, Closer> {
  probe(subject: Subject): Probe<Closer>;
  /** The changes again, with `before` and `after` filled from the closer look. */
  changes(want: Want, seen: Seen, closer: Closer): readonly Change[];
}

/** What acting on one node gets. */
export interface StepInput<Subject, Want, Seen, Late> {
  readonly subject: Subject;
  readonly want: Want;
  readonly seen: Seen;
  readonly late: Late;
  readonly changes: readonly Change[];
}

/** What one kind of thing knows. Every function is pure; only the engine touches a host. */
export interface Kind<Subject, Want, Seen, Late = object, Out = void> {
  readonly name: string;
  /** The thing on the host this resource owns; two owners of one thing on a host is a build error. */
  owns(subject: Subject): string;
  /** Sees the subject only: never the want. */
  probe(subject: Subject): Probe<Seen>;
  readonly together?: Batch<Subject, Seen>;
  readonly detail?: Detail<Subject, Want, Seen, unknown>;
  /** Empty = converged; plan and apply both stop here. */
  diff(want: Want, seen: Seen): readonly Change[];
  steps(input: StepInput<Subject, Want, Seen, Late>): readonly Step[];
  impact?(input: { readonly subject: Subject; readonly seen: Seen; readonly changes: readonly Change[] }): readonly Impact[];
  output?(subject: Subject, seen: Seen): Out;
  /** What a change of this thing is known by (startedWith); the hash of the want where absent. */
  fingerprint?(seen: Seen): string;
  /** True: a resource of this kind never differs; it only lends its output. */
  readonly observesOnly?: boolean;
  /**
   * Acting on one changes nothing that is seen of another thing whose kind says so as well, and all its steps are the shell's.
   * 'brief': neighbours on a lane act in one round trip; 'long': it may take a while, and goes by itself.
   */
  readonly standsAlone?: 'brief' | 'long';
  /** True: it asks for health, which anything done before it may disturb, so that it is asked again after any change. */
  readonly isHealth?: true;
  /** False: what is done leaves no line in the host's ledger, as for what takes the ledger away. */
  readonly isRecorded?: false;
}

/** A kind as the engine sees it. */
export type AnyKind = Kind<unknown, unknown, unknown, unknown, unknown>;

/** One thing that should be true on one host. */
export interface Resource<Out> {
  readonly kind: AnyKind;
  readonly subject: unknown;
  readonly want: unknown;
  readonly late: unknown;
  /** Carries the type of the output; never present at run time. */
  readonly out?: Out;
}

/** A function that declares resources of one kind, with the kind itself as `.kind`. */
export interface Declare<Subject, Want, Seen, Late, Out> {
  (
    subject: Subject,
    want: Resolvable<Want>,
    ...late: object extends Late ? [late?: LateResolvable<Late>] : [late: LateResolvable<Late>]
  ): Resource<Out>;
  readonly kind: Kind<Subject, Want, Seen, Late, Out>;
}

/** Makes the declaring function of a kind; `subject` is plain data, `want` may hold Refs, `late` LateRefs. */
export function defineKind<Subject, Want, Seen, Late = object, Out = void>(
  kind: Kind<Subject, Want, Seen, Late, Out>,
): Declare<Subject, Want, Seen, Late, Out> {
  const declare = (subject: Subject, want: Resolvable<Want>, late?: LateResolvable<Late>): Resource<Out> =>
    Object.freeze({ kind, subject, want, late: late ?? {} });
  return Object.assign(declare, { kind: Object.freeze(kind) });
}
