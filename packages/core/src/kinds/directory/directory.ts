import { defineKind } from '../../resource/kind.ts';
import { sh } from '../../shell/command.ts';
import { batched } from '../batched.ts';
import { attributeChanges, inTheWay, plainPath, setAttributes, type Attributes } from '../path/attributes.ts';
import { parsePathStates, statPaths, type PathState } from '../path/path-state.ts';

export interface DirectorySubject {
  readonly path: string;
}

/** A directory (or a link to one) with this mode and owner; missing parents are made 0755. */
export const directory = defineKind<DirectorySubject, Attributes, PathState>({
  name: 'directory',
  standsAlone: 'brief',
  owns: ({ path }) => `path:${plainPath(path)}`,
  ...batched<DirectorySubject, PathState>({
    key: ({ path }) => `directory:${path}`,
    command: (subjects) =>
      statPaths(
        subjects.map((s) => s.path),
        'target',
      ),
    parse: (out, subjects) =>
      parsePathStates(
        out,
        subjects.map((s) => s.path),
      ),
  }),
  diff(want, seen) {
    if (!seen.exists) return [{ what: `directory ${seen.path}`, action: 'create' }];
    if (seen.type !== 'directory') return [{ what: `${seen.path}, which is no directory`, action: 'update', after: 'a directory' }];
    return attributeChanges(want, seen);
  },
  steps({ subject: { path }, want, seen }) {
    if (seen.exists && seen.type !== 'directory') return [{ do: 'run', command: inTheWay(seen, 'a directory') }];
    const make = seen.exists
      ? sh``
      : sh`( umask 022; mkdir -p -- ${path} )
`;
    return [{ do: 'run', command: sh`${make}${setAttributes(path, want)}` }];
  },
});
