import { defineKind } from '../../resource/kind.ts';
import { sh } from '../../shell/command.ts';
import { giveOwner } from '../../shell/owner.ts';
import { batched } from '../batched.ts';
import { attributeChanges, inTheWay, plainPath, setAttributes, type Attributes } from '../path/attributes.ts';
import { parsePathStates, statPaths, type PathState } from '../path/path-state.ts';

export interface DirectorySubject {
  readonly path: string;
}

/** A directory (or a link to one) with this mode and owner; missing parents are made 0755. */
export const directory = defineKind<DirectorySubject, Attributes, PathState>({
  name: 'directory',
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
    if (seen.exists) return [{ do: 'run', command: setAttributes(path, want) }];
    // Only what stands at the end gets the mode; its parents get what the umask leaves.
    const command = sh`umask 022
mkdir -p -m ${want.mode} -- ${path}
${giveOwner(path, want)}`;
    return [{ do: 'run', command }];
  },
});
