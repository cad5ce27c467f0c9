import { readFile, rm, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { runningSince } from './serve/process-record.ts';

/** Does the work while holding a lock file; waits for a living holder, takes over from a dead one. */
export async function withLock<T>(lock: string, work: () => Promise<T>): Promise<T> {
  await hold(lock);
  try {
    return await work();
  } finally {
    await rm(lock, { force: true });
  }
}

async function hold(lock: string): Promise<void> {
  for (;;) {
    try {
      await writeFile(lock, `${process.pid} ${runningSince(process.pid)}`, { flag: 'wx' });
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const [pid, since] = (await readFile(lock, 'utf8').catch(() => '')).split(' ');
    const holderLives = pid !== undefined && pid !== '' && runningSince(Number(pid)) === since;
    if (holderLives) await sleep(500);
    else await rm(lock, { force: true });
  }
}
