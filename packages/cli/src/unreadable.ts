import { KmagicError } from '@kmagic/core';

const reasons: Readonly<Record<string, readonly [what: string, hint: string]>> = {
  ENOENT: ['does not exist', 'look whether the name is right; it counts from the directory kmagic was started in'],
  ENOTDIR: ['does not exist', 'look whether the name is right: part of it is a file, not a directory'],
  EISDIR: ['is a directory', 'name a file'],
  EACCES: ['cannot be read: that is not allowed', 'let the user who runs kmagic read it'],
};

/** The `usage` error of a file that cannot be read; `before` begins its message. */
export function unreadable(path: string, error: unknown, before = ''): KmagicError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const why = error instanceof Error ? error.message : String(error);
  const [what, hint] = reasons[code] ?? [`cannot be read: ${why}`, 'look whether it is a file that can be read'];
  return new KmagicError('usage', `${before}${path} ${what}`, { hint, cause: error });
}
