import { isAbsolute, join, relative } from 'node:path';
import { connectionNames } from '@kmagic/core';

/** Two directories, absolute: paths written for the one are to hold in the other. */
export interface Move {
  readonly from: string;
  readonly to: string;
}

const keyFiles: readonly string[] = connectionNames.privateKeyFile;
const sshArguments: readonly string[] = connectionNames.sshArguments;

/** The value of a connection variable in a file that stands elsewhere: paths of keys start where the inventory stands. */
export function movedPaths(name: string, value: unknown, move: Move): unknown {
  if (typeof value !== 'string' || value === '') return value;
  if (keyFiles.includes(name)) return moved(value, move);
  if (!sshArguments.includes(name)) return value;
  return value.replace(
    /((?:^|\s)-i\s*|\bIdentityFile\s*[=\s]\s*)([^\s"']+)/gi,
    (_, before: string, path: string) => before + moved(path, move),
  );
}

/** Templates are left as they are: what they come to is not known here. */
function moved(path: string, { from, to }: Move): string {
  return from === to || isAbsolute(path) || /^~(?:\/|$)/.test(path) || path.includes('{{') ? path : relative(to, join(from, path));
}
