import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { KmagicError } from '../../errors/kmagic-error.ts';
import type { Door } from '../door.ts';
import { unlessAborted, within } from '../interruption.ts';
import { CountedStream } from './counted-stream.ts';
import { cannotReach } from './failures.ts';
import type { ConnectionSettings } from './settings.ts';

/** A byte stream to a host's sshd that counts its bytes: TCP, or a channel of the bastion `via`. */
export async function dial(settings: ConnectionSettings, via: Door | undefined, signal: AbortSignal): Promise<Socket | CountedStream> {
  const { address, port, name, connectTimeoutMs } = settings;
  const late = (): Error => Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' });
  if (via !== undefined) {
    const opening = via.forward(address, port);
    try {
      return new CountedStream(await unlessAborted(within(connectTimeoutMs, opening, late), signal, name));
    } catch (error) {
      opening.then((stream) => stream.destroy()).catch(() => undefined);
      throw ownError(settings, error);
    }
  }
  // ssh2 leaves Nagle's algorithm on, which costs 40 ms a small exchange.
  const socket = connect({ host: address, port, noDelay: true });
  try {
    await unlessAborted(within(connectTimeoutMs, once(socket, 'connect'), late), signal, name);
    return socket;
  } catch (error) {
    socket.on('error', () => undefined);
    socket.destroy();
    throw ownError(settings, error);
  }
}

function ownError(settings: ConnectionSettings, error: unknown): KmagicError {
  if (!(error instanceof KmagicError)) return cannotReach(settings, error);
  return error.code === 'driverFailed' ? cannotReach(settings, error.cause) : error;
}
