import { chmod, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { KmagicError } from '@kmagic/core';

/** Gives a file a new text: the whole of it or the old one, whatever happens; its mode stays, and a link leads to it still. */
export async function replaceFile(path: string, text: string): Promise<void> {
  const target = await realpath(path);
  const beside = join(dirname(target), `.${basename(target)}.kmagic-new`);
  try {
    await writeFile(beside, text, { mode: 0o600 });
    await chmod(beside, (await stat(target)).mode);
    await rename(beside, target);
  } catch (error) {
    await rm(beside, { force: true });
    throw new KmagicError('usage', `${path} cannot be written: ${error instanceof Error ? error.message : String(error)}`, {
      hint: 'what was written before it stays; the rest is as it was',
      cause: error,
    });
  }
}
