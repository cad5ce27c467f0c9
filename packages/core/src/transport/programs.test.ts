import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { oneScript } from './programs.ts';

const text = "echo one\necho 'two ) of it' # it's said\n(echo three)";
const command = oneScript('TAG', text);
const closed = command.lastIndexOf(') </dev/null') + 1;
const run = (input: string): string => spawnSync('sh', { input, encoding: 'utf8' }).stdout;

it('a script that has come whole runs, and its end is told', () => {
  expect(run(command)).toBe('one\ntwo ) of it\nthree\n\nTAG 0\n');
});

it('of a script cut short anywhere nothing runs', () => {
  const cut = Array.from({ length: closed }, (_, length) => command.slice(0, length));
  expect(cut.map(run).filter((said) => said !== '')).toEqual([]);
  expect(cut.length).toBeGreaterThan(text.length);
});
