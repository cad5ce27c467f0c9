import {
  ansibleFacts,
  Encrypted,
  resolveVariables,
  type Inventory,
  type ResolvedVariable,
  type StableFacts,
  type VariableLayer,
  type Variables,
} from '@kmagic/core';
import { ignoredNames } from '../spec/check-names.ts';
import type { HostInput, SpecInput } from '../spec/spec-input.ts';
import { templateDefaults } from '../spec/template-defaults.ts';

/** The variables of an inventory, with kubespray's defaults behind them; everything is evaluated when it is read. */
export interface DefaultedVariables {
  readonly variables: Variables;
  readonly hosts: readonly HostInput[];
  /** What names mean on a host where nobody defines them. */
  readonly defaults: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
}

/** What templates name and nobody defines comes from the defaults. */
export function withDefaults(inventory: Inventory, facts: ReadonlyMap<string, StableFacts>): DefaultedVariables {
  const defaults = new Map<string, Readonly<Record<string, unknown>>>();
  const said = new Map([...facts].map(([host, one]) => [host, ansibleFacts(one)] as const));
  const variables: Variables = resolveVariables(inventory, { facts: (host) => said.get(host), defaults: (host) => defaults.get(host) });
  const directories = new Map(inventory.hosts.map((host) => [host.name, host.inventoryDir]));
  const hosts: HostInput[] = [];
  const defaultsOf = templateDefaults({
    hosts,
    group: (name) => inventory.groups.get(name),
    inventoryDir: (host) => directories.get(host),
  });
  for (const host of inventory.hosts) {
    const input = hostInput(variables, host, facts.get(host.name));
    hosts.push(input);
    defaults.set(host.name, defaultsOf(input));
  }
  return { variables, hosts, defaults };
}

/** The input of a spec; evaluates everything the inventory defines. */
export function specInput({ variables, hosts }: DefaultedVariables, now: Date): SpecInput {
  const referenced = hosts.flatMap((host) => {
    const isEvaluated = evaluatedOn(host);
    return [...variables.all(host.name)].flatMap(([name, variable]) => {
      // What a template names is known once it has been evaluated.
      if (isEvaluated(name, variable)) Reflect.get(host.variables, name);
      return variables.references(host.name, name).flatMap((one) => (one.given === undefined ? [one.name] : []));
    });
  });
  const etcdMembers = variables.inventory.groups.get('etcd');
  return { hosts, referenced: new Set(referenced), now, ...(etcdMembers && { etcdMembers }) };
}

/**
 * Whether a variable of a host is evaluated though nothing needs it yet: what is ignored never is, and what is encrypted is no
 * template, and its password is asked for only where the value is needed.
 */
export function evaluatedOn(host: HostInput): (name: string, variable: ResolvedVariable) => boolean {
  const ignored = ignoredNames(host);
  return (name, { definition }) => !ignored.has(name) && !(definition.value instanceof Encrypted);
}

const ownLayers: ReadonlySet<VariableLayer> = new Set(['hostInventory', 'hostFile']);

function hostInput(variables: Variables, host: Inventory['hosts'][number], facts: StableFacts | undefined): HostInput {
  const own = variables.all(host.name);
  const values = {};
  for (const name of own.keys())
    Object.defineProperty(values, name, { enumerable: true, get: () => variables.get(host.name, name)?.value });
  const origins = Object.fromEntries(
    [...own].map(([name, { definition }]) => [name, { file: definition.source.file, line: definition.source.line }]),
  );
  const ownNames = new Set([...own].flatMap(([name, { definition }]) => (ownLayers.has(definition.layer) ? [name] : [])));
  return { name: host.name, groups: host.groups, variables: values, origins, ownNames, facts };
}
