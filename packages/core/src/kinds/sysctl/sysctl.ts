import { defineKind, type Change, type Declare, type Resource, type Step } from '../../resource/kind.ts';
import type { Resolvable } from '../../resource/ref.ts';
import { lines, sh, type Command } from '../../shell/command.ts';
import { plainPath } from '../path/attributes.ts';
import {
  joinSysctlFile,
  parseSysctlFile,
  plainValue,
  procPath,
  satisfies,
  splitSysctlFile,
  valueText,
  type SysctlValue,
} from './sysctl-file.ts';

export interface SysctlSubject {
  /** A file of /etc/sysctl.d; lines of others in it are kept, a link is followed. */
  readonly file: string;
  readonly keys: readonly string[];
}

export interface SysctlWant {
  readonly values: Readonly<Record<string, SysctlValue>>;
  /** True: a key this kernel lacks or does not let be set is left alone, and only written to the file. */
  readonly ignoreUnknown?: boolean;
}

/** A key of the running kernel; `fixed` cannot be written here (a container, another namespace). */
export type LiveSysctl = { readonly is: 'missing' } | { readonly is: 'settable' | 'fixed'; readonly value: string };

export interface SysctlSeen {
  readonly file: string;
  /** Where the file really is, where `file` is a link. */
  readonly target?: string;
  /** kmagic's lines in the file, by key. */
  readonly own: Readonly<Record<string, string>>;
  /** The rest of the file. */
  readonly others: string;
  readonly live: Readonly<Record<string, LiveSysctl>>;
}

const sysctlOfKeys = defineKind<SysctlSubject, SysctlWant, SysctlSeen>({
  name: 'sysctl',
  standsAlone: 'brief',
  owns: ({ file }) => `path:${plainPath(file)}`,
  probe: ({ file, keys }) => ({
    key: `sysctl:${file}:${keys.join(',')}`,
    ask: lines([
      // One process reads them all: the shell's own `read` takes single bytes, and /proc/sys gives a value only whole.
      sh`for p in ${keys.map(procPath)}; do
if [ -w "$p" ]; then echo settable; elif [ -e "$p" ]; then echo fixed; else echo missing; fi
done
grep -asH '' -- ${keys.map(procPath)} || :`,
      sh`if [ -f ${file} ]; then if [ -L ${file} ]; then echo "file $(readlink -f -- ${file})"; else echo 'file '; fi; cat -- ${file}; fi`,
    ]),
    parse: ({ stdout }) => {
      const told = stdout.split('\n');
      const fileAt = told.findIndex((line) => line.startsWith('file '));
      const values = told.slice(keys.length, fileAt < 0 ? undefined : fileAt);
      const live = keys.map((key, i): [string, LiveSysctl] => {
        const is = told[i];
        if (is !== 'settable' && is !== 'fixed') return [key, { is: 'missing' }];
        const start = `${procPath(key)}:`;
        return [key, { is, value: plainValue(values.find((v) => v.startsWith(start))?.slice(start.length) ?? '') }];
      });
      const target = told[fileAt]?.slice('file '.length) ?? '';
      const text = fileAt < 0 ? '' : told.slice(fileAt + 1).join('\n');
      return { file, live: Object.fromEntries(live), ...splitSysctlFile(text), ...(target !== '' && { target }) };
    },
  }),
  diff: (want, seen) => [...liveChanges(want, seen), ...fileDifferences(want, seen)],
  steps: ({ subject: { file }, want, seen }) => {
    const steps: Step[] = [];
    if (fileDifferences(want, seen).length > 0) {
      steps.push({ do: 'write', path: seen.target ?? file, content: fileText(want, seen), mode: '0644', owner: 'root', group: 'root' });
    }
    const wrong = liveDifferences(want, seen);
    if (wrong.length > 0) steps.push({ do: 'run', command: lines(wrong.map(([key, value]) => setLive(key, value, seen))) });
    return steps;
  },
});

/** Kernel settings, live and in a file of sysctl.d, where a block holds these and no others. */
export const sysctl: Declared = Object.assign(
  (subject: { readonly file: string }, want: SysctlWanted): Resource<void> =>
    sysctlOfKeys({ file: subject.file, keys: Object.keys(want.values) }, want),
  { kind: sysctlOfKeys.kind },
);

