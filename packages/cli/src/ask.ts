import { createInterface } from 'node:readline/promises';
import { KmagicError } from '@kmagic/core';
import type { Console } from './run-cluster.ts';

/** What a person answers to a question on the terminal; Ctrl-C and the end of input are `interrupted`. */
export async function ask(io: Console, question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: io.err });
  const closed = new Promise<never>((_answer, fail) =>
    terminal.once('close', () => fail(new KmagicError('interrupted', 'nothing was done'))),
  );
  closed.catch(() => undefined);
  try {
    const answer = terminal.question(question);
    answer.catch(() => undefined);
    return (await Promise.race([answer, closed])).trim();
  } finally {
    terminal.close();
  }
}
