import { chmod, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { KmagicError } from '@kmagic/core';

/** Gives a file a text, or bytes, and a mode: the whole of it or what was there before, whatever happens; a link leads to it still. */
export async function writeWhole(path: string, text: string | Uint8Array, mode: number): Promise<void> {
  const target = await realpath(path).catch(() => resolve(path));
  const beside = join(dirname(target), `.${basename(target)}.kmagic-new`);
  try {
    await rm(beside, { force: true });
    await writeFile(beside, text, { mode: 0o600, flag: 'wx' });
    await chmod(beside, mode);
    await rename(beside, target);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}

/** The error of what cannot be written; `hint` says how things are now. */
export function unwritable(path: string, error: unknown, hint: string): KmagicError {
  return new KmagicError('usage', `${path} cannot be written: ${error instanceof Error ? error.message : String(error)}`, {
    hint,
    cause: error,
  });
}
