import { spawn } from 'node:child_process';
import type { ServerChannel } from 'ssh2';
import type { SimulatedHost } from './ssh-server.ts';

/** A stand-in for sudo in a host's login shell: with a password, or refusing in sudo's words. */
export type SimulatedSudo = { readonly password: string } | { readonly refuses: string };

/** Runs one command line as the host's login shell would, and ends the channel as sshd does. */
export function runCommand(host: SimulatedHost, commandLine: string, channel: ServerChannel): void {
  const [file, ...args] = [...(host.wrap ?? []), 'sh', '-c', `${sudoFunction(host.sudo)}\n${commandLine}`];
  const child = spawn(file, args, { detached: true, stdio: 'pipe', env: { ...process.env, ...host.env } });
  for (const stream of [child.stdin, channel, channel.stderr]) stream.on('error', () => undefined);
  channel.pipe(child.stdin);
  child.stdout.pipe(channel, { end: false });
  child.stderr.pipe(channel.stderr, { end: false });
  channel.on('close', () => {
    for (const stream of [child.stdin, child.stdout, child.stderr]) stream.destroy();
  });
  child.on('error', () => {
    channel.exit(127);
    channel.end();
  });
  child.on('close', (code, signal) => {
    if (code === null) channel.exit(String(signal).replace('SIG', ''));
    else channel.exit(code);
    channel.end();
  });
}

function sudoFunction(sudo: SimulatedSudo | undefined): string {
  if (sudo === undefined) return '';
  if ('refuses' in sudo) return `sudo() { echo ${word(sudo.refuses)} >&2; return 1; }`;
  return `sudo() {
  kmagic_prompt='[sudo] password:'; kmagic_ask=no
  while :; do
    case $1 in
      -n) shift ;;
      -S) kmagic_ask=yes; shift ;;
      -p) kmagic_prompt=$2; shift 2 ;;
      *) break ;;
    esac
  done
  [ "$kmagic_ask" = yes ] || { echo 'sudo: a password is required' >&2; return 1; }
  for kmagic_try in 1 2 3; do
    printf %s "$kmagic_prompt" >&2
    IFS= read -r kmagic_given || return 1
    [ "$kmagic_given" != ${word(sudo.password)} ] || { "$@"; return; }
    echo 'Sorry, try again.' >&2
  done
  return 1
}`;
}

function word(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
