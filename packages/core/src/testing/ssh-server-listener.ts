import { timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { connect, type AddressInfo, type Socket } from 'node:net';
import ssh2, { type AuthContext, type Connection, type ParsedKey } from 'ssh2';
import { runCommand } from './ssh-server-shell.ts';
import type { SimulatedHost } from './ssh-server.ts';

/** One simulated host that listens. */
export interface Listening {
  readonly host: SimulatedHost;
  readonly port: number;
  readonly hostKey: string;
  readonly counts: { logins: number; commands: number };
  drop(): void;
  stop(): Promise<void>;
}

/** Listens for one host; port 0 takes a free one. */
export async function listen(wanted: {
  readonly host: SimulatedHost;
  readonly clientKey: string;
  readonly port: number;
  readonly hostKey: string;
  readonly counts?: Listening['counts'];
}): Promise<Listening> {
  const { host } = wanted;
  const counts = wanted.counts ?? { logins: 0, commands: 0 };
  const clientKey = parsed(wanted.clientKey);
  const sockets = new Set<Socket>();
  const server = new ssh2.Server({ hostKeys: [wanted.hostKey] }, (connection) => {
    connection.on('authentication', (context) => authenticate(host, clientKey, context));
    connection.on('ready', () => (counts.logins += 1));
    connection.on('error', () => undefined);
    let sessions = 0;
    connection.on('session', (accept, reject) => {
      if (sessions >= (host.maxSessions ?? Infinity)) {
        reject();
        return;
      }
      sessions += 1;
      const session = accept();
      session.on('close', () => (sessions -= 1));
      session.on('exec', (acceptCommand, _refuse, info) => {
        counts.commands += 1;
        if (host.run) host.run(info.command, acceptCommand());
        else runCommand(host, info.command, acceptCommand());
      });
    });
    if (host.forwards !== false) forwards(connection);
  });
  // ssh2 has no door to the sockets of its connections.
  const inner = (server as unknown as { _srv: { on(event: 'connection', take: (socket: Socket) => void): void } })._srv;
  inner.on('connection', (socket) => {
    socket.setNoDelay(true);
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.listen(wanted.port, '127.0.0.1');
  await once(server, 'listening');
  const drop = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  let stopped: Promise<void> | undefined;
  const stop = (): Promise<void> => {
    stopped ??= new Promise<void>((resolve) => {
      server.close(() => resolve());
      drop();
    });
    return stopped;
  };
  return { host, port: (server.address() as AddressInfo).port, hostKey: wanted.hostKey, counts, drop, stop };
}

function authenticate(host: SimulatedHost, clientKey: ParsedKey, context: AuthContext): void {
  const methods =
    host.password === undefined
      ? ['publickey' as const]
      : host.onlyPassword
        ? ['password' as const]
        : ['publickey' as const, 'password' as const];
  const isUser = context.username === (host.user ?? 'root');
  if (isUser && context.method === 'password' && host.password !== undefined && same(context.password, host.password)) {
    context.accept();
    return;
  }
  if (isUser && context.method === 'publickey' && host.onlyPassword !== true && keyFits(clientKey, context.key.data)) {
    const { signature, blob } = context;
    // Without a signature the client only asks whether the key would do.
    if (signature === undefined || blob === undefined || isSigned(clientKey, blob, signature)) {
      context.accept();
      return;
    }
  }
  context.reject(methods);
}

function isSigned(key: ParsedKey, blob: Buffer, signature: Buffer): boolean {
  // An Error where it cannot be verified, which ssh2's types do not say.
  const verdict: unknown = key.verify(blob, signature);
  return verdict === true;
}

function keyFits(known: ParsedKey, shown: Buffer): boolean {
  return known.getPublicSSH().equals(shown);
}

function same(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function forwards(connection: Connection): void {
  connection.on('tcpip', (accept, reject, info) => {
    const socket = connect({ host: info.destIP, port: info.destPort, noDelay: true });
    socket.once('error', () => reject());
    socket.once('connect', () => {
      socket.removeAllListeners('error');
      const channel = accept();
      socket.on('error', () => channel.destroy());
      channel.on('error', () => socket.destroy());
      channel.on('close', () => socket.destroy());
      channel.pipe(socket).pipe(channel);
    });
  });
}

function parsed(key: string): ParsedKey {
  const result = ssh2.utils.parseKey(key);
  if (result instanceof Error) throw result;
  return result;
}
