import { Duplex, type Readable } from 'node:stream';
import { quote } from '../shell/command.ts';
import { nobodyThere, type Door, type DoorRefusal } from './door.ts';
import { newTag } from './marked-stream.ts';

/**
 * A byte stream to a TCP address by socat on the host, where sshd connects nobody on. Rejects where there is no socat with `refusal`,
 * which says what else would do.
 */
export async function carry(
  door: Door,
  { address, port }: { readonly address: string; readonly port: number },
  refusal: DoorRefusal,
): Promise<Duplex> {
  const target = address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
  const tag = newTag();
  const socat = `exec socat -d -d STDIO ${quote(`TCP:${target}`)}`;
  const { stdin, stdout, stderr, ended, close } = await door.open(
    `sh -c ${quote(`command -v socat >/dev/null || exit 127; printf %s ${tag}; ${socat}`)}`,
  );
  let said = '';
  const connected = new Promise<void>((resolve) => {
    stderr.setEncoding('utf8').on('data', (text: string) => {
      // What it says later is of no interest, and is read so that it does not fill the channel.
      if (said.length < 10_000) said += text;
      if (said.includes('starting data transfer')) resolve();
    });
  });
  const end = await Promise.race([Promise.all([connected, past(stdout, tag)]).then(() => undefined), ended]);
  if (end === undefined) return both(stdin, stdout, close);
  close();
  if (end.how === 'lost') throw end.error;
  if (end.code === 127) throw refusal;
  const why = / E (.*)/.exec(said)?.[1] ?? `socat ended with ${end.code}`;
  throw nobodyThere(door.host, target, { why });
}

function both(writable: NodeJS.WritableStream, readable: Readable, close: () => void): Duplex {
  const stream = Duplex.from({ writable, readable });
  // Whoever uses it has handlers of their own; one that is let go must not end the process.
  stream.on('error', () => undefined);
  stream.once('close', close);
  return stream;
}

/** Reads over what a login shell says before the program does. */
function past(stdout: Readable, tag: string): Promise<void> {
  let read = Buffer.alloc(0);
  return new Promise((resolve) => {
    const take = (chunk: Buffer): void => {
      read = Buffer.concat([read, chunk]);
      const at = read.indexOf(tag);
      if (at < 0) return;
      stdout.off('data', take).pause();
      const rest = read.subarray(at + tag.length);
      if (rest.length > 0) stdout.unshift(rest);
      resolve();
    };
    stdout.on('data', take);
  });
}
