import { afterAll, expect, it } from 'vitest';
import { batched, type Batched } from '../kinds/batched.ts';
import type { Source } from '../resource/batch.ts';
import { defineKind, type AnyKind } from '../resource/kind.ts';
import { sh } from '../shell/command.ts';
import { localTransport } from '../transport/local/local-transport.ts';
import { observe, type Answers, type Question } from './observe.ts';

const transport = localTransport('here');
afterAll(() => transport.close());

const ask = (questions: readonly Question[]): Promise<Answers> =>
  observe(questions, transport, { drivers: new Map(), signal: new AbortController().signal });

it('asks what several kinds want to know of things once, for the things of all', async () => {
  const source: Source = { command: (things) => sh`echo ${`${things.length} together`}; printf '%s is there\n' ${things}` };
  const kindOf = (name: string, own: Pick<Batched<string, string>, 'command'>): AnyKind => {
    const asks = batched<string, string>({
      key: (subject) => `${name}:${subject}`,
      reads: [{ source, things: (subject) => [subject] }],
      ...own,
      parse: ({ stdout }, subjects) => subjects.map((s) => [...stdout.matchAll(RegExp(`own.*|.*together|${s} is there`, 'g'))].join()),
    });
    return defineKind<string, string, string>({ name, owns: (subject) => subject, ...asks, diff: () => [], steps: () => [] })('x', '').kind;
  };
  const [first, second] = [kindOf('first', {}), kindOf('second', { command: (subjects) => sh`echo own ${subjects}` })];
  const asked = (kind: AnyKind, subject: string): Question => ({
    key: `${kind.name} ${subject}`,
    kind,
    subject,
    probe: kind.probe(subject),
  });
  const answers = await ask([asked(first, 'a'), asked(first, 'b'), asked(second, 'b'), asked(second, 'c')]);
  expect(Object.fromEntries(answers)).toEqual({
    'first a': { seen: '3 together,a is there' },
    'first b': { seen: '3 together,b is there' },
    'second b': { seen: 'own b c,3 together,b is there' },
    'second c': { seen: 'own b c,3 together,c is there' },
  });
  const alone = await ask([{ key: 'alone', probe: second.probe('c') }]);
  expect(alone.get('alone')).toEqual({ seen: 'own c,1 together,c is there' });
});
