import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lockController, thisProcess } from './controller-lock.ts';

const now = new Date('2026-01-02T03:04:05Z');
const directory = (): string => mkdtempSync(join(tmpdir(), 'kmagic-lock-'));
const lockText = (run: string): string => JSON.stringify({ run, who: 'kmagic apply by eve@there (pid 7)', since: now.toISOString() });
const deadPid = (): number => spawnSync('true').pid;

describe('the lock beside the inventory', () => {
  it('is held by one process at a time, which it names, and leaves nothing behind', () => {
    const dir = directory();
    const release = lockController(dir, thisProcess('apply'), now);
    expect(() => lockController(dir, thisProcess('reset'), now)).toThrow(
      `this cluster is locked: ${thisProcess('apply').who} has been at work on it since 2026-01-02T03:04:05.000Z; nothing was done`,
    );
    release();
    expect(readdirSync(dir)).toEqual([]);
    lockController(dir, thisProcess('reset'), now)();
  });

  it('is taken over from a process that is no more, or that has its number from another', () => {
    for (const run of [`${hostname()} ${deadPid()} 1`, `${hostname()} ${process.pid} 1`, 'elsewhere 1 1', 'half a li']) {
      const dir = directory();
      writeFileSync(join(dir, 'lock'), run === 'half a li' ? run : lockText(run));
      const release = lockController(dir, thisProcess('apply'), now);
      expect(readFileSync(join(dir, 'lock'), 'utf8')).toContain(thisProcess('apply').run);
      release();
      expect(existsSync(join(dir, 'lock'))).toBe(false);
    }
  });

  it('tells a run that is over from one that goes on, and one elsewhere is never known to be over', () => {
    const { isOver, run } = thisProcess('apply');
    expect([isOver(run), isOver(`${hostname()} ${deadPid()} 1`), isOver('elsewhere 1 1'), isOver('')]).toEqual([false, true, false, false]);
  });
});
