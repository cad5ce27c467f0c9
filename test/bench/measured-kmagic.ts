import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repositoryRoot } from '../lab/lab-home.ts';
import { installPublished } from '../published/install-published.ts';

/** A run of the command line with what it cost the controller: the whole process, from start to exit. */
export interface MeasuredRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly wallMs: number;
  /** User and system time. */
  readonly cpuMs: number;
  readonly peakRssMiB: number;
}

let kmagic: string | undefined;

/** Installs what is measured: kmagic as it is published. Before any clock runs: it takes half a minute. */
export async function installMeasured(): Promise<void> {
  const home = await mkdtemp(join(tmpdir(), 'kmagic-bench-'));
  process.once('exit', () => rmSync(home, { recursive: true, force: true }));
  kmagic = await installPublished(home);
}

/** Runs kmagic as it is published. */
export async function measuredKmagic(args: readonly string[]): Promise<MeasuredRun> {
  if (kmagic === undefined) throw new Error('nothing is installed that could be measured');
  const folder = await mkdtemp(join(tmpdir(), 'kmagic-bench-'));
  const usage = join(folder, 'usage.json');
  try {
    const started = performance.now();
    const said = await spoken(['--import', join(import.meta.dirname, 'usage-on-exit.mjs'), kmagic, ...args], { KMAGIC_BENCH_USAGE: usage });
    const wallMs = performance.now() - started;
    const used = JSON.parse(await readFile(usage, 'utf8')) as NodeJS.ResourceUsage;
    return { ...said, wallMs, cpuMs: (used.userCPUTime + used.systemCPUTime) / 1000, peakRssMiB: used.maxRSS / 1024 };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The same, for a run that must end well: throws with what kmagic said. */
export async function goodKmagic(args: readonly string[]): Promise<MeasuredRun> {
  const run = await measuredKmagic(args);
  if (run.code !== 0) throw new Error(`kmagic ${args.join(' ')} ended with ${run.code}:\n${run.stdout}${run.stderr}`.slice(-4000));
  return run;
}

/** What a host cost, as `--stats` says it. */
export interface HostCost {
  readonly host: string;
  readonly roundTrips: number;
  readonly bytesSent: number;
  readonly bytesReceived: number;
}

/** The lines of `--stats` in what kmagic wrote to stderr. */
export function hostCosts(stderr: string): readonly HostCost[] {
  const line = /^(\S+): (\d+) round trips?, (\d+) bytes sent, (\d+) received/gm;
  return [...stderr.matchAll(line)].map(([, host = '', roundTrips, sent, received]) => {
    return { host, roundTrips: Number(roundTrips), bytesSent: Number(sent), bytesReceived: Number(received) };
  });
}

function spoken(args: readonly string[], env: Readonly<Record<string, string>>): Promise<Pick<MeasuredRun, 'code' | 'stdout' | 'stderr'>> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, args, {
      cwd: repositoryRoot,
      env: { ...process.env, ...env, NO_COLOR: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => (stdout += chunk));
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk));
    child.on('error', fail);
    child.on('close', (code) => done({ code, stdout, stderr }));
  });
}
