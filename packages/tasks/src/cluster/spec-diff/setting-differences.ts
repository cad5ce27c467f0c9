import { connectionNames } from '@kmagic/core';
import { isIn } from '../../spec/groups.ts';
import type { HostInput } from '../../spec/spec-input.ts';
import { allVariables, type AnyVariable } from '../../spec/topics.ts';
import { topicOf } from '../../spec/variables-doc.ts';
import { ignoreVariables } from '../../spec/variables/general.ts';
import { ownNames } from '../own-names.ts';
import { plainOn, settingOn, type HostValue } from './found-value.ts';
import { placesOf, type Side } from './side.ts';

/** A value one side has, on some of its hosts. */
export interface Found {
  /** Undefined where there is none. */
  readonly value: unknown;
  readonly isSecret: boolean;
  /** Where it is written, as `file:line`; empty where it is a default. */
  readonly places: readonly string[];
  /** How a default is worked out; undefined for one that is always the same. */
  readonly how?: string;
  readonly hosts: number;
}

/** A setting that differs between two clusters. */
export interface SettingDifference {
  readonly name: string;
  /** The heading it stands under in docs/reference/variables.md. */
  readonly topic: string;
  /** Where it differs: in the cluster as a whole, on every host, or on the hosts of a role. */
  readonly on: string;
  readonly a: readonly Found[];
  readonly b: readonly Found[];
}

/** The settings of two clusters, compared. */
export interface ComparedSettings {
  readonly differences: readonly SettingDifference[];
  /** Differences of what each host has to have for itself. */
  readonly hostsOwn: readonly SettingDifference[];
  /** The settings one side writes, and the other has by default. */
  readonly writtenOnce: { readonly a: readonly string[]; readonly b: readonly string[] };
}

/** The roles hosts are compared by. */
export const roles = ['kube_control_plane', 'etcd', 'kube_node'] as const;

/** Of its own without being written, as a rule: it is its host's address. */
const followingNames: ReadonlySet<string> = new Set(['kubelet_bind_address']);

function isOwn({ name }: SettingDifference): boolean {
  return ownNames.has(name) || followingNames.has(name);
}

interface Compared {
  readonly name: string;
  readonly topic: string;
  readonly scope: 'cluster' | 'host';
  on(side: Side, host: HostInput): HostValue | undefined;
}

const compared: readonly Compared[] = [
  ...Object.values(connectionNames)
    .flat()
    .map((name): Compared => ({ name, topic: 'connection', scope: 'host', on: (side, host) => plainOn(side, name, host) })),
  ...allVariables
    .filter(({ variable }) => (variable as unknown) !== ignoreVariables)
    .map(({ variable, place, scope }): Compared => ({ ...compareSetting(variable), topic: topicOf(place), scope })),
];

function compareSetting(variable: AnyVariable): Pick<Compared, 'name' | 'on'> {
  return { name: variable.name, on: (side, host) => settingOn(side, variable, host) };
}

/** Compares every setting and connection variable, however they are written: cluster-wide ones once, those of hosts by role. */
export function compareSettings(a: Side, b: Side): ComparedSettings {
  const found = compared.flatMap((one) => (one.scope === 'cluster' ? ofCluster : ofHosts)(one, a, b));
  const differing = new Set(found.map(({ name }) => name));
  const once = (side: Side, other: Side): readonly string[] =>
    compared.filter((one) => !differing.has(one.name) && isWritten(one, side) && !isWritten(one, other)).map(({ name }) => name);
  return {
    differences: found.filter((one) => !isOwn(one)),
    hostsOwn: found.filter(isOwn),
    writtenOnce: { a: once(a, b), b: once(b, a) },
  };
}

function ofCluster(one: Compared, a: Side, b: Side): readonly SettingDifference[] {
  const { name, topic } = one;
  const found = (side: Side): Counted | undefined => {
    const { variables } = side.source;
    const says = (each: HostInput): boolean => variables.get(each.name, name) !== undefined && one.on(side, each)?.isGiven === true;
    const host = side.members.find(says) ?? side.members[0];
    return host && counted(one, side, new Map([[host, one.on(side, host)]]))([host])[0];
  };
  const [mine, theirs] = [found(a), found(b)];
  if (mine === undefined || theirs === undefined || mine.key === theirs.key) return [];
  return [{ name, topic, on: 'cluster', a: [mine.found], b: [theirs.found] }];
}

function ofHosts(one: Compared, a: Side, b: Side): readonly SettingDifference[] {
  const { name, topic } = one;
  const [inA, inB] = [counted(one, a, valuesOn(one, a)), counted(one, b, valuesOn(one, b))];
  const byRole = roles.map((role) => ({ role, mine: inA(membersOf(a, role)), theirs: inB(membersOf(b, role)) }));
  const differing = byRole.filter(({ mine, theirs }) => mine.length > 0 && theirs.length > 0 && differ(mine, theirs));
  if (differing.length === 0) return [];
  const made = (on: string, mine: readonly Counted[], theirs: readonly Counted[]): SettingDifference => {
    return { name, topic, on, a: mine.map(({ found }) => found), b: theirs.map(({ found }) => found) };
  };
  const [everyA, everyB] = [inA(a.members), inB(b.members)];
  if (everyA.length === 1 && everyB.length === 1) return [made('every host', everyA, everyB)];
  return differing.map(({ role, mine, theirs }) => made(role, mine, theirs));
}

function membersOf({ members }: Side, role: string): readonly HostInput[] {
  return members.filter((host) => isIn(host, role));
}

type Values = ReadonlyMap<HostInput, HostValue | undefined>;

function valuesOn(one: Compared, side: Side): Values {
  return new Map(side.members.map((host) => [host, one.on(side, host)]));
}

interface Counted {
  readonly key: string;
  readonly found: Found;
}

/** The distinct values hosts have, the most frequent first. */
function counted({ name }: Compared, side: Side, values: Values): (hosts: readonly HostInput[]) => readonly Counted[] {
  return (hosts) =>
    [...Map.groupBy(hosts, (host) => values.get(host)?.key ?? 'nothing')]
      .map(([key, having]): Counted => {
        const { shown, isSecret = false, how } = values.get(having[0]!) ?? {};
        const written = having.filter((host) => values.get(host)?.isGiven === true);
        return {
          key,
          found: { value: shown, isSecret, places: placesOf(side, name, written), hosts: having.length, ...(how !== undefined && { how }) },
        };
      })
      .toSorted((x, y) => y.found.hosts - x.found.hosts);
}

/** The same values mean the same, unless as many hosts share them out in another way. */
function differ(mine: readonly Counted[], theirs: readonly Counted[]): boolean {
  const counts = new Map(theirs.map(({ key, found }) => [key, found.hosts]));
  if (mine.length !== theirs.length || mine.some(({ key }) => !counts.has(key))) return true;
  const total = (list: readonly Counted[]): number => list.reduce((sum, { found }) => sum + found.hosts, 0);
  return total(mine) === total(theirs) && mine.some(({ key, found }) => counts.get(key) !== found.hosts);
}

function isWritten({ name }: Compared, { members, source }: Side): boolean {
  return members.some((host) => source.variables.get(host.name, name) !== undefined);
}
