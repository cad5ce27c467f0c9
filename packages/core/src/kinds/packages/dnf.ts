import { sh, type Command } from '../../shell/command.ts';

/** Installs packages without weak dependencies; dnf itself keeps its lists fresh and waits for its lock. */
export function installByDnf(names: readonly string[]): Command {
  return sh`dnf -y -q --setopt=install_weak_deps=False install ${names} </dev/null`;
}

/** Removes packages. */
export function removeByDnf(names: readonly string[]): Command {
  return sh`dnf -y -q remove ${names} </dev/null`;
}
