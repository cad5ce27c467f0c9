import { posix } from 'node:path';
import { decodeText } from './decode-text.ts';

/** Read-only files by absolute path. */
export interface FileTree {
  /** The text of a regular file, or undefined where there is none. */
  read(path: string): string | undefined;
  /** The names in a directory in no particular order, or undefined where there is none. */
  list(path: string): readonly string[] | undefined;
}

/** Files that exist only in memory, as texts or bytes; paths are taken from `root` unless absolute. */
export function memoryFiles(files: Readonly<Record<string, string | Uint8Array>>, root = '/site'): FileTree {
  const contents = new Map<string, string | Uint8Array>();
  const directories = new Map<string, Set<string>>([[root, new Set()]]);
  for (const [path, content] of Object.entries(files)) {
    const full = posix.resolve(root, path);
    contents.set(full, content);
    for (let at = full; at !== '/'; at = posix.dirname(at)) {
      const names = directories.get(posix.dirname(at)) ?? new Set();
      names.add(posix.basename(at));
      directories.set(posix.dirname(at), names);
    }
  }
  return {
    read: (path) => {
      const content = contents.get(posix.resolve(path));
      return content instanceof Uint8Array ? decodeText(path, content) : content;
    },
    list: (path) => {
      const names = directories.get(posix.resolve(path));
      return names === undefined ? undefined : [...names];
    },
  };
}
