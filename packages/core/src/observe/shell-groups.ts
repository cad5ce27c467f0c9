import { asKmagicError, KmagicError } from '../errors/kmagic-error.ts';
import type { AnyKind } from '../resource/kind.ts';
import { isCommand } from '../shell/command.ts';
import type { Output } from '../transport/transport.ts';
import type { Answer, Question } from './observe.ts';

/** Questions that one shell text answers, by their probe keys. */
export interface ShellGroup {
  readonly keys: readonly string[];
  readonly text: string;
  parse(out: Output): readonly (readonly [key: string, answer: Answer])[];
}

/** The texts that answer some shell questions: one a kind that asks its subjects together, one a question else. */
export function shellGroups(questions: readonly Question[]): readonly ShellGroup[] {
  const byKind = Map.groupBy(questions, ({ kind }) => (kind?.together === undefined ? undefined : kind));
  return [...byKind].flatMap(([kind, asked]) => (kind === undefined ? asked.map(alone) : [allTogether(kind, asked)]));
}

function alone({ probe }: Question): ShellGroup {
  return {
    keys: [probe.key],
    text: isCommand(probe.ask) ? probe.ask.real() : '',
    parse: (out) => [[probe.key, answerOf(() => probe.parse(out))]],
  };
}

function allTogether(kind: AnyKind, questions: readonly Question[]): ShellGroup {
  const batch = kind.together;
  if (batch === undefined) throw new KmagicError('bug', `${kind.name} asks its subjects one by one`);
  const subjects = questions.map((question) => question.subject);
  const keys = questions.map((question) => question.probe.key);
  return {
    keys,
    text: batch.command(subjects).real(),
    parse: (out) => {
      try {
        const seen = batch.parse(out, subjects);
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

function answerOf(parse: () => unknown): Answer {
  try {
    return { seen: parse() };
  } catch (thrown) {
    return { error: asKmagicError(thrown) };
  }
}
