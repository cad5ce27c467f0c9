import { spawn } from 'node:child_process';

/** What a finished program said; `code` is 128 + signal number when a signal ended it. */
export interface CommandResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** How to run a program; `input` goes to its stdin, `env` is added to this process's environment. */
export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
}

/** Runs a program and returns what it said, whatever its exit code. */
export function attempt(command: readonly string[], options: RunOptions = {}): Promise<CommandResult> {
  const [program, ...args] = command;
  if (program === undefined) throw new Error('no program to run');
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    child.on('error', reject);
    // A program that ends without reading its input must not end us.
    child.stdin.on('error', () => undefined);
    child.stdin.end(options.input ?? '');
    child.on('close', (code) => {
      resolve({
        code: code ?? 128,
        stdout: Buffer.concat(stdout).toString('utf8'),
        stderr: Buffer.concat(stderr).toString('utf8'),
      });
    });
  });
}

/** Runs a program and returns its stdout; throws with the end of its output when the exit code is not 0. */
export async function run(command: readonly string[], options: RunOptions = {}): Promise<string> {
  const result = await attempt(command, options);
  if (result.code !== 0) {
    const said = (result.stderr.trim() || result.stdout.trim()).slice(-3000);
    throw new Error(`${command.slice(0, 6).join(' ')}${command.length > 6 ? ' ...' : ''} ended with ${result.code}:\n${said}`);
  }
  return result.stdout;
}

/** Runs a program on this terminal (its input, output and errors are ours) and returns its exit code. */
export function runInteractive(command: readonly string[]): Promise<number> {
  const [program, ...args] = command;
  if (program === undefined) throw new Error('no program to run');
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: 'inherit' });
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 128));
  });
}
