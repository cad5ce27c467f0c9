import { connect as tlsConnect, type ConnectionOptions } from 'node:tls';
import type { buildConnector } from 'undici';
import type { Transport } from '@kmagic/core';
import { reveal } from '../../pki/reveal.ts';
import type { AdminConf } from './admin-conf.ts';

/** One HTTP answer, its body parsed where it is JSON. */
export interface Response {
  readonly status: number;
  readonly body: unknown;
}

export interface Request {
  readonly method: 'GET' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly accept?: string;
  readonly body?: { readonly type: string; readonly content: unknown };
}

/** A connection to the API server of one host. */
export interface KubeConnection {
  /** Rejects where no answer comes; an answer of any status resolves. */
  send(request: Request, signal: AbortSignal): Promise<Response>;
  close(): Promise<void>;
}

/**
 * Opens no connection yet: the first request does, through the transport, with no port on this machine; requests share it (HTTP/2).
 */
export async function kubeConnection(transport: Transport, conf: AdminConf): Promise<KubeConnection> {
  const { Agent, HttpMethod, IsomorphicFetchHttpLibrary, RequestContext } = await requestLibrary();
  const agent = new Agent({ connections: 1, keepAliveTimeout: 60_000, connect: connector(transport, conf) });
  const library = new IsomorphicFetchHttpLibrary();
  return {
    async send(request, signal) {
      const context = new RequestContext(`https://kubernetes${request.path}`, HttpMethod[request.method]);
      for (const [name, value] of Object.entries(request.query ?? {})) context.setQueryParam(name, value);
      context.setHeaderParam('Accept', request.accept ?? 'application/json');
      if (request.body) {
        context.setHeaderParam('Content-Type', request.body.type);
        context.setBody(JSON.stringify(request.body.content));
      }
      context.setSignal(signal);
      context.setDispatcher(agent);
      const response = await library.send(context).toPromise();
      return { status: response.httpStatusCode, body: parsed(await response.body.text()) };
    },
    close: () => agent.destroy(),
  };
}

function connector(transport: Transport, conf: AdminConf): buildConnector.connector {
  const tls: ConnectionOptions = { ca: conf.caPem, cert: conf.certPem, key: conf.keyPem && reveal(conf.keyPem) };
  return (_options, callback) => {
    transport.forward('127.0.0.1', conf.port).then(
      (socket) => {
        // Every API server's certificate carries this name, whatever it is reached by.
        const secure = tlsConnect({ ...tls, socket, servername: 'kubernetes', ALPNProtocols: ['h2', 'http/1.1'] });
        const fail = (error: Error): void => callback(error, null);
        secure.once('error', fail);
        secure.once('secureConnect', () => {
          secure.off('error', fail);
          callback(null, secure);
        });
        socket.once('error', (error) => secure.destroy(error));
      },
      (error: unknown) => callback(error instanceof Error ? error : new Error(String(error)), null),
    );
  };
}

/**
 * The layer of requests of the client, without its models of every kind of object: kmagic takes objects as they are, and loading
 * the whole library takes a third of a second. Only those pay who talk to an API server.
 */
export async function requestLibrary(): Promise<typeof import('@kubernetes/client-node/dist/gen/http/http.js') & typeof import('undici')> {
  const [http, undici] = await Promise.all([import('@kubernetes/client-node/dist/gen/http/http.js'), import('undici')]);
  return { ...undici, ...http };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
