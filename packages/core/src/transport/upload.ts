import type { Readable, Writable } from 'node:stream';
import { KmagicError } from '../errors/kmagic-error.ts';
import { redact } from '../secret/secret.ts';
import { unlessAborted } from './interruption.ts';
import { receiver } from './programs.ts';
import { startAsRoot, type RootProgram, type Start } from './root-shell.ts';

const chunkBytes = 1024 * 1024;

/** Streams a file to a path on the host: 0600 from the first byte, in place only when whole. */
export async function sendFile(
  start: Start,
  file: { readonly source: Readable; readonly path: string },
  signal: AbortSignal,
): Promise<void> {
  const { host } = start.door;
  const program = await startAsRoot(start, receiver, [file.path]);
  program.stderr.collect();
  const ended = program.channel.ended;
  try {
    const sending = send(file.source, program.channel.stdin, ended).catch((error: unknown) => {
      // Without the closing `0` the host keeps nothing.
      program.channel.stdin.end();
      throw sourceFailed(host, file.path, error);
    });
    await unlessAborted(Promise.race([sending, ended]), signal, host);
    const end = await unlessAborted(ended, signal, host);
    if (end.how === 'lost') throw end.error;
    if (end.code !== 0) throw refused(host, file.path, program);
  } finally {
    file.source.destroy();
    program.channel.close();
  }
}

async function send(source: Readable, stdin: Writable, ended: Promise<unknown>): Promise<void> {
  let waiting: Buffer[] = [];
  let size = 0;
  let over = false as boolean;
  void ended.then(() => (over = true));
  const flush = async (): Promise<void> => {
    const chunk = Buffer.concat([Buffer.from(`${size}\n`), ...waiting]);
    waiting = [];
    size = 0;
    await Promise.race([new Promise((resolve) => stdin.write(chunk, resolve)), ended]);
  };
  for await (const piece of source as AsyncIterable<Buffer | string>) {
    const bytes = Buffer.from(piece as Buffer);
    waiting.push(bytes);
    size += bytes.length;
    if (size >= chunkBytes) await flush();
    if (over) return;
  }
  if (size > 0) await flush();
  stdin.end('0\n');
}

function sourceFailed(host: string, path: string, error: unknown): KmagicError {
  const why = error instanceof Error ? error.message : String(error);
  return new KmagicError('commandFailed', `${host}: uploading ${path} stopped: its source failed: ${why}`, { host, cause: error });
}

function refused(host: string, path: string, program: RootProgram): KmagicError {
  const output = redact(program.stderr.soFar()).trim();
  const why = output.split('\n').at(-1) ?? '';
  return new KmagicError('commandFailed', `${host}: ${path} could not be written: ${why === '' ? 'no reason given' : why}`, {
    host,
    hint: 'look at the free space and the directory of that path',
    output,
  });
}
