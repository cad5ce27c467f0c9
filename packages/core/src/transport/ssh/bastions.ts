import type { ConnectionSettings } from './settings.ts';
import type { SshDoor } from './ssh-door.ts';

/** Opens the connection to a bastion; its own bastion, if any, is asked for first. */
export type OpenBastion = (settings: ConnectionSettings, signal: AbortSignal) => Promise<SshDoor>;

/** A bastion in use, and how to say that it no longer is. */
export interface Lease {
  readonly door: SshDoor;
  release(): Promise<void>;
}

interface Shared {
  readonly opening: Promise<SshDoor>;
  door?: SshDoor;
  users: number;
}

/** One connection a bastion, shared by all hosts behind it (sshd drops logins when many come at once) and closed after the last. */
export function bastionPool(open: OpenBastion): (settings: ConnectionSettings, signal: AbortSignal) => Promise<Lease> {
  const pool = new Map<string, Shared>();
  return async (settings, signal) => {
    const key = nameOf(settings);
    const old = pool.get(key);
    const shared: Shared = old === undefined || old.door?.lost() !== undefined ? { opening: open(settings, signal), users: 0 } : old;
    pool.set(key, shared);
    shared.users += 1;
    const leave = (): number => {
      shared.users -= 1;
      if (shared.users === 0 && pool.get(key) === shared) pool.delete(key);
      return shared.users;
    };
    try {
      const door = await shared.opening;
      shared.door = door;
      return {
        door,
        release: async () => {
          if (leave() === 0) await door.close();
        },
      };
    } catch (error) {
      leave();
      throw error;
    }
  };
}

function nameOf({ user, address, port, bastion }: ConnectionSettings): string {
  return `${user}@${address}:${port}${bastion === undefined ? '' : ` via ${nameOf(bastion)}`}`;
}
