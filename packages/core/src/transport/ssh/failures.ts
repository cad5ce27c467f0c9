import { KmagicError } from '../../errors/kmagic-error.ts';
import { DoorRefusal, nobodyThere } from '../door.ts';
import type { ConnectionSettings } from './settings.ts';

/** Why a TCP connection to a host could not be made, in words. */
export function cannotReach(settings: ConnectionSettings, error: unknown): KmagicError {
  const { name, address, port, bastion } = settings;
  const { why, hint } = wordsFor(error);
  const through = bastion === undefined ? '' : ` through ${bastion.name}`;
  return new KmagicError('unreachable', `${name}: cannot reach ${address}:${port}${through}: ${why}`, { host: name, hint, cause: error });
}

/** An established connection went away. */
export function connectionLost({ name, address, port }: ConnectionSettings, error: unknown): KmagicError {
  const why = /keepalive/i.test(messageOf(error)) ? 'the host stopped answering' : wordsFor(error).why;
  return new KmagicError('unreachable', `${name}: the connection to ${address}:${port} was lost: ${why}`, {
    host: name,
    hint: 'when the host is back, run the same command again: it goes on where it stopped',
    cause: error,
  });
}

/** No way to log in was accepted. */
export function loginFailed(
  { name, user, address, port }: ConnectionSettings,
  login: { readonly tried: readonly string[]; readonly allowed: readonly string[] },
): KmagicError {
  const tried = login.tried.length === 0 ? 'nothing could be tried' : `tried ${login.tried.join(', ')}`;
  const allowed = login.allowed.length === 0 ? '' : `; the host allows ${login.allowed.join(', ')}`;
  return new KmagicError('authFailed', `${name}: ${address}:${port} did not let ${user} log in: ${tried}${allowed}`, {
    host: name,
    hint: 'check ansible_user and set ansible_ssh_private_key_file, ansible_password or an ssh agent',
  });
}

/** A host would not connect on to an address. */
export function cannotForward(host: string, target: string, error: unknown): KmagicError {
  // RFC 4254 5.1; the text beside the reason may be empty, and to what it does not allow OpenSSH says no more than that it failed.
  if (error instanceof Error && 'reason' in error && error.reason === 1) {
    return new DoorRefusal('forward', `${host}: cannot reach ${target} from there: sshd does not allow it`, {
      host,
      hint: 'set "AllowTcpForwarding yes" in its sshd_config, or install socat there',
      cause: error,
    });
  }
  const said = messageOf(error).replace(/^\(SSH\) Channel open failure: */, '');
  return nobodyThere(host, target, { why: said === '' ? 'connection refused' : said, cause: error });
}

/** A channel could not be opened on a living connection. */
export function noChannel(host: string, error: unknown): KmagicError {
  return new DoorRefusal('channel', `${host}: sshd opened no further channel: ${messageOf(error)}`, {
    host,
    hint: 'raise MaxSessions in its sshd_config to at least 10',
    cause: error,
  });
}

const words: Readonly<Record<string, { readonly why: string; readonly hint: string }>> = {
  ECONNREFUSED: { why: 'connection refused', hint: 'is sshd running there, and is ansible_port right?' },
  ETIMEDOUT: { why: 'no answer in time', hint: 'is the host up, and does a firewall drop the packets?' },
  ENOTFOUND: { why: 'its name is not in DNS', hint: 'set ansible_host to an address' },
  EAI_AGAIN: { why: 'DNS did not answer', hint: 'check the resolver here, or set ansible_host to an address' },
  EHOSTUNREACH: { why: 'no route to host', hint: 'check the address and the routes here' },
  ENETUNREACH: { why: 'no route to its network', hint: 'check the address and the routes here' },
  ECONNRESET: { why: 'the host closed the connection', hint: 'look at the sshd log there (MaxStartups, DenyUsers, a full disk)' },
  EPIPE: { why: 'the host closed the connection', hint: 'look at the sshd log there' },
};

/** What ssh2 and bastions say where a socket has a code. */
const phrases: readonly (readonly [RegExp, string])[] = [
  [/timed out|no answer/i, 'ETIMEDOUT'],
  [/connection lost|closed/i, 'ECONNRESET'],
  [/connection refused/i, 'ECONNREFUSED'],
  [/no route/i, 'EHOSTUNREACH'],
  [/unreachable/i, 'ENETUNREACH'],
  [/name or service not known|resolve/i, 'ENOTFOUND'],
];

function wordsFor(error: unknown): { readonly why: string; readonly hint: string } {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const known = words[code];
  if (known !== undefined) return known;
  const message = messageOf(error);
  const said = phrases.find(([phrase]) => phrase.test(message));
  return (said && words[said[1]]) ?? { why: message, hint: 'try the same with ssh -v' };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
