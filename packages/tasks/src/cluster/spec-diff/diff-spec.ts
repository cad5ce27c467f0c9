import { fingerprint, type StableFacts } from '@kmagic/core';
import { said } from '../../spec/said.ts';
import type { HostInput } from '../../spec/spec-input.ts';
import type { ReadInventory } from '../read-cluster.ts';
import type { OtherName } from '../spec-file/other-names.ts';
import { compareSettings, roles, type ComparedSettings } from './setting-differences.ts';
import { placesOf, sideOf, type Side } from './side.ts';

/** A group of hosts that one side lacks, or has another number of hosts in. */
export interface GroupDifference {
  readonly name: string;
  /** Undefined where there is no such group. */
  readonly a: number | undefined;
  readonly b: number | undefined;
}

/** What a side says of a name that is no setting. */
export interface OtherFound {
  readonly standing: OtherName;
  readonly places: readonly string[];
}

/** A name that is no setting, and that one side lacks or has another value for; what only feeds templates is told by its effect. */
export interface OtherDifference {
  readonly name: string;
  readonly a: OtherFound | undefined;
  readonly b: OtherFound | undefined;
}

/** How two clusters differ. */
export interface SpecDifference extends ComparedSettings {
  readonly groups: readonly GroupDifference[];
  readonly others: readonly OtherDifference[];
  /** The names of hosts only one side has. */
  readonly hosts: { readonly a: readonly string[]; readonly b: readonly string[] };
  /** False: but for what each host has for itself, the two are the same. */
  readonly differs: boolean;
}

/** One of two inventories, and what its hosts said of themselves. */
export interface ComparedInventory {
  readonly read: ReadInventory;
  readonly facts: ReadonlyMap<string, StableFacts>;
}

/** Compares what two inventories come to; contacts nobody. What is wrong with a value, or not supported, is no error here. */
export function diffSpecs(one: ComparedInventory, other: ComparedInventory): SpecDifference {
  const [a, b] = [sideOf(one.read, one.facts), sideOf(other.read, other.facts)];
  const settings = compareSettings(a, b);
  const groups = groupDifferences(a, b);
  const others = otherDifferences(a, b);
  return {
    ...settings,
    groups,
    others,
    hosts: { a: hostsOnlyIn(a, b), b: hostsOnlyIn(b, a) },
    differs: settings.differences.length + groups.length + others.length > 0,
  };
}

function hostsOnlyIn(side: Side, { members }: Side): readonly string[] {
  const known = new Set(members.map(({ name }) => name));
  return side.members.map(({ name }) => name).filter((name) => !known.has(name));
}

/** The roles first, then the groups of the site; `k8s_cluster` follows from them. */
function groupDifferences(a: Side, b: Side): readonly GroupDifference[] {
  const [ofA, ofB] = [a.source.variables.inventory.groups, b.source.variables.inventory.groups];
  const names = [...new Set([...roles, ...ofA.keys(), ...ofB.keys()])];
  return names
    .filter((name) => !['all', 'ungrouped', 'k8s_cluster'].includes(name))
    .map((name) => ({ name, a: ofA.get(name)?.length, b: ofB.get(name)?.length }))
    .filter((group) => (group.a ?? 0) !== (group.b ?? 0));
}

function otherDifferences(a: Side, b: Side): readonly OtherDifference[] {
  const names = [...new Set([...a.others.keys(), ...b.others.keys()])].sort();
  return names.flatMap((name) => {
    const [ofA, ofB] = [foundIn(a, name), foundIn(b, name)];
    if (ofA?.standing === ofB?.standing && (ofA?.standing === 'own' || saidOf(a, name) === saidOf(b, name))) return [];
    return [{ name, a: ofA, b: ofB }];
  });
}

function foundIn(side: Side, name: string): OtherFound | undefined {
  const standing = side.others.get(name);
  return standing && { standing, places: placesOf(side, name, side.source.hosts) };
}

/** What the hosts that have it say, whichever they are. */
function saidOf({ source }: Side, name: string): string {
  const having = source.hosts.filter((host) => source.variables.get(host.name, name) !== undefined);
  return [...new Set(having.map((host) => saidOn(source, name, host)))].sort().join();
}

/** As it is written where it cannot be evaluated: nobody asks what it comes to. */
function saidOn({ variables }: Side['source'], name: string, host: HostInput): string {
  try {
    return fingerprint(said(host, name));
  } catch {
    return fingerprint(variables.get(host.name, name)?.definition.value);
  }
}
