import { defineKind } from '../../resource/kind.ts';
import { sh } from '../../shell/command.ts';
import { batched } from '../batched.ts';
import { inTheWay, plainPath } from '../path/attributes.ts';
import { hashedPaths, parsePathStates, type PathState } from '../path/path-state.ts';

export interface LinkSubject {
  readonly path: string;
}

export interface LinkWant {
  /** As the link says it: absolute, or relative to the link's directory. It need not exist. */
  readonly target: string;
}

export interface LinkSeen {
  readonly at: PathState;
  readonly target?: string;
}

/** A symbolic link that names this target. A file there is replaced, a directory is not. */
export const link = defineKind<LinkSubject, LinkWant, LinkSeen>({
  name: 'link',
  standsAlone: 'brief',
  owns: ({ path }) => `path:${plainPath(path)}`,
  ...batched<LinkSubject, LinkSeen>({
    key: ({ path }) => `link:${path}`,
    reads: [{ source: hashedPaths, things: ({ path }) => [path] }],
    command: (subjects) => sh`set --
for p in ${subjects.map((s) => s.path)}; do if [ -L "$p" ]; then set -- "$@" "$p"; fi; done
[ $# -eq 0 ] || { echo targets:; readlink -- "$@"; }`,
    parse: (out, subjects) => {
      const states = parsePathStates(
        out,
        subjects.map((s) => s.path),
      );
      const [, targets = ''] = out.stdout.split('targets:\n');
      const left = targets.split('\n');
      return states.map((at) => {
        const target = at.exists && at.type === 'link' ? left.shift() : undefined;
        return target === undefined ? { at } : { at, target };
      });
    },
  }),
  diff(want, { at, target }) {
    if (target === want.target) return [];
    if (!at.exists) return [{ what: `link ${at.path}`, action: 'create', after: want.target }];
    const before = target ?? { file: 'a file', directory: 'a directory', link: 'a link', other: 'a special file' }[at.type];
    return [{ what: `link ${at.path}`, action: 'update', before, after: want.target }];
  },
  steps({ subject: { path }, want, seen: { at } }) {
    if (at.exists && at.type === 'directory') return [{ do: 'run', command: inTheWay(at, 'a link') }];
    return [
      {
        do: 'run',
        command: sh`ln -sfn -- ${want.target} ${`${path}.kmagic-new`}
mv -fT -- ${`${path}.kmagic-new`} ${path}`,
      },
    ];
  },
});
