import { asKmagicError, KmagicError } from '../errors/kmagic-error.ts';
import type { Source } from '../resource/batch.ts';
import type { AnyKind } from '../resource/kind.ts';
import { isCommand } from '../shell/command.ts';
import type { Output } from '../transport/transport.ts';
import type { Answer, Question } from './observe.ts';

/** The texts that answer some shell questions, and whom they answer. */
export interface ShellQuestions {
  readonly texts: readonly string[];
  readonly groups: readonly ShellGroup[];
}

/** Questions that the same texts answer, by their probe keys. */
export interface ShellGroup {
  readonly keys: readonly string[];
  /** Indexes of the texts. */
  readonly from: readonly number[];
  parse(outs: readonly Output[]): readonly (readonly [key: string, answer: Answer])[];
}

/** One text a source that kinds read together, one a kind that asks its subjects together, one a question else. */
export function shellQuestions(questions: readonly Question[]): ShellQuestions {
  const texts: string[] = [];
  const add = (text: string): number => texts.push(text) - 1;
  const byKind = [...Map.groupBy(questions, ({ kind }) => (kind?.together === undefined ? undefined : kind))];
  const read = new Map([...thingsBySource(byKind)].map(([source, things]) => [source, add(source.command([...things]).real())]));
  const groups = byKind.flatMap(([kind, asked]) =>
    kind === undefined ? asked.map((question) => alone(question, add)) : [allTogether(kind, asked, { add, read })],
  );
  return { texts, groups };
}

function thingsBySource(
  byKind: readonly (readonly [AnyKind | undefined, readonly Question[]])[],
): ReadonlyMap<Source, ReadonlySet<string>> {
  const found = new Map<Source, Set<string>>();
  for (const [kind, asked] of byKind) {
    for (const { source, things } of kind?.together?.reads ?? []) {
      const all = asked.flatMap(({ subject }) => things(subject));
      if (all.length > 0) found.set(source, new Set([...(found.get(source) ?? []), ...all]));
    }
  }
  return found;
}

function alone({ probe }: Question, add: (text: string) => number): ShellGroup {
  return {
    keys: [probe.key],
    from: [add(isCommand(probe.ask) ? probe.ask.real() : '')],
    parse: (outs) => [[probe.key, answerOf(() => probe.parse(joinedOutput(outs)))]],
  };
}

interface Texts {
  readonly add: (text: string) => number;
  readonly read: ReadonlyMap<Source, number>;
}

function allTogether(kind: AnyKind, questions: readonly Question[], { add, read }: Texts): ShellGroup {
  const batch = kind.together;
  if (batch === undefined) throw new KmagicError('bug', `${kind.name} asks its subjects one by one`);
  const subjects = questions.map((question) => question.subject);
  const keys = questions.map((question) => question.probe.key);
  const own = batch.command?.(subjects);
  return {
    keys,
    from: [...(own ? [add(own.real())] : []), ...(batch.reads ?? []).flatMap(({ source }) => read.get(source) ?? [])],
    parse: (outs) => {
      try {
        const seen = batch.parse(joinedOutput(outs), subjects);
        if (seen.length !== subjects.length)
          throw new KmagicError('bug', `${kind.name} read ${seen.length} answers to ${subjects.length} questions`);
        return keys.map((key, i) => [key, { seen: seen[i] }]);
      } catch (thrown) {
        const error = asKmagicError(thrown);
        return keys.map((key) => [key, { error }]);
      }
    },
  };
}

/** The texts of a batch as if one had printed all. */
function joinedOutput(outs: readonly Output[]): Output {
  return { code: outs[0]?.code ?? 0, stdout: outs.map((out) => out.stdout).join('\n'), stderr: '' };
}

function answerOf(parse: () => unknown): Answer {
  try {
    return { seen: parse() };
  } catch (thrown) {
    return { error: asKmagicError(thrown) };
  }
}
