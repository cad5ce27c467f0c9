import { Encrypted, type StableFacts } from '@kmagic/core';
import { ignoredNames } from '../../spec/check-names.ts';
import { clusterHosts } from '../../spec/groups.ts';
import type { HostInput } from '../../spec/spec-input.ts';
import type { ReadInventory } from '../read-cluster.ts';
import { otherNames, type OtherName } from '../spec-file/other-names.ts';
import { withDefaults, type DefaultedVariables } from '../spec-source.ts';
import { unlessWaiting } from '../unless-waiting.ts';

/** One of two clusters that are compared. */
export interface Side {
  readonly source: DefaultedVariables;
  /** The cluster's hosts; where it has none, all there are. */
  readonly members: readonly HostInput[];
  /** The names that are no settings. */
  readonly others: ReadonlyMap<string, OtherName>;
}

/** Evaluates an inventory by what is known of its hosts; throws for a template that is wrong, and not for one that waits for facts. */
export function sideOf({ inventory }: ReadInventory, facts: ReadonlyMap<string, StableFacts>): Side {
  const source = withDefaults(inventory, facts);
  const { hosts, variables } = source;
  const referenced = new Set<string>();
  for (const host of hosts) {
    const ignored = ignoredNames(host);
    for (const [name, { definition }] of variables.all(host.name)) {
      if (!(definition.value instanceof Encrypted) && !ignored.has(name)) unlessWaiting(() => host.variables[name]);
      for (const { name: used, given } of variables.references(host.name, name)) if (given === undefined) referenced.add(used);
    }
  }
  const members = clusterHosts(hosts);
  return { source, members: members.length > 0 ? members : hosts, others: otherNames(hosts, referenced) };
}

/** Where definitions of a variable that won for some hosts stand, each once. */
export function placesOf({ source }: Side, name: string, hosts: readonly HostInput[]): readonly string[] {
  const definitions = hosts.flatMap((host) => source.variables.get(host.name, name)?.definition ?? []);
  return [...new Set(definitions.map((one) => `${one.source.file}:${one.source.line}`))];
}
