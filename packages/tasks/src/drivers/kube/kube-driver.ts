import { KmagicError, sh, type Driver, type Output, type Transport } from '@kmagic/core';
import { Sessions } from '../sessions.ts';
import { adminConfCommand, parseAdminConf } from './admin-conf.ts';
import { Answerer } from './answer.ts';
import { carryOut } from './carry-out.ts';
import { kubeConnection, requestLibrary, type KubeConnection } from './connection.ts';
import { isDown, reasonOf } from './failure.ts';
import { KubeApi } from './kube-api.ts';
import type { Api, KubeAction, KubeQuestion } from './questions.ts';

interface Session extends Pick<KubeConnection, 'close'> {
  api(signal: AbortSignal): KubeApi;
}

/** Talks to the API server of a control-plane host through its transport, with that host's own admin kubeconfig. */
export function kubeDriver(): Driver {
  const sessions = new Sessions({ credentials: () => adminConfCommand, load: requestLibrary, open });
  return {
    name: 'kube',
    readings: (_questions, transport) => sessions.readings(transport, ['admin']),
    async ask(questions, transport, signal) {
      const session = await sessions.get(transport, 'admin', signal);
      const asked = questions as readonly KubeQuestion[];
      if (session === undefined) return asked.map((question) => output(question, { api: 'absent' }));
      const answerer = new Answerer(session.api(signal), asked);
      const answers = await Promise.all(asked.map((question) => answered(answerer, question, signal)));
      if (answers.some(({ api }) => api !== 'up')) await sessions.forget(transport, session);
      return asked.map((question, i) => output(question, answers[i]!));
    },
    async act(action, transport, signal) {
      let session: Session | undefined;
      const api = async (): Promise<KubeApi> => {
        session = await sessions.get(transport, 'admin', signal);
        if (session === undefined) throw new Error('the host has no admin kubeconfig');
        return session.api(signal);
      };
      const again = async (): Promise<KubeApi> => {
        const works = await api()
          .then((current) => current.ready())
          .then(
            () => true,
            () => false,
          );
        if (!works && session !== undefined) await sessions.forget(transport, session);
        return await api();
      };
      const read = async (path: string): Promise<string> => {
        const out = await transport.script(sh`cat -- ${path}`.real(), signal);
        if (out.code === 0) return out.stdout;
        throw new KmagicError('driverFailed', `${transport.host}: ${path} cannot be read: ${out.stderr.trim()}`, { host: transport.host });
      };
      await carryOut(action as KubeAction, { host: transport.host, signal, api, again, read });
    },
    close: () => sessions.close(),
  };
}

async function open(transport: Transport, _at: string, printed: string): Promise<Session | undefined> {
  const conf = parseAdminConf(transport.host, printed);
  if (conf === undefined) return undefined;
  const connection = await kubeConnection(transport, conf);
  const discovered: ConstructorParameters<typeof KubeApi>[1] = new Map();
  return { api: (signal) => new KubeApi(connection, discovered, signal), close: () => connection.close() };
}

type Answered = Api<unknown> | { readonly api: 'refuses'; readonly why: string };

async function answered(answerer: Answerer, question: KubeQuestion, signal: AbortSignal): Promise<Answered> {
  try {
    return { api: 'up', answer: await answerer.answer(question) };
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof KmagicError && error.code === 'bug') throw error;
    return { api: isDown(error) ? 'down' : 'refuses', why: reasonOf(error) };
  }
}

function output(question: KubeQuestion, answer: Answered): Output {
  if (answer.api === 'refuses') return { code: 1, stdout: '', stderr: answer.why };
  // Asked in order to wait: the status alone says whether it is so, and the error how far it has come.
  if (question.ask === 'is' || question.ask === 'network') {
    const said = answer.api === 'up' && answer.answer;
    return { code: said === true ? 0 : 1, stdout: '', stderr: typeof said === 'string' ? said : '' };
  }
  return { code: 0, stdout: JSON.stringify(answer), stderr: '' };
}
