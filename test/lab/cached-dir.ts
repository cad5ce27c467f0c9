import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { withLock } from './lock.ts';

/**
 * Makes `dir` once: `build` fills a folder beside it, which is renamed into place when complete. Whoever comes while
 * another process builds waits for it; what a killed process left is thrown away. Returns `dir`.
 */
export async function cachedDir(dir: string, build: (work: string) => Promise<void>): Promise<string> {
  if (existsSync(dir)) return dir;
  await mkdir(dirname(dir), { recursive: true });
  return withLock(`${dir}.lock`, async () => {
    if (existsSync(dir)) return dir;
    const work = `${dir}.partial`;
    await rm(work, { recursive: true, force: true });
    await mkdir(work);
    await build(work);
    await rename(work, dir);
    return dir;
  });
}
