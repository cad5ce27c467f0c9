import type { Change } from '../../resource/kind.ts';
import { sh, type Command } from '../../shell/command.ts';
import { giveOwner, type Owner } from '../../shell/owner.ts';
import type { PresentPath } from './path-state.ts';

/** Who may do what with a path; `mode` in octal digits, owner and group by name or number. */
export interface Attributes extends Owner {
  readonly mode: string;
}

/** The differences in mode, owner and group, one change each. */
export function attributeChanges(want: Attributes, seen: PresentPath): readonly Change[] {
  const changes: Change[] = [];
  const mode = want.mode.padStart(4, '0');
  if (seen.mode !== mode) changes.push({ what: `mode of ${seen.path}`, action: 'update', before: seen.mode, after: mode });
  if (![seen.owner, seen.uid].includes(want.owner)) {
    changes.push({ what: `owner of ${seen.path}`, action: 'update', before: seen.owner, after: want.owner });
  }
  if (![seen.group, seen.gid].includes(want.group)) {
    changes.push({ what: `group of ${seen.path}`, action: 'update', before: seen.group, after: want.group });
  }
  return changes;
}

/** Sets owner, group and mode of a path, in the order that keeps setuid bits. */
export function setAttributes(path: string, want: Attributes): Command {
  return sh`${giveOwner(path, want)}
chmod ${want.mode} ${path}`;
}

/** Fails saying what stands where something else is wanted: kmagic removes nothing it did not make. */
export function inTheWay(seen: PresentPath, wanted: string): Command {
  const found = { file: 'a file', directory: 'a directory', link: 'a link', other: 'a device, pipe or socket' }[seen.type];
  return sh`echo ${`${seen.path} is ${found}, but ${wanted} is wanted there; move it away by hand`} >&2
exit 1`;
}

/** A path without a slash at its end, so that equal paths have equal names. */
export function plainPath(path: string): string {
  return path.length > 1 ? path.replace(/\/+$/, '') : path;
}
