import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect, Socket } from 'node:net';
import { constants } from 'node:os';
import type { Duplex } from 'node:stream';
import { KmagicError } from '../../errors/kmagic-error.ts';
import type { Channel, ChannelEnd, Door } from '../door.ts';
import { ShellTransport } from '../shell-transport.ts';
import type { Transport } from '../transport.ts';

const lastWordsMs = 200;

export interface LocalOptions {
  /** What stands before `sh`: a program that puts the shell elsewhere (a root directory, a namespace). */
  readonly wrap?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** This machine as a host; scripts run as the user this process has. */
export function localTransport(host: string, options: LocalOptions = {}): Transport {
  return new ShellTransport({ door: localDoor(host, options), become: { how: 'already' }, timeoutMs: 30_000 });
}

function localDoor(host: string, options: LocalOptions): Door {
  const open = new Set<Channel>();
  const running = new Set<ChildProcess>();
  let sent = 0;
  let received = 0;
  const start = (commandLine: string): Channel => {
    const [file, ...args] = [...(options.wrap ?? []), 'sh', '-c', commandLine];
    // A group of its own, so that an interrupted script ends with all it started, and Ctrl-C here does not reach it.
    const child = spawn(file, args, { detached: true, stdio: 'pipe', env: { ...process.env, ...options.env } });
    child.stdout.on('data', (chunk: Buffer) => (received += chunk.length));
    child.stderr.on('data', (chunk: Buffer) => (received += chunk.length));
    const ended = new Promise<ChannelEnd>((resolve) => {
      child.once('error', (error) => resolve({ how: 'lost', error: notStarted(host, file, error) }));
      child.once('exit', (code, signal) => {
        const end: ChannelEnd = { how: 'exited', code: statusOf(code, signal) };
        // What it left running may hold the pipes for ever; where it did not, the process need not stay for the timer.
        const waiting = setTimeout(resolve, lastWordsMs, end);
        child.once('close', () => {
          clearTimeout(waiting);
          resolve(end);
        });
      });
    });
    const channel: Channel = {
      stdin: child.stdin,
      stdout: child.stdout,
      stderr: child.stderr,
      ended,
      close: () => {
        for (const stream of [child.stdin, child.stdout, child.stderr]) stream.destroy();
      },
    };
    void ended.then(() => {
      open.delete(channel);
      sent += written(child);
      running.delete(child);
    });
    running.add(child);
    open.add(channel);
    return channel;
  };
  return {
    host,
    open: (commandLine) => Promise.resolve(start(commandLine)),
    forward: (address, port) => localForward(host, address, port),
    bytes: () => ({ sent: [...running].reduce((sum, child) => sum + written(child), sent), received }),
    close: async () => {
      for (const channel of open) channel.close();
      await Promise.resolve();
    },
  };
}

function written(child: ChildProcess): number {
  return child.stdin instanceof Socket ? child.stdin.bytesWritten : 0;
}

function statusOf(code: number | null, signal: NodeJS.Signals | null): number {
  return code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
}

async function localForward(host: string, address: string, port: number): Promise<Duplex> {
  const socket = connect({ host: address, port, noDelay: true });
  try {
    await once(socket, 'connect');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new KmagicError('driverFailed', `${host}: cannot reach ${address}:${port} from there: ${why}`, { host, cause: error });
  }
  socket.on('error', () => undefined);
  return socket;
}

function notStarted(host: string, file: string, error: Error): KmagicError {
  return new KmagicError('unreachable', `${host}: cannot start ${file} on this machine: ${error.message}`, { host, cause: error });
}
