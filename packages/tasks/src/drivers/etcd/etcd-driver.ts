import { setTimeout as pause } from 'node:timers/promises';
import { KmagicError, type Driver, type Transport } from '@kmagic/core';
import { reasonOf } from '../kube/failure.ts';
import { Sessions } from '../sessions.ts';
import { actOn, clusterOf } from './cluster.ts';
import { credentialsCommand, etcdConnection, etcdLibrary, parseCredentials, type EtcdConnection } from './connection.ts';
import type { Etcd, EtcdAction, EtcdEndpoint, EtcdQuestion } from './questions.ts';

const timeoutMs = 8000;

/** Talks to etcd members through the transports of their hosts, as the host's own administrator of etcd. */
export function etcdDriver(): Driver {
  const sessions = new Sessions<EtcdEndpoint, EtcdConnection>({ credentials: credentialsCommand, load: etcdLibrary, open });

  /** Undefined where the host has no certificates. */
  const withMember = async <T>(transport: Transport, at: EtcdEndpoint, work: Work<T>): Promise<T | undefined> => {
    const session = await sessions.get(transport, at, work.signal);
    try {
      return session && (await inTime(work.once(session), work.signal));
    } catch (error) {
      if (session) await sessions.forget(transport, session);
      throw error;
    }
  };

  const clusterAt = async (transport: Transport, at: EtcdEndpoint, signal: AbortSignal): Promise<Etcd> => {
    try {
      const cluster = await withMember(transport, at, { signal, once: ({ client }) => clusterOf(client) });
      return cluster === undefined ? { etcd: 'absent' } : { etcd: 'up', cluster };
    } catch (error) {
      signal.throwIfAborted();
      return { etcd: 'down', why: reasonOf(error) };
    }
  };

  return {
    name: 'etcd',
    readings: (questions, transport) => sessions.readings(transport, questions.map(endpointIn)),
    async ask(questions, transport, signal) {
      const answers = new Map<string, Promise<Etcd>>();
      const answerOf = (at: EtcdEndpoint): Promise<Etcd> => {
        const answer = answers.get(JSON.stringify(at)) ?? clusterAt(transport, at, signal);
        answers.set(JSON.stringify(at), answer);
        return answer;
      };
      return await Promise.all(
        questions.map(async (question) => ({ code: 0, stdout: JSON.stringify(await answerOf(endpointIn(question))), stderr: '' })),
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
    close: () => sessions.close(),
  };
}

interface Work<T> {
  readonly signal: AbortSignal;
  once(session: EtcdConnection): Promise<T>;
}

function endpointIn(question: unknown): EtcdEndpoint {
  return (question as EtcdQuestion).at;
}

async function open(transport: Transport, at: EtcdEndpoint, printed: string): Promise<EtcdConnection | undefined> {
  const credentials = parseCredentials(printed);
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