/** As SysctlWant, where values may be Refs; the keys are known when the graph is built. */
export interface SysctlWanted {
  readonly values: Readonly<Record<string, Resolvable<SysctlValue>>>;
  readonly ignoreUnknown?: boolean;
}

type Declared = ((subject: { readonly file: string }, want: SysctlWanted) => Resource<void>) &
  Pick<Declare<SysctlSubject, SysctlWant, SysctlSeen, object, void>, 'kind'>;

function liveDifferences(want: SysctlWant, seen: SysctlSeen): readonly [string, SysctlValue][] {
  return Object.entries(want.values).filter(([key, value]) => {
    const live = seen.live[key] ?? { is: 'missing' };
    if (live.is !== 'missing' && satisfies(live.value, value)) return false;
    return live.is === 'settable' || want.ignoreUnknown !== true;
  });
}

function liveChanges(want: SysctlWant, seen: SysctlSeen): readonly Change[] {
  return liveDifferences(want, seen).map(([key, value]) => {
    const live = seen.live[key] ?? { is: 'missing' };
    const after = typeof value === 'object' ? `${value.atLeast} or more` : valueText(value);
    if (live.is === 'missing') return { what: `sysctl ${key}, which this kernel does not have`, action: 'update', after };
    const fixed = live.is === 'fixed' ? ', which cannot be set on this host' : '';
    return { what: `sysctl ${key}${fixed}`, action: 'update', before: live.value, after };
  });
}

/** What the file says of a key: kmagic's line, or else the last one of others. */
function keptValue(key: string, { own, others }: SysctlSeen): string | undefined {
  return own[key] ?? [...parseSysctlFile(others)].filter(([other]) => procPath(other) === procPath(key)).at(-1)?.[1];
}

/** A key that need only be high enough stands in the file only when it was too low, and stays there. */
function isKept(key: string, value: SysctlValue, seen: SysctlSeen): boolean {
  const kept = keptValue(key, seen);
  if (kept !== undefined) return satisfies(kept, value);
  const live = seen.live[key] ?? { is: 'missing' };
  return typeof value === 'object' && live.is !== 'missing' && satisfies(live.value, value);
}

function fileDifferences(want: SysctlWant, seen: SysctlSeen): readonly Change[] {
  const wrong = Object.entries(want.values).filter(([key, value]) => !isKept(key, value, seen));
  const changes = wrong.map(([key, value]): Change => {
    const before = keptValue(key, seen);
    return {
      what: `${key} in ${seen.file}`,
      action: before === undefined ? 'create' : 'update',
      ...(before !== undefined && { before }),
      after: valueText(value),
    };
  });
  const dropped = Object.keys(seen.own).filter((key) => !(key in want.values));
  return [...changes, ...dropped.map((key): Change => ({ what: `${key} in ${seen.file}`, action: 'delete' }))];
}

function fileText(want: SysctlWant, seen: SysctlSeen): string {
  const own = Object.keys(want.values)
    .sort()
    .flatMap((key) => {
      const value = want.values[key]!;
      const kept = isKept(key, value, seen);
      if (kept && seen.own[key] === undefined) return [];
      // A `-` lets systemd-sysctl go on at boot where the kernel refuses the key.
      const mark = seen.live[key]?.is === 'settable' ? '' : '-';
      return [`${mark}${key} = ${kept ? seen.own[key] : valueText(value)}`];
    });
  return joinSysctlFile(own, seen.others);
}

function setLive(key: string, value: SysctlValue, seen: SysctlSeen): Command {
  if (seen.live[key]?.is === 'settable') {
    return sh`printf '%s\n' ${valueText(value)} > ${procPath(key)} || { echo ${`the kernel refuses ${key} = ${valueText(value)}`} >&2; exit 1; }`;
  }
  const why = seen.live[key]?.is === 'fixed' ? 'does not let it be set' : 'does not have it';
  return sh`echo ${`cannot set ${key}: this host ${why}`} >&2; exit 1`;
}
