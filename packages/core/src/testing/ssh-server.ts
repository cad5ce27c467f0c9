import { Secret } from '../secret/secret.ts';
import { connectionSettings, type ConnectionSettings } from '../transport/ssh/settings.ts';
import ssh2, { type ServerChannel } from 'ssh2';
import { listen, type Listening } from './ssh-server-listener.ts';
import type { SimulatedSudo } from './ssh-server-shell.ts';

/** A host of the server: who may log in, and where its commands run. */
export interface SimulatedHost {
  readonly name: string;
  /** The login user; `root` where not said, whatever user this process has. */
  readonly user?: string;
  /** Lets the user in by password too, and by no key when `onlyPassword`. */
  readonly password?: string;
  readonly onlyPassword?: true;
  readonly sudo?: SimulatedSudo;
  /** What stands before `sh`: a program that gives the host a root directory or a namespace of its own. */
  readonly wrap?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** How many command lines run at a time over one connection; as many as are asked for where not said. */
  readonly maxSessions?: number;
  /** Connects nobody on. */
  readonly forwards?: false;
  /** Takes command lines in place of a shell. */
  readonly run?: (commandLine: string, channel: ServerChannel) => void;
}

/** A running server of simulated hosts, each on a port of its own of 127.0.0.1. */
export interface SshServer {
  /** How to connect to a host: a key made for this server, host key by accept-new. */
  settings(host: string): ConnectionSettings;
  /** How often a host was logged in to, and ran a command line, since the start. */
  counts(host: string): { readonly logins: number; readonly commands: number };
  /** Breaks every connection to a host, without a word. */
  drop(host: string): void;
  /** Stops listening for a host and drops it, as if the machine were off. */
  stop(host: string): Promise<void>;
  /** Listens again on the same port. */
  start(host: string): Promise<void>;
  /** Gives a host another host key, as a reinstallation does. */
  changeHostKey(host: string): Promise<void>;
  close(): Promise<void>;
}

/** Starts real SSH servers in this process, one a host; every command runs in a real `sh`, TCP forwards connect from here. */
export async function startSshServer(server: { readonly hosts: readonly SimulatedHost[] }): Promise<SshServer> {
  const client = newKeyPair();
  const entries = await Promise.all(
    server.hosts.map(
      async (host) => [host.name, await listen({ host, clientKey: client.public, port: 0, hostKey: newHostKey() })] as const,
    ),
  );
  const running = new Map<string, Listening>(entries);
  const find = (name: string): Listening => {
    const listening = running.get(name);
    if (listening === undefined) throw new Error(`no simulated host is named ${name}`);
    return listening;
  };
  const relisten = async (name: string, hostKey: string): Promise<void> => {
    const { host, port, counts } = find(name);
    running.set(name, await listen({ host, clientKey: client.public, port, hostKey, counts }));
  };
  return {
    settings: (name) => settingsOf(find(name), client.private),
    counts: (name) => ({ ...find(name).counts }),
    drop: (name) => find(name).drop(),
    stop: (name) => find(name).stop(),
    start: (name) => relisten(name, find(name).hostKey),
    changeHostKey: async (name) => {
      await find(name).stop();
      await relisten(name, newHostKey());
    },
    close: async () => {
      await Promise.all([...running.values()].map((listening) => listening.stop()));
    },
  };
}

function settingsOf({ host, port }: Listening, privateKey: string): ConnectionSettings {
  const base = { name: host.name, address: '127.0.0.1', port, user: host.user ?? 'root' };
  if (host.onlyPassword === true) return connectionSettings({ ...base, password: new Secret(host.password ?? '') });
  return connectionSettings({ ...base, privateKey: new Secret(privateKey) });
}

function newHostKey(): string {
  return newKeyPair().private;
}

function newKeyPair(): { readonly private: string; readonly public: string } {
  // One in some hundred of the keys ssh2 makes cannot be read, by itself or anybody.
  for (;;) {
    const pair = ssh2.utils.generateKeyPairSync('ed25519');
    if (!(ssh2.utils.parseKey(pair.private) instanceof Error)) return pair;
  }
}
