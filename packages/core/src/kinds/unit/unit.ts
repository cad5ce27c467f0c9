import { defineKind, type Step } from '../../resource/kind.ts';
import { directoryOf, haveDirectory } from '../../shell/directory.ts';
import { batched } from '../batched.ts';
import { file, fileChanges, fileSteps, type FileWant } from '../file/file.ts';
import { plainPath } from '../path/attributes.ts';
import { hashedPaths, parsePathStates, type PathState } from '../path/path-state.ts';
import { haveRead, shownUnit, shownUnits } from '../service/systemd-show.ts';

export interface UnitSubject {
  /** With its suffix: `etcd.service`. */
  readonly name: string;
  /** Where the file stands; /etc/systemd/system/NAME when left out (a drop-in has a path of its own, whose directory is made). */
  readonly path?: string;
}

export interface UnitWant {
  readonly content: string;
}

export interface UnitSeen {
  readonly name: string;
  readonly at: PathState;
  /** True: systemd runs with an older text of the unit than its files say. */
  readonly needsReload: boolean;
}

/** A systemd unit file or drop-in (0644, root) that systemd has read. */
export const unit = defineKind<UnitSubject, UnitWant, UnitSeen>({
  name: 'unit',
  standsAlone: 'brief',
  owns: (subject) => `path:${plainPath(pathOf(subject))}`,
  ...batched<UnitSubject, UnitSeen>({
    key: (subject) => `unit:${subject.name}:${pathOf(subject)}`,
    reads: [
      { source: hashedPaths, things: (subject) => [pathOf(subject)] },
      // Of a template alone systemd says nothing.
      { source: shownUnits, things: ({ name }) => (name.includes('@.') ? [] : [name]) },
    ],
    parse: (out, subjects) => {
      const states = parsePathStates(out, subjects.map(pathOf));
      return subjects.map(({ name }, i) => ({
        name,
        at: states[i]!,
        needsReload: shownUnit(out.stdout, name)['NeedDaemonReload'] === 'yes',
      }));
    },
  }),
  detail: {
    probe: (subject) => file.kind.detail!.probe({ path: pathOf(subject) }),
    changes: (want, seen, closer) => [
      ...(file.kind.detail?.changes(fileWant(want), seen.at, closer) ?? []),
      ...(seen.needsReload ? [reload(seen.name)] : []),
    ],
  },
  diff: (want, seen) => [...fileChanges(fileWant(want), seen.at), ...(seen.needsReload ? [reload(seen.name)] : [])],
  steps({ subject, want, seen }) {
    const isRight = fileChanges(fileWant(want), seen.at).length === 0;
    const steps: readonly Step[] = isRight ? [] : fileSteps(pathOf(subject), fileWant(want), seen.at);
    const { path } = subject;
    const dropInDirectory: readonly Step[] =
      path === undefined || seen.at.exists ? [] : [{ do: 'run', command: haveDirectory(directoryOf(path)) }];
    return [...dropInDirectory, ...steps, { do: 'run', command: haveRead(subject.name, pathOf(subject)) }];
  },
});

function pathOf({ name, path }: UnitSubject): string {
  return path ?? `/etc/systemd/system/${name}`;
}

function fileWant({ content }: UnitWant): FileWant {
  return { content, mode: '0644', owner: 'root', group: 'root' };
}

function reload(name: string): { what: string; action: 'run' } {
  return { what: `systemd reads ${name} again, whose files changed`, action: 'run' };
}
