import type { Secret } from '../../secret/secret.ts';

/** What to do about host keys: `strict` wants them known, `accept-new` notes the first it sees, `off` asks nothing. */
export type HostKeyPolicy = 'strict' | 'accept-new' | 'off';

/** Everything needed to reach and become root on one host. */
export interface ConnectionSettings {
  /** The host's name in the inventory; what errors call it. */
  readonly name: string;
  readonly address: string;
  readonly port: number;
  readonly user: string;
  readonly password?: Secret;
  readonly privateKeyFile?: string;
  readonly privateKey?: Secret;
  readonly passphrase?: Secret;
  readonly agentSocket?: string;
  /** `sudo` is left out where `user` is root. */
  readonly become: 'sudo' | 'no';
  readonly becomePassword?: Secret;
  /** The host to go through, which may itself have one. */
  readonly bastion?: ConnectionSettings;
  readonly hostKeys: HostKeyPolicy;
  readonly connectTimeoutMs: number;
  readonly keepAliveMs: number;
}

/** Settings with the defaults for what is not said: port 22, sudo, accept-new, 10 s to connect, keep-alive every 10 s. */
export function connectionSettings(
  said: Pick<ConnectionSettings, 'name' | 'address' | 'user'> & Partial<ConnectionSettings>,
): ConnectionSettings {
  return { port: 22, become: 'sudo', hostKeys: 'accept-new', connectTimeoutMs: 10_000, keepAliveMs: 10_000, ...said };
}
