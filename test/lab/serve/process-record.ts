import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/** A background program of the lab: its pid file, its log and its command line. */
export interface Background {
  readonly pidFile: string;
  readonly logFile: string;
  readonly command: readonly string[];
}

/** The start time of a process in clock ticks since boot, '' when there is none: with the pid it names one process for good. */
export function runningSince(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? '' : (fields[19] ?? '');
  } catch {
    return '';
  }
}

/** The pid of the recorded program if that very program still runs. */
export async function recordedPid(pidFile: string): Promise<number | undefined> {
  const text = await readFile(pidFile, 'utf8').catch(() => '');
  if (text === '') return undefined;
  const record = JSON.parse(text) as { pid: number; since: string };
  return record.since !== '' && runningSince(record.pid) === record.since ? record.pid : undefined;
}

/** Starts the program in a session of its own unless it already runs; its pid is on disk when this returns. */
export async function startBackground(background: Background): Promise<void> {
  if ((await recordedPid(background.pidFile)) !== undefined) return;
  const [program, ...args] = background.command;
  const log = openSync(background.logFile, 'a', 0o600);
  const child = spawn(program!, args, { detached: true, stdio: ['ignore', log, log] });
  closeSync(log);
  await new Promise((resolve, reject) => child.once('spawn', resolve).once('error', reject));
  const pid = child.pid!;
  await writeFile(background.pidFile, JSON.stringify({ pid, since: runningSince(pid), command: background.command }));
  child.unref();
}

/** Ends the recorded program, by SIGKILL after 5 s, and forgets it; nothing else is ever signalled. */
export async function stopBackground(pidFile: string): Promise<void> {
  const pid = await recordedPid(pidFile);
  if (pid !== undefined) {
    process.kill(pid, 'SIGTERM');
    for (let tries = 0; tries < 50 && (await recordedPid(pidFile)) !== undefined; tries++) await sleep(100);
    if ((await recordedPid(pidFile)) !== undefined) process.kill(pid, 'SIGKILL');
  }
  await rm(pidFile, { force: true });
}
