import { exceptions } from './exceptions.ts';
import type { Outcome } from './outcome.ts';

/** One thing that kmagic makes otherwise than Ansible. */
export interface Difference {
  readonly case: string;
  readonly of: 'list' | 'graph' | 'group' | 'value';
  /** Where: `hosts.h1.name`, `_meta.hostvars.h1.name`, a group. */
  readonly at: string;
  /** Undefined where there is nothing. */
  readonly ansible: unknown;
  readonly kmagic: unknown;
}

/** What of a case differs, what is meant to left out. */
export function differences(name: string, ansible: Outcome, kmagic: Outcome): readonly Difference[] {
  return allDifferences(name, ansible, kmagic).filter((one) => !exceptions.some((exception) => exception.applies(one)));
}

/** What of a case differs, for whatever reason. */
export function allDifferences(name: string, ansible: Outcome, kmagic: Outcome): readonly Difference[] {
  return [
    ...listed(ansible.list, kmagic.list).map((one) => ({ case: name, of: 'list', ...one }) as const),
    ...(ansible.graph === kmagic.graph ? [] : [{ case: name, of: 'graph', at: '', ansible: ansible.graph, kmagic: kmagic.graph } as const]),
    ...groups(ansible.groups, kmagic.groups).map((one) => ({ case: name, of: 'group', ...one }) as const),
    ...perHost(ansible.hosts, kmagic.hosts).map((one) => ({ case: name, of: 'value', ...one }) as const),
  ];
}

type Found = Pick<Difference, 'at' | 'ansible' | 'kmagic'>;
type Mapping = Readonly<Record<string, unknown>>;

function listed(ansible: Outcome['list'], kmagic: Outcome['list']): readonly Found[] {
  const [{ _meta: theirs, ...theirGroups }, { _meta: ours, ...ourGroups }] = [ansible, kmagic];
  const hostvars = (meta: unknown): Readonly<Record<string, Mapping>> => (meta as { readonly hostvars: Record<string, Mapping> }).hostvars;
  return [...perHost(hostvars(theirs), hostvars(ours)), ...entries(theirGroups, ourGroups, 'groups.')];
}

function groups(ansible: Outcome['groups'], kmagic: Outcome['groups']): readonly Found[] {
  const theirs = Object.fromEntries(Object.entries(ansible).map(([name, { hosts }]) => [name, hosts]));
  const ours = Object.fromEntries(
    Object.entries(kmagic).map(([name, { hosts }]) => [name, ansible[name]?.ordered === false ? [...hosts].sort() : hosts]),
  );
  return entries(theirs, ours);
}

function perHost(ansible: Readonly<Record<string, Mapping>>, kmagic: Readonly<Record<string, Mapping>>): readonly Found[] {
  return union(ansible, kmagic).flatMap((host) => entries(ansible[host] ?? {}, kmagic[host] ?? {}, `${host}.`));
}

function entries(ansible: Mapping, kmagic: Mapping, before = ''): readonly Found[] {
  return union(ansible, kmagic)
    .filter((name) => !isSame(ansible[name], kmagic[name]))
    .map((name) => ({ at: before + name, ansible: ansible[name], kmagic: kmagic[name] }));
}

function union(one: Mapping, other: Mapping): readonly string[] {
  return [...new Set([...Object.keys(one), ...Object.keys(other)])];
}

/** Failures are the same whatever they say; 1.0 is 1 wherever it is not made text. */
function isSame(ansible: unknown, kmagic: unknown): boolean {
  const float = special(ansible, '$float');
  if (typeof float === 'string') return pythonFloat(float) === kmagic;
  if (special(ansible, '$error') !== undefined) return special(kmagic, '$error') !== undefined;
  if (Array.isArray(ansible) && Array.isArray(kmagic))
    return ansible.length === kmagic.length && ansible.every((item, index) => isSame(item, kmagic[index]));
  if (isMapping(ansible) && isMapping(kmagic))
    return union(ansible, kmagic).every((key) => key in ansible && key in kmagic && isSame(ansible[key], kmagic[key]));
  const date = special(ansible, '$date');
  if (date !== undefined) return date === kmagic;
  return ansible === kmagic;
}

function pythonFloat(text: string): number {
  return Number(text.replace('inf', 'Infinity').replace('nan', 'NaN'));
}

function special(value: unknown, key: string): unknown {
  return isMapping(value) && Object.keys(value).length === 1 ? value[key] : undefined;
}

function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
