import { Writable } from 'node:stream';
import { forgetSecrets } from '@kmagic/core/testing';
import { runKmagic } from '../program.ts';

/** How a run of kmagic ended, and what it said. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a person may have set that kmagic or Node goes by; a run has of it only what its test names. */
const personal = ['ANSIBLE_VAULT_PASSWORD_FILE', 'ANSIBLE_VAULT_IDENTITY_LIST', 'VISUAL', 'EDITOR', 'FORCE_COLOR'];

let before: Promise<unknown> = Promise.resolve();

/**
 * Runs the command line of kmagic in a directory, inside this process, where nothing has to be started, yet as a process of its own
 * would: it knows no secret of earlier runs, and has nobody at a terminal. The directory and the environment are those of this
 * process, so runs wait for each other.
 */
export async function kmagic(place: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> {
  const turn = before.then(() => within(place, env, () => ended(args)));
  before = turn.catch(() => undefined);
  return await turn;
}

async function ended(args: readonly string[]): Promise<Ended> {
  const said = { stdout: '', stderr: '' };
  const [out, err] = [stream((text) => (said.stdout += text)), stream((text) => (said.stderr += text))];
  return { code: await runKmagic(args, { out, err }), ...said };
}

async function within(place: string, env: Readonly<Record<string, string>>, run: () => Promise<Ended>): Promise<Ended> {
  const was = { directory: process.cwd(), env: { ...process.env } };
  const names = [...personal, ...Object.keys(env)];
  try {
    forgetSecrets();
    setAll(names, env);
    process.chdir(place);
    return await run();
  } finally {
    process.chdir(was.directory);
    setAll(names, was.env);
  }
}

function setAll(names: readonly string[], values: Readonly<Record<string, string | undefined>>): void {
  for (const name of names) {
    const value = values[name];
    if (value === undefined) Reflect.deleteProperty(process.env, name);
    else process.env[name] = value;
  }
}

/** A stream as a pipe is one to the process that writes: no terminal. */
function stream(take: (text: string) => void): NodeJS.WriteStream {
  const writable = new Writable({
    decodeStrings: false,
    write(chunk: string | Buffer, _encoding, done) {
      take(chunk.toString());
      done();
    },
  });
  return Object.assign(writable, { isTTY: false }) as unknown as NodeJS.WriteStream;
}
