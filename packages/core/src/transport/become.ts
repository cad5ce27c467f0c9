import { KmagicError } from '../errors/kmagic-error.ts';
import { redact, type Secret } from '../secret/secret.ts';
import { quote } from '../shell/command.ts';

/** How programs become root: they are already, or through sudo, which may want a password. */
export type Become = { readonly how: 'already' } | { readonly how: 'sudo'; readonly user: string; readonly password?: Secret };

/** The command line that runs a program for `sh` as root. `prompt` is what sudo will ask with, where it has a password. */
export function rootCommand(become: Become, program: readonly string[], prompt: string): string {
  const shell = ['sh', '-c', ...program].map(quote).join(' ');
  if (become.how === 'already') return shell;
  return become.password === undefined ? `sudo -n ${shell}` : `sudo -S -p ${quote(prompt)} ${shell}`;
}

/** What to say when sudo did not let a program start; `said` is its stderr. */
export function sudoRefused(host: string, user: string, said: string): KmagicError {
  // The program refused is kmagic's own shell, at length.
  const output = redact(said)
    .trim()
    .replace(/'[^']*\bsh -c [^]*' as root/, 'sh as root');
  const { why, hint } = reasonOf(output, user);
  return new KmagicError('sudoRefused', `${host}: sudo refused ${user}: ${why}`, { host, hint, output });
}

/** What to say when sudo asked for the password again. */
export function wrongPassword(host: string, user: string): KmagicError {
  return new KmagicError('sudoRefused', `${host}: sudo refused ${user}: the password was not accepted`, {
    host,
    hint: `check ansible_become_password of ${host}`,
  });
}

/** What to say when the login user is not root and may not become it. */
export function notRoot(host: string, user: string): KmagicError {
  return new KmagicError('sudoRefused', `${host}: logged in as ${user}, who is not root, and sudo is switched off`, {
    host,
    hint: `set ansible_become: true for ${host}, or log in as root`,
  });
}

const reasons: readonly { readonly says: RegExp; readonly why: string; readonly hint: (user: string) => string }[] = [
  {
    says: /password is required|no password was provided/i,
    why: 'it wants a password and none is set',
    hint: (user) => `set ansible_become_password, or allow it without: "${user} ALL=(ALL) NOPASSWD: ALL" in /etc/sudoers.d/`,
  },
  {
    says: /not in the sudoers|not allowed to (execute|run)/i,
    why: 'this user may not run commands as root',
    hint: (user) => `as root: echo "${user} ALL=(ALL) NOPASSWD: ALL" >/etc/sudoers.d/${user}`,
  },
  {
    says: /must have a tty|no tty present|requiretty/i,
    why: 'it insists on a terminal',
    hint: (user) => `add "Defaults:${user} !requiretty" to /etc/sudoers.d/${user}`,
  },
  {
    says: /sudo: (command )?not found|unknown command.*sudo/i,
    why: 'sudo is not installed',
    hint: () => 'install sudo there, or log in as root',
  },
];

function reasonOf(output: string, user: string): { readonly why: string; readonly hint: string } {
  const known = reasons.find((r) => r.says.test(output));
  if (known !== undefined) return { why: known.why, hint: known.hint(user) };
  const last = output.split('\n').at(-1) ?? '';
  return { why: last === '' ? 'it gave no reason' : last, hint: `log in as ${user} and try: sudo -n true` };
}
