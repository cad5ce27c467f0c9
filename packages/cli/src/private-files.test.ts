import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { fillPrivately, writePrivately } from './private-files.ts';

let place: string;
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'kmagic-private-'));
});
afterEach(() => rmSync(place, { recursive: true }));

const at = (path: string): string => join(place, path);
const modeOf = (path: string): string => (statSync(at(path)).mode & 0o777).toString(8);
const textOf = (path: string): string => readFileSync(at(path), 'utf8');

it('a file is its owner’s alone, whatever it was, and a link leads to it still', async () => {
  writeFileSync(at('there'), 'before', { mode: 0o644 });
  symlinkSync('there', at('link'));
  await writePrivately(at('new'), 'one');
  await writePrivately(at('link'), 'two');
  expect([textOf('new'), modeOf('new'), textOf('there'), modeOf('there')]).toEqual(['one', '600', 'two', '600']);
  expect(readdirSync(place).toSorted()).toEqual(['link', 'new', 'there']);
});

it('a file that cannot be written is an error that leaves nothing behind', async () => {
  mkdirSync(at('directory/inside'), { recursive: true });
  await expect(writePrivately(at('none/file'), 'x')).rejects.toThrow(/none\/file cannot be written: ENOENT/);
  await expect(writePrivately(at('directory'), 'x')).rejects.toMatchObject({ code: 'usage', hint: 'nothing was changed' });
  expect(readdirSync(place)).toEqual(['directory']);
});

const files = new Map([
  ['a.yml', 'one'],
  ['deep/er/b.yml', 'two'],
]);

it.each(['new', 'some/where/new', 'empty'])('a directory is its owner’s alone: %s', async (directory) => {
  mkdirSync(at('empty'), { mode: 0o755 });
  await fillPrivately(at(directory), files);
  const found = ['', '/deep', '/deep/er', '/a.yml', '/deep/er/b.yml'].map((path) => modeOf(`${directory}${path}`));
  expect(found).toEqual(['700', '700', '700', '600', '600']);
  expect([textOf(`${directory}/a.yml`), textOf(`${directory}/deep/er/b.yml`)]).toEqual(['one', 'two']);
  expect(readdirSync(at(directory)).toSorted()).toEqual(['a.yml', 'deep']);
});

it.each<readonly [string, object]>([
  [
    'filled',
    { message: expect.stringMatching(/filled is not empty: there is x$/) as string, hint: 'name a directory that is new or empty' },
  ],
  ['file', { message: expect.stringMatching(/file cannot be written: ENOTDIR/) as string }],
  ['file/below', { message: expect.stringMatching(/file\/below cannot be written: ENOTDIR/) as string }],
])('a directory that cannot be filled stays as it is: %s', async (directory, error) => {
  mkdirSync(at('filled/x'), { recursive: true });
  writeFileSync(at('file'), 'one');
  await expect(fillPrivately(at(directory), files)).rejects.toMatchObject({ code: 'usage', ...error });
  expect(readdirSync(place, { recursive: true }).toSorted()).toEqual(['file', 'filled', 'filled/x']);
});
