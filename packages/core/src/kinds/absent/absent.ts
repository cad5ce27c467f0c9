import { KmagicError } from '../../errors/kmagic-error.ts';
import { defineKind } from '../../resource/kind.ts';
import { sh } from '../../shell/command.ts';
import { batched } from '../batched.ts';
import { plainPath } from '../path/attributes.ts';
import { parsePathStates, statPaths, type PathState } from '../path/path-state.ts';

export interface AbsentSubject {
  readonly path: string;
}

export interface AbsentWant {
  /** True: a directory goes with all that is in it, except what is mounted there; otherwise only an empty one goes. */
  readonly recursive?: boolean;
}

/** Nothing stands at this path. */
export const absent = defineKind<AbsentSubject, AbsentWant, PathState>({
  name: 'absent',
  owns: ({ path }) => `path:${plainPath(path)}`,
  ...batched<AbsentSubject, PathState>({
    key: ({ path }) => `absent:${path}`,
    command: (subjects) =>
      statPaths(
        subjects.map((s) => s.path),
        'link',
      ),
    parse: (out, subjects) =>
      parsePathStates(
        out,
        subjects.map((s) => s.path),
      ),
  }),
  diff(want, seen) {
    if (!seen.exists) return [];
    const whole = seen.type === 'directory' && want.recursive === true ? ' and all in it' : '';
    const thing = { file: 'file', directory: 'directory', link: 'link', other: 'special file' }[seen.type];
    return [{ what: `${thing} ${seen.path}${whole}`, action: 'delete' }];
  },
  steps({ subject: { path }, want, seen }) {
    if (!seen.exists || seen.type !== 'directory') return [{ do: 'run', command: sh`rm -f -- ${path}` }];
    if (want.recursive !== true) return [{ do: 'run', command: sh`rmdir -- ${path}` }];
    if (!isDeepEnough(path)) {
      throw new KmagicError('bug', `${path} is not to be removed with all in it: name a path below a top-level directory`);
    }
    return [{ do: 'run', command: sh`rm -rf --one-file-system -- ${path}` }];
  },
});

function isDeepEnough(path: string): boolean {
  const names = path.split('/').filter((n) => n !== '' && n !== '.');
  return path.startsWith('/') && names.length >= 2 && !names.includes('..');
}
