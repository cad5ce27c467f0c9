import { sh, type Command } from './command.ts';

/** Makes a directory and its parents where there is none; one that is there costs no process. */
export function haveDirectory(path: string): Command {
  return sh`[ -d ${path} ] || mkdir -p -- ${path}`;
}

/** The directory a path is in. */
export function directoryOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/')) || '/';
}
