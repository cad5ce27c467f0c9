import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** What a run of kmagic left. */
export interface KmagicRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A run of kmagic that goes on. */
export interface RunningKmagic {
  readonly ended: Promise<KmagicRun>;
  /** Resolves once it has printed a line of progress that matches, for the `nth` time; and when it has ended before. */
  said(line: RegExp, nth?: number): Promise<void>;
  /** SIGINT is Ctrl-C, SIGKILL a power cut of the controller. */
  send(signal: 'SIGINT' | 'SIGKILL'): void;
}

/** Starts the command line as a person would. */
export function startKmagic(args: readonly string[], env: NodeJS.ProcessEnv = {}): RunningKmagic {
  const child = spawn(process.execPath, [`${root}packages/cli/bin/kmagic.mjs`, ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (stdout += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk));
  const ended = new Promise<KmagicRun>((done, fail) => {
    child.on('error', fail);
    child.on('close', (code) => done({ code, stdout, stderr }));
  });
  return {
    ended,
    said: async (line, nth = 1) => {
      const all = new RegExp(line, 'g');
      const heard = new Promise<void>((done) => {
        const listen = (): void => {
          if ([...stderr.matchAll(all)].length < nth) return;
          child.stderr.off('data', listen);
          done();
        };
        child.stderr.on('data', listen);
        listen();
      });
      await Promise.race([heard, ended]);
    },
    send: (signal) => void child.kill(signal),
  };
}

/** Runs the command line to its end. */
export function kmagic(args: readonly string[]): Promise<KmagicRun> {
  return startKmagic(args).ended;
}

/** Runs the command line; where it ends with another status, the test fails with everything it printed. */
export async function exits(code: number, args: readonly string[]): Promise<KmagicRun> {
  return ended(code, args, await kmagic(args));
}

/** As `exits` with 0. */
export function succeeds(args: readonly string[]): Promise<KmagicRun> {
  return exits(0, args);
}

/** The run, if it ended with this status. */
export function ended(code: number, args: readonly string[], run: KmagicRun): KmagicRun {
  expect(run.code, `kmagic ${args.join(' ')}\n${run.stdout}${run.stderr}`).toBe(code);
  return run;
}
