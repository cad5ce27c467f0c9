import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** Where a host is reached; what known_hosts files know keys by. */
export interface HostAddress {
  readonly address: string;
  readonly port: number;
}

/** One line of a known_hosts file that names a key. */
export interface KnownHost {
  readonly patterns: string;
  readonly keyType: string;
  readonly key: Buffer;
  readonly revoked: boolean;
}

/** What known_hosts says about a key a host showed. */
export type Verdict =
  | { readonly is: 'known' }
  | { readonly is: 'unknown' }
  | { readonly is: 'revoked' }
  | { readonly is: 'changed'; readonly from: readonly KnownHost[] };

/** The entries of an OpenSSH known_hosts text; certificate authorities and unreadable lines are passed over. */
export function parseKnownHosts(text: string): readonly KnownHost[] {
  return text.split('\n').flatMap((line) => parseLine(line) ?? []);
}

/** The name of a host in known_hosts: the address, or `[address]:port` where the port is not 22. */
function knownName(host: HostAddress): string {
  const address = host.address.toLowerCase();
  return host.port === 22 ? address : `[${address}]:${host.port}`;
}

/** The entries that speak of a host. */
export function entriesOf(known: readonly KnownHost[], host: HostAddress): readonly KnownHost[] {
  const name = knownName(host);
  return known.filter((entry) => matches(entry.patterns, name));
}

/** Judges the key a host showed. A key of another type than the known ones counts as changed: we asked for those first. */
export function judge(known: readonly KnownHost[], host: HostAddress, key: Buffer): Verdict {
  const entries = entriesOf(known, host);
  const same = entries.filter((entry) => entry.key.equals(key));
  if (same.some((entry) => entry.revoked)) return { is: 'revoked' };
  if (same.length > 0) return { is: 'known' };
  const from = entries.filter((entry) => !entry.revoked);
  return from.length === 0 ? { is: 'unknown' } : { is: 'changed', from };
}

/** A key as OpenSSH prints it: `SHA256:...`. */
export function keyFingerprint(key: Buffer): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
}

/** The type name at the head of a public key, such as `ssh-ed25519`. */
export function keyTypeOf(key: Buffer): string {
  if (key.length < 4) return '';
  return key.subarray(4, 4 + key.readUInt32BE(0)).toString('latin1');
}

/** The line that makes a key known, with its newline. */
export function knownHostLine(host: HostAddress, key: Buffer): string {
  return `${knownName(host)} ${keyTypeOf(key)} ${key.toString('base64')}\n`;
}

/** The text without a host; lines that know it only by a wildcard stay. */
export function withoutHost(text: string, host: HostAddress): string {
  const name = knownName(host);
  return text
    .split('\n')
    .flatMap((line) => {
      const entry = parseLine(line);
      if (entry === undefined || !matches(entry.patterns, name)) return [line];
      const left = entry.patterns.split(',').filter((pattern) => pattern.toLowerCase() !== name && !hashMatches(pattern, name));
      return left.length === 0 ? [] : [line.replace(entry.patterns, () => left.join(','))];
    })
    .join('\n');
}

function parseLine(line: string): KnownHost | undefined {
  const words = line.trim().split(/\s+/);
  const marker = words[0]?.startsWith('@') === true ? words.shift() : undefined;
  const [patterns, keyType, key] = words;
  if (patterns === undefined || patterns.startsWith('#') || keyType === undefined || key === undefined) return undefined;
  if (marker !== undefined && marker !== '@revoked') return undefined;
  return { patterns, keyType, key: Buffer.from(key, 'base64'), revoked: marker === '@revoked' };
}

function matches(patterns: string, name: string): boolean {
  const all = patterns.split(',');
  if (all.some((pattern) => pattern.startsWith('!') && globMatches(pattern.slice(1), name))) return false;
  return all.some((pattern) => hashMatches(pattern, name) || globMatches(pattern, name));
}

function hashMatches(pattern: string, name: string): boolean {
  const [, version, salt, hash] = pattern.split('|');
  if (version !== '1' || salt === undefined || hash === undefined) return false;
  const expected = Buffer.from(hash, 'base64');
  const actual = createHmac('sha1', Buffer.from(salt, 'base64')).update(name).digest();
  return expected.length === actual.length && timingSafeEqual(expected, actual);
}

function globMatches(pattern: string, name: string): boolean {
  const source = pattern.toLowerCase().replace(/[.*+?^${}()|[\]\\]/g, (c) => (c === '*' ? '.*' : c === '?' ? '.' : `\\${c}`));
  return new RegExp(`^${source}$`).test(name);
}
