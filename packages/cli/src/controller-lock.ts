import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import { KmagicError, type Holder } from '@kmagic/core';

/** This process as locks name it: its machine, its id and when it started, which no other process shares. */
export function thisProcess(command: string): Holder {
  const run = [hostname(), process.pid, startOf(process.pid) ?? ''].join(' ');
  return { run, who: `kmagic ${command} by ${userInfo().username}@${hostname()} (pid ${process.pid})`, isOver };
}

/**
 * Locks a cluster for one process of this machine by a file beside the inventory; returns how to let go. Throws `locked` where
 * another process holds it. The lock of a process that is no more is taken over; of one on another machine nothing is known
 * here, and the locks of the hosts decide.
 */
export function lockController(stateDir: string, { run, who }: Holder, now: Date): () => void {
  mkdirSync(stateDir, { recursive: true });
  const file = join(stateDir, 'lock');
  const own = `${file}.${process.pid}`;
  const text = `${JSON.stringify({ run, who, since: now.toISOString() })}\n`;
  writeFileSync(own, text);
  try {
    while (!isLinked(own, file)) {
      const found = textOf(file);
      const other = entryOf(found);
      if (other !== undefined && isFromHere(other.run) && !isOver(other.run)) throw locked(other);
      takeAway(file, found);
    }
  } finally {
    rmSync(own, { force: true });
  }
  return () => {
    if (textOf(file) === text) rmSync(file, { force: true });
  };
}

/** Both fails where the file is there already and lets nobody see it half written. */
function isLinked(own: string, file: string): boolean {
  try {
    linkSync(own, file);
    return true;
  } catch (error) {
    if (isErrno(error, 'EEXIST')) return false;
    throw error;
  }
}

/** Removes the lock that was judged, and puts back one that somebody took in the meantime. */
function takeAway(file: string, judged: string): void {
  const aside = `${file}.${process.pid}.old`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return;
    throw error;
  }
  if (textOf(aside) !== judged) isLinked(aside, file);
  rmSync(aside, { force: true });
}

interface Entry {
  readonly run: string;
  readonly who: string;
  readonly since: string;
}

function entryOf(text: string): Entry | undefined {
  try {
    return JSON.parse(text) as Entry;
  } catch {
    return undefined;
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return '';
    throw error;
  }
}

function isFromHere(run: string): boolean {
  return run.split(' ')[0] === hostname();
}

function isOver(run: string): boolean {
  const [, pid = '', start = ''] = run.split(' ');
  return isFromHere(run) && startOf(Number(pid)) !== start;
}

/** When a process started, in ticks since the boot where the system tells (Linux); undefined where there is no such process. */
function startOf(pid: number): string | undefined {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!isErrno(error, 'EPERM')) return undefined;
  }
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}

function isErrno(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

function locked({ who, since }: Entry): KmagicError {
  return new KmagicError('locked', `this cluster is locked: ${who} has been at work on it since ${since}; nothing was done`, {
    hint: 'when it has ended, run this again',
  });
}
