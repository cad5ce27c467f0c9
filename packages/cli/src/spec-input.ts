import { resolveVariables, type Inventory, type StableFacts, type Variables } from '@kmagic/core';
import { templateDefaults, type HostInput, type SpecInput } from '@kmagic/tasks';

/** The variables of an inventory, with kubespray's defaults behind them, and the spec input made of them. */
export interface SpecSource {
  readonly variables: Variables;
  readonly input: SpecInput;
}

/** Evaluates what the inventory defines for every host; what templates name and nobody defines comes from the defaults. */
export function specSource(inventory: Inventory, facts: ReadonlyMap<string, StableFacts>, now: Date): SpecSource {
  const defaults = new Map<string, Readonly<Record<string, unknown>>>();
  const variables: Variables = resolveVariables(inventory, { facts: (host) => defaults.get(host) });
  const hosts = inventory.hosts.map((host): HostInput => {
    const input = hostInput(variables, host, facts.get(host.name));
    defaults.set(host.name, templateDefaults(input));
    return input;
  });
  const referenced = new Set(
    inventory.hosts.flatMap(({ name }) =>
      [...variables.all(name)].flatMap(([variable, resolved]) => {
        // What a template names is known once it has been evaluated.
        Reflect.get(resolved, 'value');
        return variables.references(name, variable).map((r) => r.name);
      }),
    ),
  );
  return { variables, input: { hosts, referenced, now } };
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
