import { defineKind, type Change } from '../../resource/kind.ts';
import { lines, script, sh } from '../../shell/command.ts';
import { batched } from '../batched.ts';

export interface UserSubject {
  readonly name: string;
}

/** What is left out is as the system chooses, and never differs. */
export interface UserWant {
  /** Only says which number a new user gets. */
  readonly system: boolean;
  /** The primary group, by name. */
  readonly group: string;
  /** Not made: declare a directory where one is needed. */
  readonly home?: string;
  readonly shell: string;
  readonly comment?: string;
}

export type UserSeen =
  | { readonly name: string; readonly exists: false }
  | {
      readonly name: string;
      readonly exists: true;
      readonly group: string;
      readonly home: string;
      readonly shell: string;
      readonly comment: string;
    };

/** A user with this primary group, home and shell. */
export const user = defineKind<UserSubject, UserWant, UserSeen>({
  name: 'user',
  standsAlone: 'brief',
  owns: ({ name }) => `user:${name}`,
  ...batched<UserSubject, UserSeen>({
    key: ({ name }) => `user:${name}`,
    command: (subjects) =>
      lines([
        sh`found=$(getent passwd -- ${subjects.map((s) => s.name)} || :)`,
        script(`set --
while IFS=: read -r name x uid gid rest; do set -- "$@" $gid; done <<KMAGIC
$found
KMAGIC
printf '%s\\n' "$found"
echo groups:
[ $# -eq 0 ] || getent group -- "$@" || :`),
      ]),
    parse: (out, subjects) => {
      const [users = [], groups = []] = out.stdout.split('groups:\n').map((text) => text.split('\n').map((line) => line.split(':')));
      const groupNames = new Map(groups.map(([name, , gid]) => [gid, name]));
      return subjects.map(({ name }): UserSeen => {
        const fields = users.find((f) => f[0] === name);
        if (fields === undefined) return { name, exists: false };
        const [, , , gid = '', comment = '', home = '', shell = ''] = fields;
        return { name, exists: true, group: groupNames.get(gid) ?? gid, home, shell, comment };
      });
    },
  }),
  diff(want, seen) {
    if (!seen.exists) return [{ what: `${want.system ? 'system ' : ''}user ${seen.name} in group ${want.group}`, action: 'create' }];
    return attributes.flatMap(({ name }): Change[] => {
      const after = want[name];
      if (after === undefined || after === seen[name]) return [];
      return [{ what: `${name} of user ${seen.name}`, action: 'update', before: seen[name], after }];
    });
  },
  steps({ subject: { name }, want, seen }) {
    const differs = attributes.filter((a) => want[a.name] !== undefined && (!seen.exists || want[a.name] !== seen[a.name]));
    const flags = differs.flatMap((a) => [a.flag, want[a.name] ?? '']);
    if (seen.exists) return [{ do: 'run', command: sh`usermod ${flags} -- ${name}` }];
    return [{ do: 'run', command: sh`useradd ${[...(want.system ? ['--system'] : []), '--no-create-home', ...flags, '--', name]}` }];
  },
});

const attributes = [
  { name: 'group', flag: '-g' },
  { name: 'home', flag: '-d' },
  { name: 'shell', flag: '-s' },
  { name: 'comment', flag: '-c' },
] as const;
