import { posix } from 'node:path';

/** Read-only files by absolute path. */
export interface FileTree {
  /** The text of a regular file, or undefined where there is none. */
  read(path: string): string | undefined;
  /** The names in a directory in no particular order, or undefined where there is none. */
  list(path: string): readonly string[] | undefined;
}

/** Files that exist only in memory; paths are taken from `root` unless absolute. */
export function memoryFiles(files: Readonly<Record<string, string>>, root = '/site'): FileTree {
  const texts = new Map<string, string>();
  const directories = new Map<string, Set<string>>([[root, new Set()]]);
  for (const [path, text] of Object.entries(files)) {
    const full = posix.resolve(root, path);
    texts.set(full, text);
    for (let at = full; at !== '/'; at = posix.dirname(at)) {
      const names = directories.get(posix.dirname(at)) ?? new Set();
      names.add(posix.basename(at));
      directories.set(posix.dirname(at), names);
    }
  }
  return {
    read: (path) => texts.get(posix.resolve(path)),
    list: (path) => {
      const names = directories.get(posix.resolve(path));
      return names === undefined ? undefined : [...names];
    },
  };
}
