import { KmagicError } from '../../errors/kmagic-error.ts';
import { readKnownHosts, rememberHost, type KnownHostsFiles } from './known-hosts-file.ts';
import { entriesOf, judge, keyFingerprint, keyTypeOf, type KnownHost } from './known-hosts.ts';
import type { ConnectionSettings } from './settings.ts';

export interface HostKeyRules {
  readonly knownHosts: KnownHostsFiles;
  /** The command that trusts a host's new key, for hints. */
  readonly trustCommand: (host: string) => string;
}

/** Judges the key one host shows during a connection. */
export interface HostKeyCheck {
  /** Host key algorithms in the order to ask for them: those of known keys first. */
  readonly algorithms: readonly HostKeyAlgorithm[];
  /** Resolves when the key may be trusted; rejects with hostKeyChanged or hostKeyUnknown. */
  verify(key: Buffer): Promise<void>;
}

/** Reads what is known of a host before connecting to it. */
export async function hostKeyCheck(settings: ConnectionSettings, rules: HostKeyRules): Promise<HostKeyCheck> {
  if (settings.hostKeys === 'off') return { algorithms: allAlgorithms, verify: () => Promise.resolve() };
  const known = await readKnownHosts(rules.knownHosts);
  return {
    algorithms: inOrderOf(entriesOf(known, settings)),
    verify: async (key) => {
      const verdict = judge(known, settings, key);
      if (verdict.is === 'known') return;
      if (verdict.is === 'revoked') throw revoked(settings, key);
      if (verdict.is === 'changed') throw changed(settings, { key, from: verdict.from }, rules);
      if (settings.hostKeys === 'strict') throw unknown(settings, key, rules);
      await rememberHost(rules.knownHosts.file, settings, key);
    },
  };
}

const allAlgorithms = [
  'ssh-ed25519',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
  'rsa-sha2-512',
  'rsa-sha2-256',
] as const;
type HostKeyAlgorithm = (typeof allAlgorithms)[number];

function inOrderOf(known: readonly KnownHost[]): readonly HostKeyAlgorithm[] {
  const types = new Set(known.filter((entry) => !entry.revoked).map((entry) => entry.keyType));
  const isKnown = (algorithm: string): boolean => types.has(algorithm.startsWith('rsa-') ? 'ssh-rsa' : algorithm);
  return [...allAlgorithms.filter(isKnown), ...allAlgorithms.filter((algorithm) => !isKnown(algorithm))];
}

function changed(
  { name, address, port }: ConnectionSettings,
  seen: { readonly key: Buffer; readonly from: readonly KnownHost[] },
  rules: HostKeyRules,
): KmagicError {
  const before = seen.from.map((entry) => `${keyFingerprint(entry.key)} (${entry.keyType})`).join(' or ');
  const now = `${keyFingerprint(seen.key)} (${keyTypeOf(seen.key)})`;
  return new KmagicError('hostKeyChanged', `${name}: its host key changed: known is ${before}, ${address}:${port} shows ${now}`, {
    host: name,
    hint: `if the host was reinstalled, trust the new key: ${rules.trustCommand(name)}; if not, somebody may be in between`,
  });
}

function unknown({ name, address, port }: ConnectionSettings, key: Buffer, rules: HostKeyRules): KmagicError {
  const shown = `${keyFingerprint(key)} (${keyTypeOf(key)})`;
  return new KmagicError('hostKeyUnknown', `${name}: its host key is not known: ${address}:${port} shows ${shown}`, {
    host: name,
    hint: `compare it with \`ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub\` on the host, then: ${rules.trustCommand(name)}`,
  });
}

function revoked({ name }: ConnectionSettings, key: Buffer): KmagicError {
  return new KmagicError('hostKeyChanged', `${name}: its host key ${keyFingerprint(key)} is marked @revoked in known_hosts`, {
    host: name,
    hint: 'give the host a new key (ssh-keygen -A after removing the old one)',
  });
}
