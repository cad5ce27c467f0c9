import type { Command } from '../shell/command.ts';
import type { Output } from '../transport/transport.ts';

/** A question several kinds may have about things, such as the attributes of paths: a host answers it once, for the things of all of them. */
export interface Source {
  command(things: readonly string[]): Command;
}

/** Many subjects of one kind asked at once. At least one of `reads` and `command` is there. */
export interface Batch<Subject, Seen> {
  /** What other kinds may ask as well, and about which things. */
  readonly reads?: readonly Reads<Subject>[];
  /** What only this kind asks: one process, however many subjects. */
  command?(subjects: readonly Subject[]): Command;
  /** `stdout` is what its own command printed, then what each source did, which may be about more things than these subjects. */
  parse(out: Output, subjects: readonly Subject[]): readonly Seen[];
}

export interface Reads<Subject> {
  readonly source: Source;
  things(subject: Subject): readonly string[];
}
