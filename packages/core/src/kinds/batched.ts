import type { Batch, Kind } from '../resource/kind.ts';

/** What a kind says of itself to ask many subjects with one process. */
export interface Batched<Subject, Seen> extends Batch<Subject, Seen> {
  /** Distinguishes two subjects of the kind; the probe's key. */
  key(subject: Subject): string;
}

/** The `probe` and `together` of a kind from its batch: a subject asked alone is a batch of one. */
export function batched<Subject, Seen>(batch: Batched<Subject, Seen>): Required<Pick<Kind<Subject, unknown, Seen>, 'probe' | 'together'>> {
  return {
    probe: (subject) => ({
      key: batch.key(subject),
      ask: batch.command([subject]),
      parse: (out) => batch.parse(out, [subject])[0]!,
    }),
    together: { command: batch.command, parse: batch.parse },
  };
}
