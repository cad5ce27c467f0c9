import { connectionNames, fingerprint, isSecretName, Secret, type InventoryHost } from '@kmagic/core';
import { constantDefault } from '../../spec/constant-default.ts';
import { clusterHosts } from '../../spec/groups.ts';
import { isGiven } from '../../spec/read-values.ts';
import type { HostInput } from '../../spec/spec-input.ts';
import { allVariables, type Placed } from '../../spec/topics.ts';
import { topicOf } from '../../spec/variables-doc.ts';
import { ignoreVariables } from '../../spec/variables/general.ts';
import type { DefaultedVariables } from '../spec-source.ts';
import { ownNames } from '../own-names.ts';
import { tidied } from '../tidy-value.ts';
import { movedPaths } from './moved-paths.ts';

/** A variable with the value it takes effect with, templates evaluated. */
export interface SpecSetting {
  readonly name: string;
  /** The heading it stands under. */
  readonly topic: string;
  /** What must not be shown is a `Secret`, at any depth. */
  readonly value: unknown;
  /** What the inventory says, for values that are to stay encrypted as they are; undefined for a default. */
  readonly written: unknown;
}

/** The settings of a cluster: what is the same everywhere, and what each host has for itself. */
export interface SpecSettings {
  readonly all: readonly SpecSetting[];
  readonly hosts: ReadonlyMap<string, readonly SpecSetting[]>;
}

/** Every setting an inventory gives and every constant default, each once where it is the same on all hosts; `place` is the directory they are for, absolute. */
export function specSettings(source: DefaultedVariables, place: string): SpecSettings {
  const members = clusterHosts(source.hosts);
  const found = [...connectionSettings(source, place), ...allVariables.filter(isKept).map((one) => settingOf(one, members, source))];
  const hosts = new Map(source.hosts.map(({ name }) => [name, [] as SpecSetting[]]));
  const all: SpecSetting[] = [];
  for (const [everywhere, ofHosts] of found) {
    if (everywhere !== undefined) all.push(everywhere);
    for (const [host, setting] of ofHosts) hosts.get(host)?.push(setting);
  }
  return { all, hosts };
}

/** Where a setting stands: with all, or with some hosts. */
type Standing = readonly [SpecSetting | undefined, readonly (readonly [string, SpecSetting])[]];

/** Names to pass over are passed over already. */
function isKept({ variable }: Placed): boolean {
  return variable !== ignoreVariables;
}

function connectionSettings({ variables }: DefaultedVariables, place: string): readonly Standing[] {
  const { hosts } = variables.inventory;
  return Object.values(connectionNames)
    .flat()
    .map((name) => {
      const ofHost = (host: InventoryHost): readonly (readonly [string, SpecSetting])[] => {
        const variable = variables.get(host.name, name);
        if (variable === undefined) return [];
        const value = movedPaths(name, variable.value, { from: host.inventoryDir, to: place });
        return [[host.name, { name, topic: 'connection', value: covered(name, value), written: variable.definition.value }]];
      };
      return standing(hosts.flatMap(ofHost), hosts.length);
    });
}

function settingOf({ variable, place, scope }: Placed, members: readonly HostInput[], { variables }: DefaultedVariables): Standing {
  const { name, type } = variable;
  const topic = topicOf(place);
  const fallback = constantDefault(variable);
  const byDefault = fallback === undefined ? undefined : { name, topic, value: fallback.value, written: undefined };
  const given = (host: HostInput): SpecSetting => {
    const value = tidied(variable, host.variables[name]);
    return {
      name,
      topic,
      value: type.shown === 'secret' ? asSecret(value) : covered(name, value),
      written: variables.get(host.name, name)?.definition.value,
    };
  };
  if (scope === 'cluster') {
    const having = members.find((host) => isGiven(variable, host));
    return [having === undefined ? byDefault : given(having), []];
  }
  const ofHosts = members.flatMap((host) => {
    const setting = isGiven(variable, host) ? given(host) : byDefault;
    return setting === undefined ? [] : [[host.name, setting] as const];
  });
  return standing(ofHosts, members.length);
}

function standing(ofHosts: readonly (readonly [string, SpecSetting])[], hosts: number): Standing {
  const [first] = ofHosts;
  if (first === undefined || ofHosts.length < hosts || ownNames.has(first[1].name)) return [undefined, ofHosts];
  const [, { value }] = first;
  const isOne = ofHosts.every(([, other]) => other.value === value || fingerprint(other.value) === fingerprint(value));
  return isOne ? [first[1], []] : [undefined, ofHosts];
}

/** The value with everything whose name says that it is secret as a `Secret`. */
function covered(name: string, value: unknown): unknown {
  if (isSecretName(name)) return asSecret(value);
  if (Array.isArray(value)) return value.map((item) => covered('', item));
  if (typeof value !== 'object' || value === null || value instanceof Secret) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, covered(key, item)]));
}

function asSecret(value: unknown): unknown {
  if (typeof value === 'string' && value !== '') return new Secret(value);
  if (typeof value === 'number') return new Secret(String(value));
  if (Array.isArray(value)) return value.map(asSecret);
  if (typeof value !== 'object' || value === null || value instanceof Secret) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, asSecret(item)]));
}
