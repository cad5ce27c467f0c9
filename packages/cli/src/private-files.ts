import { mkdir, mkdtemp, readdir, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { KmagicError } from '@kmagic/core';

/** Writes a file only its owner reads: the whole text or what was there before, whatever happens. */
export async function writePrivately(path: string, text: string): Promise<void> {
  // A link leads to the file still.
  const target = await realpath(path).catch(() => resolve(path));
  const beside = join(dirname(target), `.${basename(target)}.kmagic-new`);
  try {
    await rm(beside, { force: true });
    await writeFile(beside, text, { mode: 0o600, flag: 'wx' });
    await rename(beside, target);
  } catch (error) {
    await rm(beside, { force: true });
    throw unwritable(path, error);
  }
}

/** Fills a directory that is new or empty with files by their paths in it, readable for their owner only; it has all of them or none. */
export async function fillPrivately(directory: string, files: ReadonlyMap<string, string>): Promise<void> {
  const target = resolve(directory);
  await refuseFilled(directory, target);
  let beside: string | undefined;
  try {
    await mkdir(dirname(target), { recursive: true });
    beside = await mkdtemp(join(dirname(target), `.${basename(target)}.kmagic-`));
    for (const [path, text] of files) {
      await mkdir(dirname(join(beside, path)), { recursive: true, mode: 0o700 });
      await writeFile(join(beside, path), text, { mode: 0o600 });
    }
    await rename(beside, target);
  } catch (error) {
    if (beside !== undefined) await rm(beside, { recursive: true, force: true });
    throw unwritable(directory, error);
  }
}

async function refuseFilled(directory: string, target: string): Promise<void> {
  const there = await readdir(target).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw unwritable(directory, error);
  });
  if (there.length > 0)
    throw new KmagicError('usage', `${directory} is not empty: there is ${there[0] ?? ''}`, {
      hint: 'name a directory that is new or empty',
    });
}

function unwritable(path: string, error: unknown): KmagicError {
  return new KmagicError('usage', `${path} cannot be written: ${error instanceof Error ? error.message : String(error)}`, {
    hint: 'nothing was changed',
    cause: error,
  });
}
