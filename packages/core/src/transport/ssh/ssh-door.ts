import { constants } from 'node:os';
import type { Duplex } from 'node:stream';
import type { Client, ClientChannel } from 'ssh2';
import { KmagicError } from '../../errors/kmagic-error.ts';
import type { Channel, ChannelEnd, Door } from '../door.ts';
import { dial } from './dial.ts';
import { cannotForward, connectionLost, noChannel } from './failures.ts';
import { logIn, type Prepared } from './login.ts';

const lastWordsMs = 200;

/** A logged-in connection to one host. */
export interface SshDoor extends Door {
  /** Why the connection is no more, once it is. */
  lost(): KmagicError | undefined;
}

/** Connects, through the bastion `via` where there is one, checks the host key and logs in. */
export async function openSshDoor(prepared: Prepared, via: Door | undefined, signal: AbortSignal): Promise<SshDoor> {
  const { settings } = prepared;
  const host = settings.name;
  const sock = await dial(settings, via, signal);
  const client = await logIn(prepared, sock, signal);
  let lost: KmagicError | undefined;
  let closing: Promise<void> | undefined;
  // Asked again after waiting, by when it may have been lost.
  const whyLost = (): KmagicError | undefined => lost;
  client.on('error', (error) => (lost ??= connectionLost(settings, error)));
  client.on('close', () => (lost ??= connectionLost(settings, new Error('closed'))));

  return {
    host,
    lost: whyLost,
    bytes: () => ({ sent: sock.bytesWritten, received: sock.bytesRead }),
    open: async (commandLine) => {
      if (lost !== undefined) throw lost;
      try {
        const channel = await asked<ClientChannel>((done) => client.exec(commandLine, done));
        return programChannel(channel, whyLost);
      } catch (error) {
        throw whyLost() ?? noChannel(host, error);
      }
    },
    forward: async (address, port) => {
      if (lost !== undefined) throw lost;
      try {
        const stream: Duplex = await asked<ClientChannel>((done) => client.forwardOut('127.0.0.1', 0, address, port, done));
        // Whoever uses it has handlers of their own; one that is let go must not end the process.
        stream.on('error', () => undefined);
        return stream;
      } catch (error) {
        throw whyLost() ?? cannotForward(host, `${address}:${port}`, error);
      }
    },
    close: () => {
      lost ??= new KmagicError('unreachable', `${host}: the connection is closed`, { host });
      return (closing ??= ended(client));
    },
  };
}

/** ssh2 throws at once where there is no connection, and calls back with an error where it breaks later. */
function asked<T>(ask: (done: (error: Error | undefined, value: T) => void) => void): Promise<T> {
  return new Promise((resolve, reject) => ask((error, value) => (error ? reject(error) : resolve(value))));
}

function programChannel(channel: ClientChannel, lost: () => KmagicError | undefined): Channel {
  const end = new Promise<ChannelEnd>((resolve) => {
    let exited: ChannelEnd | undefined;
    let waiting: NodeJS.Timeout | undefined;
    channel.on('exit', (code: number | null, signal?: string) => {
      exited = { how: 'exited', code: statusOf(code, signal) };
      // What the program left running may hold the channel open for ever.
      waiting = setTimeout(resolve, lastWordsMs, exited);
    });
    channel.on('close', () => {
      // Where nothing is left open the process need not stay for the timer.
      clearTimeout(waiting);
      const error = lost();
      resolve(exited ?? (error === undefined ? { how: 'exited', code: 255 } : { how: 'lost', error }));
    });
  });
  return { stdin: channel, stdout: channel, stderr: channel.stderr, ended: end, close: () => channel.close() };
}

function statusOf(code: number | null, signal: string | undefined): number {
  if (code !== null) return code;
  const number = Object.entries(constants.signals).find(([name]) => name === `SIG${signal}`)?.[1];
  return 128 + (number ?? 0);
}

/** A connection that was lost never says goodbye. The timer is not let go: it may be all that keeps the process from ending here. */
async function ended(client: Client): Promise<void> {
  const { promise: closed, resolve }: PromiseWithResolvers<void> = Promise.withResolvers();
  const timer = setTimeout(resolve, 500);
  client.once('close', () => resolve());
  client.end();
  await closed;
  clearTimeout(timer);
  client.destroy();
}
