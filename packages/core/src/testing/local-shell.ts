import { spawn } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Output } from '../transport/transport.ts';

/** A `sh` of this machine over a directory of its own, for trying what kinds ask and do. */
export interface LocalShell {
  /** The directory: empty but for `bin`, removed by `close`. */
  readonly root: string;
  /** Runs text fed on stdin, as on a host. */
  script(text: string): Promise<Output>;
  close(): Promise<void>;
}

export interface LocalShellOptions {
  /** Absolute paths that stand below `root` instead: both in what runs and in what comes back. */
  readonly reroot?: readonly string[];
  /** Shell texts of programs found before the machine's own; they know the directory as `$ROOT`. */
  readonly programs?: Readonly<Record<string, string>>;
}

/** Makes the directory and its programs. */
export async function localShell({ reroot = [], programs = {} }: LocalShellOptions = {}): Promise<LocalShell> {
  const root = await mkdtemp(join(tmpdir(), 'kmagic-kind-'));
  await mkdir(join(root, 'bin'));
  for (const [name, text] of Object.entries(programs)) {
    await writeFile(join(root, 'bin', name), `#!/bin/sh\n${text}\n`);
    await chmod(join(root, 'bin', name), 0o755);
  }
  const env = { ...process.env, ROOT: root, PATH: `${root}/bin:${process.env['PATH'] ?? ''}`, LC_ALL: 'C' };
  // Where a path begins: the /etc of /usr/etc and the /sys of /proc/sys are none of their own.
  const paths = new RegExp(`(?<![\\w.})])(?:${reroot.map((path) => path.replaceAll('.', '\\.')).join('|')})`, 'g');
  const inside = (text: string): string => (reroot.length === 0 ? text : text.replace(paths, (path) => root + path));
  const outside = (text: string): string => reroot.reduce((t, path) => t.replaceAll(root + path, path), text);
  return {
    root,
    script: async (text) => {
      const { code, stdout, stderr } = await run(inside(text), env);
      return { code, stdout: outside(stdout), stderr: outside(stderr) };
    },
    close: () => rm(root, { recursive: true, force: true }),
  };
}

function run(text: string, env: NodeJS.ProcessEnv): Promise<Output> {
  return new Promise((resolve, reject) => {
    const child = spawn('sh', [], { env });
    const [stdout, stderr]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on('data', (b: Buffer) => stdout.push(b));
    child.stderr.on('data', (b: Buffer) => stderr.push(b));
    child.stdin.on('error', () => undefined);
    child.once('error', reject);
    child.once('close', (code, signal) =>
      resolve({
        code: code ?? 128 + (signal === null ? 0 : constants.signals[signal]),
        stdout: Buffer.concat(stdout).toString().replaceAll('\0', ''),
        stderr: Buffer.concat(stderr).toString(),
      }),
    );
    child.stdin.end(`${text}\n`);
  });
}
