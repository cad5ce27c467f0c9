import { connect as tlsConnect, type ConnectionOptions } from 'node:tls';
import { Agent, type buildConnector } from 'undici';
import { KmagicError, Secret, type Transport } from '@kmagic/core';
import { reveal } from '../../pki/reveal.ts';

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

/** The host's own administrator's kubeconfig; undefined where it has none. */
export async function readAdminConf(transport: Transport, signal: AbortSignal): Promise<Secret | undefined> {
  // super-admin.conf where there is one: it works before the first role binding exists.
  const text = 'cd /etc/kubernetes 2>/dev/null || exit 0; cat super-admin.conf 2>/dev/null || cat admin.conf 2>/dev/null || :';
  const out = await transport.script(text, signal);
  return out.stdout.trim() === '' ? undefined : new Secret(out.stdout);
}

/** Opens no connection yet: each request does when it must, through the transport, with no port on this machine. */
export async function kubeConnection(transport: Transport, adminConf: Secret): Promise<KubeConnection> {
  // Loading the library takes a third of a second: only those pay who talk to an API server.
  const { createConfiguration, HttpMethod, KubeConfig, ServerConfiguration } = await import('@kubernetes/client-node');
  const config = new KubeConfig();
  config.loadFromString(reveal(adminConf));
  const [cluster, user] = [config.getCurrentCluster(), config.getCurrentUser()];
  if (cluster === null || user === null) throw new KmagicError('driverFailed', `${transport.host}: the admin kubeconfig names no cluster or no user`, { host: transport.host });
  const agent = new Agent({
    connections: 4,
    keepAliveTimeout: 60_000,
    connect: connector(transport, {
      port: Number(new URL(cluster.server).port || 443),
      tls: { ca: decoded(cluster.caData), cert: decoded(user.certData), key: decoded(user.keyData) },
    }),
  });
  const api = createConfiguration({ baseServer: new ServerConfiguration('https://kubernetes', {}) });
  return {
    async send(request, signal) {
      const context = api.baseServer.makeRequestContext(request.path, HttpMethod[request.method]);
      for (const [name, value] of Object.entries(request.query ?? {})) context.setQueryParam(name, value);
      context.setHeaderParam('Accept', request.accept ?? 'application/json');
      if (request.body) {
        context.setHeaderParam('Content-Type', request.body.type);
        context.setBody(JSON.stringify(request.body.content));
      }
      context.setSignal(signal);
      context.setDispatcher(agent);
      const response = await api.httpApi.send(context).toPromise();
      return { status: response.httpStatusCode, body: parsed(await response.body.text()) };
    },
    close: () => agent.destroy(),
  };
}

interface Door {
  readonly port: number;
  readonly tls: ConnectionOptions;
}

function connector(transport: Transport, door: Door): buildConnector.connector {
  return (_options, callback) => {
    transport.forward('127.0.0.1', door.port).then(
      (socket) => {
        // Every API server's certificate carries this name, whatever it is reached by.
        const secure = tlsConnect({ ...door.tls, socket, servername: 'kubernetes', ALPNProtocols: ['http/1.1'] });
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

function decoded(value: string | undefined): Buffer | undefined {
  return value === undefined ? undefined : Buffer.from(value, 'base64');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
