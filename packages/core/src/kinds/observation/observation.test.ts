import { expect, it } from 'vitest';
import { sh } from '../../shell/command.ts';
import { localShell } from '../../testing/local-shell.ts';
import { answer } from '../../testing/run-steps.ts';
import { observe } from './observation.ts';

it('lends the parsed answer and never differs', async () => {
  const resource = observe({ key: 'words', ask: sh`echo a b`, parse: (out) => out.stdout.trim().split(' ') });
  const { kind, subject, want } = resource;
  const shell = await localShell();
  const seen = await answer(kind.probe(subject), shell);
  expect(kind.output?.(subject, seen)).toEqual(['a', 'b']);
  expect(kind.observesOnly).toBe(true);
  expect(kind.diff(want, seen)).toEqual([]);
  await shell.close();
});

it('is told from another question of the same name', () => {
  const key = (text: string): string => {
    const { kind, subject } = observe({ key: 'x', ask: sh`echo ${text}`, parse: () => 1 });
    return kind.probe(subject).key;
  };
  expect(key('a')).not.toBe(key('b'));
});
