import { resolveVariables, type Inventory, type StableFacts, type Variables } from '@kmagic/core';
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
  const variables: Variables = resolveVariables(inventory, { facts: (host) => defaults.get(host) });
  const hosts = inventory.hosts.map((host): HostInput => {
    const input = hostInput(variables, host, facts.get(host.name));
    defaults.set(host.name, templateDefaults(input));
    return input;
  });
  return { variables, hosts, defaults };
}

/** The input of a spec; evaluates everything the inventory defines. */
export function specInput({ variables, hosts }: DefaultedVariables, now: Date): SpecInput {
  const referenced = hosts.flatMap(({ name }) =>
    [...variables.all(name)].flatMap(([variable, resolved]) => {
      // What a template names is known once it has been evaluated.
      Reflect.get(resolved, 'value');
      return variables.references(name, variable).map((r) => r.name);
    }),
  );
  return { hosts, referenced: new Set(referenced), now };
}

function hostInput(variables: Variables, host: Inventory['hosts'][number], facts: StableFacts | undefined): HostInput {
  const own = variables.all(host.name);
  const values = {};
  for (const name of own.keys())
    Object.defineProperty(values, name, { enumerable: true, get: () => variables.get(host.name, name)?.value });
  const origins = Object.fromEntries(
    [...own].map(([name, { definition }]) => [name, { file: definition.source.file, line: definition.source.line }]),
  );
  return { name: host.name, groups: host.groups, variables: values, origins, facts };
}
