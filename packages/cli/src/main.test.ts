import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { kmagic, type Ended } from './testing/run-kmagic.ts';

const program = fileURLToPath(new URL('../bin/kmagic.mjs', import.meta.url));
const cwd = fileURLToPath(new URL('../../..', import.meta.url));
const differing = ['diff-spec', 'examples/single/inventory.yaml', 'examples/ha5/inventory.ini'];

async function started(args: readonly string[]): Promise<Ended> {
  return await new Promise((done) => {
    execFile(process.execPath, [program, ...args], { cwd, maxBuffer: 1e8 }, (error, stdout, stderr) => {
      done({ code: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });
}

// All other tests of commands run inside their own process; these prove that a process of its own does the same.
it('a process of its own prints all it has to say into a pipe, however much, and ends with the status of the command', async () => {
  const large = ['graph', '--output', 'json', 'examples/ha5/inventory.ini'];
  const ended = await started(large);
  expect(ended).toEqual(await kmagic(cwd, large));
  expect([ended.code, ended.stderr]).toEqual([0, '']);
  // More than a pipe holds.
  expect(ended.stdout.length).toBeGreaterThan(1 << 16);
});

it('a process of its own says how it is used, and ends with a status that says it was not', async () => {
  const wrong = [...differing, '--output', 'xml'];
  const ended = await started(wrong);
  expect(ended).toEqual(await kmagic(cwd, wrong));
  expect([ended.code, ended.stdout]).toEqual([3, '']);
  expect(ended.stderr).toMatch(/^error: option '--output <form>' argument 'xml' is invalid\. [^]*\nUsage: kmagic diff-spec /);
});

it('a reader that has seen enough is no failure: the status is that of the command, and nobody complains', async () => {
  expect(await kmagic(cwd, differing)).toMatchObject({ code: 2, stdout: expect.stringMatching(/\n/) as string });
  const child = spawn(process.execPath, [program, ...differing], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.destroy();
  let complaints = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaints += text));
  await once(child, 'close');
  expect([child.exitCode, complaints]).toEqual([2, '']);
});
