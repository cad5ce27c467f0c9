import { script, sh, type Command } from './command.ts';

/** Who a path is to belong to, by name or number. */
export interface Owner {
  readonly owner: string;
  readonly group: string;
}

/** Gives a path that exists its owner. What is root's already, as all that root has just made, costs no process. */
export function giveOwner(path: string, { owner, group }: Owner): Command {
  const ifOthers = isRoot(owner) && isRoot(group) ? sh`{ [ -O ${path} ] && [ -G ${path} ]; } || ` : script('');
  return sh`${ifOthers}chown ${`${owner}:${group}`} ${path}`;
}

function isRoot(name: string): boolean {
  return name === 'root' || name === '0';
}
