import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { KmagicError } from '@kmagic/core';
import { unwritable, writeWhole } from './whole-file.ts';

const unchanged = 'nothing was changed';

/** Writes a file only its owner reads: the whole text or what was there before, whatever happens. */
export async function writePrivately(path: string, text: string): Promise<void> {
  try {
    await writeWhole(path, text, 0o600);
  } catch (error) {
    throw unwritable(path, error, unchanged);
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
    throw unwritable(directory, error, unchanged);
  }
}

async function refuseFilled(directory: string, target: string): Promise<void> {
  const there = await readdir(target).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw unwritable(directory, error, unchanged);
  });
  if (there.length > 0)
    throw new KmagicError('usage', `${directory} is not empty: there is ${there[0] ?? ''}`, {
      hint: 'name a directory that is new or empty',
    });
}
