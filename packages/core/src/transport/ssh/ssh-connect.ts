import { KmagicError } from '../../errors/kmagic-error.ts';
import { notRoot, type Become } from '../become.ts';
import { ShellTransport } from '../shell-transport.ts';
import type { Connect, Transport } from '../transport.ts';
import { bastionPool } from './bastions.ts';
import type { HostKeyRules } from './host-key-check.ts';
import { prepare } from './login.ts';
import type { ConnectionSettings } from './settings.ts';
import { openSshDoor, type SshDoor } from './ssh-door.ts';

/** What all connections of a run share. */
export interface SshOptions {
  readonly knownHosts: HostKeyRules['knownHosts'];
  /** The command that trusts a host's new key, for hints; `kmagic trust HOST` where not said. */
  readonly trustCommand?: (host: string) => string;
  /** Whose `.ssh/id_*` keys are tried for hosts that name neither key nor password. */
  readonly home?: string;
}

/** Starting a shell on a busy host, through sudo that asks a directory server, may take its time. */
const shellTimeoutMs = 30_000;

/** Connects to hosts by name over SSH: one connection a host, dialled anew only when it was lost or closed. */
export function createSshConnect(settingsByHost: ReadonlyMap<string, ConnectionSettings>, options: SshOptions): Connect {
  const rules: HostKeyRules = { trustCommand: (host) => `kmagic trust ${host}`, ...options };
  const lease = bastionPool(openDoor);

  async function openDoor(settings: ConnectionSettings, signal: AbortSignal): Promise<SshDoor> {
    const prepared = await prepare(settings, rules, options.home);
    if (settings.bastion === undefined) return await openSshDoor(prepared, undefined, signal);
    const bastion = await lease(settings.bastion, signal);
    try {
      const door = await openSshDoor(prepared, bastion.door, signal);
      let closing: Promise<void> | undefined;
      const close = (): Promise<void> => (closing ??= door.close().then(bastion.release));
      return { ...door, close };
    } catch (error) {
      await bastion.release();
      throw error;
    }
  }

  async function open(settings: ConnectionSettings, signal: AbortSignal): Promise<Opened> {
    const become = becomeOf(settings);
    const door = await openDoor(settings, signal);
    const transport = new ShellTransport({ door, become, timeoutMs: shellTimeoutMs });
    try {
      await transport.ready();
      return { door, transport };
    } catch (error) {
      await transport.close();
      throw error;
    }
  }

  const connections = new Map<string, Connection>();
  return async (host, signal) => {
    const settings = settingsByHost.get(host);
    if (settings === undefined) throw new KmagicError('bug', `${host}: no connection settings`, { host });
    const old = connections.get(host);
    if (old !== undefined && old.door?.lost() === undefined) return (await old.opening).transport;
    const connection: Connection = { opening: open(settings, signal) };
    connections.set(host, connection);
    try {
      const { door, transport } = await connection.opening;
      connection.door = door;
      return transport;
    } catch (error) {
      if (connections.get(host) === connection) connections.delete(host);
      throw error;
    }
  };
}

interface Opened {
  readonly door: SshDoor;
  readonly transport: Transport;
}

interface Connection {
  readonly opening: Promise<Opened>;
  door?: SshDoor;
}

function becomeOf({ name, user, become, becomePassword }: ConnectionSettings): Become {
  if (user === 'root') return { how: 'already' };
  if (become === 'no') throw notRoot(name, user);
  return becomePassword === undefined ? { how: 'sudo', user } : { how: 'sudo', user, password: becomePassword };
}
