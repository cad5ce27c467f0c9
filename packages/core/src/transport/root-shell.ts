import { KmagicError } from '../errors/kmagic-error.ts';
import { redact, reveal } from '../secret/secret.ts';
import { rootCommand, sudoRefused, wrongPassword, type Become } from './become.ts';
import type { Channel, ChannelEnd, Door } from './door.ts';
import { within } from './interruption.ts';
import { liveLines } from './live-lines.ts';
import { MarkedStream, newTag } from './marked-stream.ts';
import { oneScript } from './programs.ts';
import type { OnLine, Output } from './transport.ts';

/** A program that runs as root and has said so. */
export interface RootProgram {
  readonly host: string;
  readonly channel: Channel;
  readonly stdout: MarkedStream;
  readonly stderr: MarkedStream;
  /** Its process group on the host; empty where it could not tell. */
  readonly group: string;
}

/** How to start a program as root on one host. */
export interface Start {
  readonly door: Door;
  readonly become: Become;
  readonly timeoutMs: number;
}

/** Starts `program(readyTag)` (and its arguments) as root; rejects with sudoRefused where sudo does not let it. */
export async function startAsRoot(start: Start, program: (readyTag: string) => string, args: readonly string[] = []): Promise<RootProgram> {
  const { door, become } = start;
  const tag = newTag();
  const prompt = `${newTag()}:`;
  const words = args.length === 0 ? [program(tag)] : [program(tag), 'sh', ...args];
  const channel = await door.open(rootCommand(become, words, prompt));
  channel.stdin.on('error', () => undefined);
  const stdout = new MarkedStream(channel.stdout);
  const stderr = new MarkedStream(channel.stderr);
  stderr.collect();
  const refused = Promise.withResolvers<never>();
  const watch = (): void => {
    const asked = stderr.soFar().split(prompt).length - 1;
    if (become.how !== 'sudo' || become.password === undefined || asked === 0) return;
    if (asked > 1) refused.reject(wrongPassword(door.host, become.user));
    else if (!answered) {
      answered = true;
      channel.stdin.write(`${reveal(become.password)}\n`);
    }
  };
  let answered = false;
  channel.stderr.on('data', watch);
  const ended = channel.ended.then((end) => {
    throw neverStarted(start, end, stderr.soFar().replaceAll(prompt, ''));
  });
  try {
    const ready = await within(
      start.timeoutMs,
      Promise.race([stdout.until(tag), refused.promise, ended]),
      () =>
        new KmagicError('timeout', `${door.host}: no shell within ${start.timeoutMs / 1000} s of asking for one`, {
          host: door.host,
          hint: become.how === 'sudo' ? 'sudo may be waiting for something: try `sudo -n true` there' : 'is the host overloaded?',
        }),
    );
    return { host: door.host, channel, stdout, stderr, group: ready.word };
  } catch (error) {
    channel.close();
    throw error;
  } finally {
    channel.stderr.off('data', watch);
    ended.catch(() => undefined);
  }
}

/** Runs one script text in a program that is a script loop. */
export async function runScript(shell: RootProgram, text: string, onLine?: OnLine): Promise<Output> {
  const tag = newTag();
  const lines = (stream: 'stdout' | 'stderr') => onLine && liveLines(tag, (line) => onLine(line, stream));
  const both = Promise.all([shell.stdout.until(tag, lines('stdout')), shell.stderr.until(tag, lines('stderr'))]);
  shell.channel.stdin.write(oneScript(tag, text));
  const ended = shell.channel.ended.then((end) => {
    throw shellEnded(shell.host, end, shell.stderr.soFar());
  });
  const [out, err] = await Promise.race([both, ended]);
  return { code: Number(out.word), stdout: out.content.toString('utf8'), stderr: err.content.toString('utf8') };
}

function neverStarted({ door: { host }, become }: Start, end: ChannelEnd, said: string): KmagicError {
  if (end.how === 'lost') return end.error;
  if (become.how === 'sudo') return sudoRefused(host, become.user, said);
  const why = redact(said).trim().split('\n').at(-1) ?? '';
  return new KmagicError('commandFailed', `${host}: no shell could be started: ${why === '' ? `exit ${end.code}` : why}`, {
    host,
    hint: 'the login must allow running commands (no forced command, no restricted shell)',
  });
}

function shellEnded(host: string, end: ChannelEnd, said: string): KmagicError {
  if (end.how === 'lost') return end.error;
  return new KmagicError('commandFailed', `${host}: the root shell ended in the middle of a script (exit ${end.code})`, {
    host,
    hint: 'something on the host ended it: look for an out-of-memory kill (dmesg) or a kill of all processes of a user',
    output: redact(said).trim(),
  });
}
