import { stat } from 'node:fs/promises';
import { unwritable, writeWhole } from './whole-file.ts';

/** Gives a file a new text, or bytes: the whole of it or the old one, whatever happens; its mode stays, and a link leads to it still. */
export async function replaceFile(path: string, text: string | Uint8Array): Promise<void> {
  try {
    await writeWhole(path, text, (await stat(path)).mode);
  } catch (error) {
    throw unwritable(path, error, 'what was written before it stays; the rest is as it was');
  }
}
