import ssh2, { type AuthHandlerMiddleware, type Client } from 'ssh2';
import { KmagicError } from '../../errors/kmagic-error.ts';
import { unlessAborted } from '../interruption.ts';
import { credentials, type Credential } from './credentials.ts';
import type { dial } from './dial.ts';
import { cannotReach, loginFailed } from './failures.ts';
import { hostKeyCheck, type HostKeyCheck, type HostKeyRules } from './host-key-check.ts';
import type { ConnectionSettings } from './settings.ts';

/** Everything logging in needs that is read before the connection is made. */
export interface Prepared {
  readonly settings: ConnectionSettings;
  readonly hostKey: HostKeyCheck;
  readonly credentials: readonly Credential[];
}

/** Reads keys and known hosts; rejects with authFailed where a named key cannot be used. */
export async function prepare(settings: ConnectionSettings, rules: HostKeyRules, home: string | undefined): Promise<Prepared> {
  return { settings, hostKey: await hostKeyCheck(settings, rules), credentials: await credentials(settings, home) };
}

/** Logs in over a stream; rejects with unreachable, hostKeyChanged, hostKeyUnknown or authFailed. */
export async function logIn(prepared: Prepared, sock: Awaited<ReturnType<typeof dial>>, signal: AbortSignal): Promise<Client> {
  const { settings, hostKey } = prepared;
  const client = new ssh2.Client();
  const tried: string[] = [];
  let allowed: readonly string[] = [];
  const { promise: ready, resolve, reject }: PromiseWithResolvers<void> = Promise.withResolvers();

  const waiting = [...prepared.credentials];
  const nextWay: AuthHandlerMiddleware = (left: readonly string[] | null, _partly, next) => {
    if (left !== null) allowed = left;
    const at = waiting.findIndex(({ method }) => left === null || left.includes(method.type === 'agent' ? 'publickey' : method.type));
    const [way] = at < 0 ? [] : waiting.splice(at, 1);
    if (way !== undefined) tried.push(way.called);
    // ssh2 takes `false` for "no further way", which its types do not say.
    next(way?.method ?? (false as never));
  };
  client.once('ready', resolve);
  client.once('close', () => reject(cannotReach(settings, new Error('Connection lost before login'))));
  client.on('error', (error: Error & { level?: string }) => {
    // A missing agent or a refused signature is one way less, not the end.
    if (error.level === 'agent') return;
    const noWayLeft = error.level === 'client-authentication' || /authentication failures/i.test(error.message);
    if (noWayLeft && !/signing/.test(error.message)) reject(loginFailed(settings, { tried, allowed }));
    else if (!noWayLeft) reject(cannotReach(settings, error));
  });
  try {
    client.connect({
      sock,
      username: settings.user,
      authHandler: nextWay,
      readyTimeout: settings.connectTimeoutMs,
      keepaliveInterval: settings.keepAliveMs,
      keepaliveCountMax: 3,
      algorithms: { serverHostKey: [...hostKey.algorithms] },
      hostVerifier: (key: Buffer, verdict: (trusted: boolean) => void) => {
        hostKey.verify(key).then(
          () => verdict(true),
          (error: unknown) => {
            reject(error);
            verdict(false);
          },
        );
      },
    });
    await unlessAborted(ready, signal, settings.name);
    return client;
  } catch (error) {
    client.on('error', () => undefined);
    client.destroy();
    throw error instanceof KmagicError ? error : cannotReach(settings, error);
  }
}
