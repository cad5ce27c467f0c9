import { KmagicError, type Driver, type Output, type Transport } from '@kmagic/core';
import { Answerer } from './answer.ts';
import { carryOut } from './carry-out.ts';
import { kubeConnection, readAdminConf, type AdminConf, type KubeConnection } from './connection.ts';
import { isDown, reasonOf } from './failure.ts';
import { KubeApi } from './kube-api.ts';
import type { Api, KubeAction, KubeQuestion } from './questions.ts';

interface Session {
  readonly connection: KubeConnection;
  readonly discovered: ConstructorParameters<typeof KubeApi>[1];
}

/** Talks to the API server of a control-plane host through its transport, with that host's own admin kubeconfig. */
export function kubeDriver(): Driver {
  const sessions = new Map<Transport, Promise<Session | undefined>>();

  const sessionOf = async (transport: Transport, signal: AbortSignal): Promise<Session | undefined> => {
    const known = sessions.get(transport) ?? open(transport, readAdminConf(transport, signal));
    sessions.set(transport, known);
    const session = await known.catch((error: unknown) => {
      sessions.delete(transport);
      throw error;
    });
    // A kubeconfig that is not there yet may be there the next time.
    if (session === undefined) sessions.delete(transport);
    return session;
  };

  /** After a failure the credentials are read anew: they may have been renewed meanwhile. */
  const forget = async (transport: Transport): Promise<void> => {
    const session = await sessions.get(transport)?.catch(() => undefined);
    sessions.delete(transport);
    await session?.connection.close();
  };

  const apiOf = async (transport: Transport, signal: AbortSignal): Promise<KubeApi | undefined> => {
    const session = await sessionOf(transport, signal);
    return session && new KubeApi(session.connection, session.discovered, signal);
  };

  return {
    name: 'kube',
    async ask(questions, transport, signal) {
      const api = await apiOf(transport, signal);
      const asked = questions as readonly KubeQuestion[];
      if (api === undefined) return asked.map(() => output({ api: 'absent' }));
      const answerer = new Answerer(api, asked);
      const answers = await Promise.all(asked.map((question) => answered(answerer, question, signal)));
      if (answers.some((a) => a.code !== 0 || a.stdout.startsWith('{"api":"down"'))) await forget(transport);
      return answers;
    },
    async act(action, transport, signal) {
      const api = async (): Promise<KubeApi> => {
        const found = await apiOf(transport, signal);
        if (found === undefined) throw new Error('the host has no admin kubeconfig');
        return found;
      };
      const again = async (): Promise<KubeApi> => {
        const works = await api()
          .then((current) => current.ready())
          .then(
            () => true,
            () => false,
          );
        if (!works) await forget(transport);
        return await api();
      };
      await carryOut(action as KubeAction, { host: transport.host, signal, api, again });
    },
    async close() {
      await Promise.all([...sessions.keys()].map(forget));
    },
  };
}

async function open(transport: Transport, reading: Promise<AdminConf | undefined>): Promise<Session | undefined> {
  const adminConf = await reading;
  return adminConf && { connection: await kubeConnection(transport, adminConf), discovered: new Map() };
}

async function answered(answerer: Answerer, question: KubeQuestion, signal: AbortSignal): Promise<Output> {
  try {
    return output({ api: 'up', answer: await answerer.answer(question) });
  } catch (error) {
    signal.throwIfAborted();
    if (isDown(error)) return output({ api: 'down', why: reasonOf(error) });
    if (error instanceof KmagicError && error.code === 'bug') throw error;
    return { code: 1, stdout: '', stderr: reasonOf(error) };
  }
}

function output(answer: Api<unknown>): Output {
  return { code: 0, stdout: JSON.stringify(answer), stderr: '' };
}
