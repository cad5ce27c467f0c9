import type { Inventory, InventoryGroup, InventoryHost, VariableDefinition } from './inventory.ts';

/** Variables by name; what a value looks like is up to who gave them. */
export type NamedValues = Readonly<Record<string, unknown>>;

/** The variables to list for a host: merged as written, or evaluated. */
export type ValuesOfHost = (host: InventoryHost) => NamedValues;

/** What definitions come to, the last of a name winning, templates as written. */
function mergedValues(definitions: readonly VariableDefinition[]): NamedValues {
  return Object.fromEntries(definitions.map(({ name, value }) => [name, value]));
}

/** The variables of a host as `ansible-inventory --host` gives them: merged by precedence, templates as written. */
export function writtenValues(host: InventoryHost): NamedValues {
  return mergedValues(host.definitions);
}

/** The variables of a group by itself, with its priority where that is not the usual one. */
export function groupValues({ definitions, priority }: InventoryGroup): NamedValues {
  return { ...mergedValues(definitions), ...(priority === 1 ? {} : { ansible_group_priority: priority }) };
}

/** An inventory in the shape of `ansible-inventory --list`: every group that holds something, and `_meta.hostvars`. */
export function listInventory(inventory: Inventory, valuesOf: ValuesOfHost = writtenValues): NamedValues {
  const groups = [...inventory.tree.values()].map((group): readonly [string, NamedValues] => [
    group.name,
    { ...filled('children', group.children), ...(group.name === 'all' ? {} : filled('hosts', group.hosts)) },
  ]);
  const hostvars = inventory.hosts.map((host) => [host.name, valuesOf(host)] as const).filter(([, values]) => !isEmpty(values));
  return {
    _meta: { hostvars: Object.fromEntries(hostvars) },
    ...Object.fromEntries(groups.filter(([, group]) => !isEmpty(group))),
  };
}

/** An inventory in the shape of `ansible-inventory --list --yaml`, which is itself an inventory: each group below its first parent, each host's variables where it first stands. */
export function inventoryTree(inventory: Inventory, valuesOf: ValuesOfHost = writtenValues): NamedValues {
  const hosts = new Map(inventory.hosts.map((host) => [host.name, host]));
  const listed = new Set<string>();
  const named = new Set<string>();

  const groupEntry = (name: string): NamedValues => {
    const group = inventory.tree.get(name);
    if (group === undefined) return {};
    const children: [string, unknown][] = [];
    for (const child of group.children) {
      if (listed.has(child)) children.push([child, {}]);
      else children.push(...Object.entries(groupEntry(child)));
      listed.add(child);
    }
    const members = name === 'all' ? [] : group.hosts.map((host) => [host, hostEntry(host)] as const);
    const entry = {
      ...(children.length > 0 && { children: Object.fromEntries(children) }),
      ...(members.length > 0 && { hosts: Object.fromEntries(members) }),
    };
    return isEmpty(entry) ? {} : { [name]: entry };
  };

  const hostEntry = (name: string): NamedValues => {
    const host = hosts.get(name);
    if (host === undefined || named.has(name)) return {};
    named.add(name);
    return valuesOf(host);
  };

  return groupEntry('all');
}

function filled(name: string, items: readonly string[]): NamedValues {
  return items.length > 0 ? { [name]: items } : {};
}

function isEmpty(values: NamedValues): boolean {
  return Object.keys(values).length === 0;
}
