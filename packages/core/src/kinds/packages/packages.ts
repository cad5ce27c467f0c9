import { defineKind, type Change, type Step } from '../../resource/kind.ts';
import { lines, sh, type Command } from '../../shell/command.ts';
import { throughProxy, type WebProxy } from '../../shell/web-proxy.ts';
import { batched } from '../batched.ts';
import { installByApt, removeByApt } from './apt.ts';
import { installByDnf, removeByDnf } from './dnf.ts';

export interface PackagesSubject {
  readonly manager: 'apt' | 'dnf';
  /** Real package names, as the package database knows them; no virtual ones. */
  readonly names: readonly string[];
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
  /** By name: `broken` is unpacked or half configured, what an interrupted installation leaves. */
  readonly packages: Readonly<Record<string, 'installed' | 'broken' | 'missing'>>;
}

/** Packages of the distribution are installed, in whatever version it offers, or are not there. */
export const packages = defineKind<PackagesSubject, PackagesWant, PackagesSeen>({
  name: 'packages',
  owns: ({ names }) => `packages:${[...names].sort().join(',')}`,
  ...batched<PackagesSubject, PackagesSeen>({
    key: ({ manager, names }) => `packages:${manager}:${names.join(',')}`,
    command: ask,
    parse: (out, subjects) => {
      const states = new Map(out.stdout.split('\n').map((line) => stateOf(line)));
      return subjects.map(({ names, purpose }) => ({
        purpose,
        packages: Object.fromEntries(names.map((name) => [name, states.get(name) ?? 'missing'])),
      }));
    },
  }),
  diff: (want, seen) =>
    Object.entries(seen.packages).flatMap(([name, state]): Change[] => {
      if (want.state === 'absent') return state === 'missing' ? [] : [{ what: `package ${name}`, action: 'delete' }];
      if (state === 'installed') return [];
      const change = { what: `package ${name}, for ${seen.purpose}`, action: state === 'missing' ? 'create' : 'update' } as const;
      return [state === 'missing' ? change : { ...change, before: 'half installed', after: 'installed' }];
    }),
  steps({ subject: { manager }, want, seen }): readonly Step[] {
    const names = Object.keys(seen.packages).filter(
      (n) => (seen.packages[n] !== 'missing') === (want.state === 'absent') || seen.packages[n] === 'broken',
    );
    const acts = { apt: { installed: installByApt, absent: removeByApt }, dnf: { installed: installByDnf, absent: removeByDnf } };
    return [{ do: 'run', command: throughProxy(want.proxy, acts[manager][want.state](names)), timeoutMs: 900_000 }];
  },
});

function ask(subjects: readonly PackagesSubject[]): Command {
  const named = (manager: string): readonly string[] => [...new Set(subjects.filter((s) => s.manager === manager).flatMap((s) => s.names))];
  const [apt, dnf] = [named('apt'), named('dnf')];
  return lines([
    ...(apt.length > 0 ? [sh`dpkg-query -W -f=${'${Package} ${db:Status-Status}\\n'} -- ${apt} 2>/dev/null || :`] : []),
    ...(dnf.length > 0 ? [sh`rpm -q --qf ${'%{NAME} installed\\n'} -- ${dnf} 2>/dev/null || :`] : []),
  ]);
}

function stateOf(line: string): [string, 'installed' | 'broken' | 'missing'] {
  const [name = '', status = ''] = line.split(' ');
  if (status === 'installed' || status === 'triggers-pending' || status === 'triggers-awaited') return [name, 'installed'];
  return [name, ['unpacked', 'half-configured', 'half-installed'].includes(status) ? 'broken' : 'missing'];
}
