import { defineKind, type Change, type Step } from '../../resource/kind.ts';
import { lines, sh, type Command } from '../../shell/command.ts';
import { throughProxy, type WebProxy } from '../../shell/web-proxy.ts';
import { batched } from '../batched.ts';
import { installByApt, notOffered, removeByApt } from './apt.ts';
import { installByDnf, removeByDnf } from './dnf.ts';

export interface PackagesSubject {
  readonly manager: 'apt' | 'dnf';
  /** Real package names, as the package database knows them; no virtual ones. */
  readonly names: readonly string[];
  /** Those of them that are done without where the host's repositories do not have them (apt). */
  readonly optional?: readonly string[];
  /** What they are for: completes "packages for ...". */
  readonly purpose: string;
}

export interface PackagesWant {
  readonly state: 'installed' | 'absent';
  /** How the host reaches the repositories, unless its package tool is configured for another; by its own environment where left out. */
  readonly proxy?: WebProxy | undefined;
}

export interface PackagesSeen {
  readonly purpose: string;
  readonly packages: Readonly<Record<string, PackageState>>;
}

/** `broken` is unpacked or half configured, what an interrupted installation leaves; `not offered`: optional, and no repository had it. */
type PackageState = 'installed' | 'broken' | 'missing' | 'not offered';

/** Packages of the distribution are installed, in whatever version it offers, or are not there. */
export const packages = defineKind<PackagesSubject, PackagesWant, PackagesSeen>({
  name: 'packages',
  owns: ({ names }) => `packages:${[...names].sort().join(',')}`,
  ...batched<PackagesSubject, PackagesSeen>({
    key: ({ manager, names }) => `packages:${manager}:${names.join(',')}`,
    command: ask,
    parse: (out, subjects) => {
      const told = out.stdout.split('\n');
      const states = new Map(told.map((line) => stateOf(line)));
      return subjects.map(({ names, optional = [], purpose }) => {
        const known = (name: string): PackageState => states.get(name) ?? 'missing';
        const isNotOffered = (name: string): boolean => optional.includes(name) && told.includes(`not offered: ${name}`);
        const packages = names.map(
          (name) => [name, known(name) === 'missing' && isNotOffered(name) ? 'not offered' : known(name)] as const,
        );
        return { purpose, packages: Object.fromEntries(packages) };
      });
    },
  }),
  diff: (want, seen) =>
    Object.entries(seen.packages).flatMap(([name, state]): Change[] => {
      if (state === 'not offered') return [];
      if (want.state === 'absent') return state === 'missing' ? [] : [{ what: `package ${name}`, action: 'delete' }];
      if (state === 'installed') return [];
      const change = { what: `package ${name}, for ${seen.purpose}`, action: state === 'missing' ? 'create' : 'update' } as const;
      return [state === 'missing' ? change : { ...change, before: 'half installed', after: 'installed' }];
    }),
  steps({ subject: { manager, optional = [] }, want, seen }): readonly Step[] {
    const concerned: readonly PackageState[] = want.state === 'absent' ? ['installed', 'broken'] : ['missing', 'broken'];
    const names = Object.keys(seen.packages).filter((name) => concerned.includes(seen.packages[name]!));
    const acts = {
      apt: { installed: () => installByApt(names, optional), absent: () => removeByApt(names) },
      dnf: { installed: () => installByDnf(names), absent: () => removeByDnf(names) },
    };
    return [{ do: 'run', command: throughProxy(want.proxy, acts[manager][want.state]()), timeoutMs: 900_000 }];
  },
});

function ask(subjects: readonly PackagesSubject[]): Command {
  const named = (manager: string): readonly string[] => [...new Set(subjects.filter((s) => s.manager === manager).flatMap((s) => s.names))];
  const [apt, dnf] = [named('apt'), named('dnf')];
  const hasOptional = subjects.some(({ optional = [] }) => optional.length > 0);
  return lines([
    ...(hasOptional ? [sh`[ ! -r ${notOffered} ] || sed 's/^/not offered: /' ${notOffered}`] : []),
    ...(apt.length > 0 ? [sh`dpkg-query -W -f=${'${Package} ${db:Status-Status}\\n'} -- ${apt} 2>/dev/null || :`] : []),
    ...(dnf.length > 0 ? [sh`rpm -q --qf ${'%{NAME} installed\\n'} -- ${dnf} 2>/dev/null || :`] : []),
  ]);
}

function stateOf(line: string): [string, PackageState] {
  const [name = '', status = ''] = line.split(' ');
  if (status === 'installed' || status === 'triggers-pending' || status === 'triggers-awaited') return [name, 'installed'];
  return [name, ['unpacked', 'half-configured', 'half-installed'].includes(status) ? 'broken' : 'missing'];
}
