import { defineKind } from '../../resource/kind.ts';
import { sh } from '../../shell/command.ts';
import { batched } from '../batched.ts';

export interface GroupSubject {
  readonly name: string;
}

export interface GroupWant {
  /** Only says which number a new group gets. */
  readonly system: boolean;
}

export interface GroupSeen {
  readonly name: string;
  readonly gid?: string;
}

/** A group of this name, with whatever number. */
export const group = defineKind<GroupSubject, GroupWant, GroupSeen>({
  name: 'group',
  standsAlone: 'brief',
  owns: ({ name }) => `group:${name}`,
  ...batched<GroupSubject, GroupSeen>({
    key: ({ name }) => `group:${name}`,
    command: (subjects) => sh`getent group -- ${subjects.map((s) => s.name)} || :`,
    parse: (out, subjects) => {
      const gids = new Map(out.stdout.split('\n').map((line) => [line.split(':')[0], line.split(':')[2]]));
      return subjects.map(({ name }) => {
        const gid = gids.get(name);
        return gid === undefined ? { name } : { name, gid };
      });
    },
  }),
  diff: (want, { name, gid }) => (gid !== undefined ? [] : [{ what: `${want.system ? 'system ' : ''}group ${name}`, action: 'create' }]),
  steps: ({ subject: { name }, want }) => [{ do: 'run', command: sh`groupadd ${[...(want.system ? ['--system'] : []), '--', name]}` }],
});
