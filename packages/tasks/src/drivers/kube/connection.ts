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

/** What an administrator's kubeconfig says, as far as a connection needs it. */
export interface AdminConf {
  readonly port: number;
  readonly caPem: string | undefined;
  readonly certPem: string | undefined;
  readonly keyPem: Secret | undefined;
}

/** The host's own administrator's kubeconfig; undefined where it has none. */
export async function readAdminConf(transport: Transport, signal: AbortSignal): Promise<AdminConf | undefined> {
  // super-admin.conf where there is one: it works before the first role binding exists.
  const text = 'cd /etc/kubernetes 2>/dev/null || exit 0; cat super-admin.conf 2>/dev/null || cat admin.conf 2>/dev/null || :';
  const out = await transport.script(text, signal);
  if (out.stdout.trim() === '') return undefined;
  const { KubeConfig } = await clientNode();
  const config = new KubeConfig();
  config.loadFromString(out.stdout);
  const [cluster, user] = [config.getCurrentCluster(), config.getCurrentUser()];
  if (cluster === null || user === null)
    throw new KmagicError('driverFailed', `${transport.host}: the admin kubeconfig names no cluster or no user`, { host: transport.host });
  const key = decoded(user.keyData);
  return {
    port: Number(new URL(cluster.server).port || 443),
    caPem: decoded(cluster.caData),
    certPem: decoded(user.certData),
    keyPem: key === undefined ? undefined : new Secret(key),
  };
}

/** Opens no connection yet: each request does when it must, through the transport, with no port on this machine. */
export async function kubeConnection(transport: Transport, conf: AdminConf): Promise<KubeConnection> {
  const { createConfiguration, HttpMethod, ServerConfiguration } = await clientNode();
  const agent = new Agent({ connections: 4, keepAliveTimeout: 60_000, connect: connector(transport, conf) });
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

function connector(transport: Transport, conf: AdminConf): buildConnector.connector {
  const tls: ConnectionOptions = { ca: conf.caPem, cert: conf.certPem, key: conf.keyPem && reveal(conf.keyPem) };
  return (_options, callback) => {
    transport.forward('127.0.0.1', conf.port).then(
      (socket) => {
        // Every API server's certificate carries this name, whatever it is reached by.
        const secure = tlsConnect({ ...tls, socket, servername: 'kubernetes', ALPNProtocols: ['http/1.1'] });
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

/** Loading the library takes a third of a second: only those pay who talk to an API server. */
function clientNode(): Promise<typeof import('@kubernetes/client-node')> {
  return import('@kubernetes/client-node');
}

function decoded(value: string | undefined): string | undefined {
  return value === undefined ? undefined : Buffer.from(value, 'base64').toString();
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
