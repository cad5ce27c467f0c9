import { setTimeout as pause } from 'node:timers/promises';
import { KmagicError, type Driver, type Transport } from '@kmagic/core';
import { reasonOf } from '../kube/failure.ts';
import { actOn, clusterOf } from './cluster.ts';
import { etcdConnection, readCredentials, type EtcdConnection } from './connection.ts';
import type { Etcd, EtcdAction, EtcdEndpoint, EtcdQuestion } from './questions.ts';

const timeoutMs = 8000;

/** Talks to etcd members through the transports of their hosts, as the host's own administrator of etcd. */
export function etcdDriver(): Driver {
  const sessions = new Map<Transport, Map<string, Promise<EtcdConnection | undefined>>>();

  const forget = async (transport: Transport, at: string): Promise<void> => {
    const session = await sessions
      .get(transport)
      ?.get(at)
      ?.catch(() => undefined);
    sessions.get(transport)?.delete(at);
    await session?.close();
  };

  /** Undefined where the host has no certificates; after a failure everything is read and opened anew the next time. */
  const withMember = async <T>(transport: Transport, at: EtcdEndpoint, work: Work<T>): Promise<T | undefined> => {
    const own = sessions.get(transport) ?? new Map<string, Promise<EtcdConnection | undefined>>();
    sessions.set(transport, own);
    const key = JSON.stringify(at);
    const opening = own.get(key) ?? open(transport, at, work.signal);
    own.set(key, opening);
    try {
      const session = await opening;
      if (session === undefined) own.delete(key);
      return session && (await inTime(work.once(session), work.signal));
    } catch (error) {
      await forget(transport, key);
      throw error;
    }
  };

  return {
    name: 'etcd',
    async ask(questions, transport, signal) {
      return await Promise.all(
        (questions as readonly EtcdQuestion[]).map(async ({ at }) => {
          const answer = await withMember(transport, at, { signal, once: (s) => clusterOf(s.client) }).then(
            (cluster): Etcd => (cluster === undefined ? { etcd: 'absent' } : { etcd: 'up', cluster }),
            (error: unknown): Etcd => {
              signal.throwIfAborted();
              return { etcd: 'down', why: reasonOf(error) };
            },
          );
          return { code: 0, stdout: JSON.stringify(answer), stderr: '' };
        }),
      );
    },
    async act(action, transport, signal) {
      const wanted = action as EtcdAction;
      const done = await withMember(transport, wanted.at, { signal, once: (s) => actOn(s.client, wanted).then(() => true) }).catch(
        (error: unknown) => {
          throw new KmagicError('driverFailed', `${transport.host}: etcd, ${wanted.do}: ${reasonOf(error)}`, {
            host: transport.host,
            cause: error,
          });
        },
      );
      if (done === undefined)
        throw new KmagicError('driverFailed', `${transport.host} has no etcd certificates for ${wanted.at.host}`, { host: transport.host });
    },
    async close() {
      await Promise.all([...sessions].flatMap(([transport, own]) => [...own.keys()].map((at) => forget(transport, at))));
    },
  };
}

interface Work<T> {
  readonly signal: AbortSignal;
  once(session: EtcdConnection): Promise<T>;
}

async function open(transport: Transport, at: EtcdEndpoint, signal: AbortSignal): Promise<EtcdConnection | undefined> {
  const credentials = await readCredentials(transport, at, signal);
  return credentials && (await etcdConnection(transport, at, credentials));
}

/** gRPC waits for a member that is down as long as it is let. */
async function inTime<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const timer = new AbortController();
  const late = pause(timeoutMs, undefined, { signal: AbortSignal.any([signal, timer.signal]) }).then(() => {
    throw new Error(`no answer within ${timeoutMs / 1000} s`);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    timer.abort();
    late.catch(() => undefined);
    work.catch(() => undefined);
  }
}
