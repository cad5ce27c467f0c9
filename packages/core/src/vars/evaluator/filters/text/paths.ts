/** The head and the last part of a POSIX path, as Python's os.path.split. */
export function splitPath(path: string): readonly [head: string, tail: string] {
  const slash = path.lastIndexOf('/') + 1;
  const head = path.slice(0, slash);
  return [/^\/+$/.test(head) ? head : head.replace(/\/+$/, ''), path.slice(slash)];
}

/** Parts joined with slashes; an absolute part begins anew. */
export function joinPaths(parts: readonly string[]): string {
  const [first = '', ...others] = parts;
  return others.reduce((path, part) => {
    if (part.startsWith('/')) return part;
    return path === '' || path.endsWith('/') ? path + part : `${path}/${part}`;
  }, first);
}

/** The path without `.`, `..` and doubled slashes, by its letters alone. */
export function normalPath(path: string): string {
  if (path === '') return '.';
  const root = path.startsWith('//') && !path.startsWith('///') ? '//' : path.startsWith('/') ? '/' : '';
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..' || (root === '' && parts.length === 0) || parts.at(-1) === '..') parts.push(part);
    else parts.pop();
  }
  return root + parts.join('/') || '.';
}

/** The name of a path without its extension, and the extension with its dot; a dot that begins a name is no extension. */
export function splitExtension(path: string): readonly [root: string, extension: string] {
  const slash = path.lastIndexOf('/');
  const dot = path.lastIndexOf('.');
  const isExtension = dot > slash && /[^.]/.test(path.slice(slash + 1, dot));
  return isExtension ? [path.slice(0, dot), path.slice(dot)] : [path, ''];
}

/** The drive of a Windows path, or its share, and the rest. */
export function splitDrive(path: string): readonly [drive: string, rest: string] {
  const plain = path.replaceAll('/', '\\');
  if (plain.startsWith('\\\\')) {
    const start = plain.slice(0, 8).toUpperCase() === '\\\\?\\UNC\\' ? 8 : 2;
    const server = plain.indexOf('\\', start);
    if (server === -1) return [path, ''];
    const share = plain.indexOf('\\', server + 1);
    return share === -1 ? [path, ''] : [path.slice(0, share), path.slice(share)];
  }
  return plain.charAt(1) === ':' ? [path.slice(0, 2), path.slice(2)] : ['', path];
}

/** The head and the last part of a Windows path. */
export function splitWindowsPath(path: string): readonly [head: string, tail: string] {
  const [drive, rest] = splitDrive(path);
  const slash = Math.max(rest.lastIndexOf('\\'), rest.lastIndexOf('/')) + 1;
  const head = rest.slice(0, slash);
  return [drive + (head.replace(/[\\/]+$/, '') || head), rest.slice(slash)];
}

/** A path as it is reached from a directory; both must be absolute, or both relative to one place. */
export function relativePath(path: string, start: string): string {
  const parts = (text: string) =>
    normalPath(text)
      .split('/')
      .filter((part) => part !== '' && part !== '.');
  const [target, from] = [parts(path), parts(start)];
  const shared = target.findIndex((part, index) => part !== from[index]);
  const common = shared === -1 ? Math.min(target.length, from.length) : shared;
  return [...from.slice(common).map(() => '..'), ...target.slice(common)].join('/') || '.';
}

/** The longest path that all begin with; undefined where some are absolute and others are not. */
export function commonPath(paths: readonly string[]): string | undefined {
  const isAbsolute = paths.some((path) => path.startsWith('/'));
  if (paths.some((path) => path.startsWith('/') !== isAbsolute)) return undefined;
  const split = paths.map((path) => path.split('/').filter((part) => part !== '' && part !== '.'));
  const [first = []] = split;
  const end = first.findIndex((part, index) => split.some((other) => other[index] !== part));
  return (isAbsolute ? '/' : '') + first.slice(0, end === -1 ? first.length : end).join('/');
}
