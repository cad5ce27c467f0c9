import type { Batch } from '../resource/batch.ts';
import type { Kind } from '../resource/kind.ts';
import { lines, sh, type Command } from '../shell/command.ts';

/** What a kind says of itself to ask about many subjects at once. */
export interface Batched<Subject, Seen> extends Batch<Subject, Seen> {
  /** Distinguishes two subjects of the kind; the probe's key. */
  key(subject: Subject): string;
}

/** The `probe` and `together` of a kind from its batch: a subject asked alone is a batch of one. */
export function batched<Subject, Seen>({
  key,
  ...batch
}: Batched<Subject, Seen>): Required<Pick<Kind<Subject, unknown, Seen>, 'probe' | 'together'>> {
  return {
    probe: (subject) => ({
      key: key(subject),
      ask: batchCommand(batch, [subject]),
      parse: (out) => batch.parse(out, [subject])[0]!,
    }),
    together: batch,
  };
}

/** All a batch asks, as one command. */
export function batchCommand<Subject>(batch: Batch<Subject, unknown>, subjects: readonly Subject[]): Command {
  const own = batch.command?.(subjects);
  const read = (batch.reads ?? []).flatMap(({ source, things }) => {
    const all = new Set(subjects.flatMap((s) => things(s)));
    return all.size === 0 ? [] : [source.command([...all])];
  });
  return lines([...(own ? [own] : []), ...read].flatMap((each, i) => (i === 0 ? [each] : [sh`echo`, each])));
}
