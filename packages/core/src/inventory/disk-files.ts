import { readFileSync, readdirSync, statSync } from 'node:fs';
import { KmagicError } from '../errors/kmagic-error.ts';
import { decodeText } from './decode-text.ts';
import type { FileTree } from './file-tree.ts';

/** The files of this machine; one that exists but cannot be read, or is no text, is a `badInventory` error. */
export const diskFiles: FileTree = {
  read: (path) => (stat(path)?.isFile() === true ? readable(path, () => decodeText(path, readFileSync(path))) : undefined),
  list: (path) => (stat(path)?.isDirectory() === true ? readable(path, () => readdirSync(path)) : undefined),
};

function stat(path: string) {
  return readable(path, () => statSync(path, { throwIfNoEntry: false }));
}

function readable<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof KmagicError) throw error;
    const why = error instanceof Error ? error.message : String(error);
    // A path that runs through a file is a path that does not exist.
    if (why.startsWith('ENOTDIR')) return undefined as T;
    throw new KmagicError('badInventory', `${path}: cannot be read: ${why}`, {
      hint: 'let the user who runs kmagic read the inventory and its group_vars/ and host_vars/',
      cause: error,
    });
  }
}
