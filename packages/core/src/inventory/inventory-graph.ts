import { Secret } from '../secret/secret.ts';
import { textOf } from '../vars/evaluator/values.ts';
import { asWritten } from './as-written.ts';
import type { Inventory } from './inventory.ts';
import { groupValues } from './list-inventory.ts';
import type { NamedValues, ValuesOfHost } from './list-inventory.ts';

/** The tree of groups and hosts as the lines of `ansible-inventory --graph`; with `valuesOf` also the variables, those of groups as written. */
export function inventoryGraph(inventory: Inventory, valuesOf?: ValuesOfHost): readonly string[] {
  const hosts = new Map(inventory.hosts.map((host) => [host.name, host]));

  const hostLines = (name: string, depth: number): readonly string[] => {
    const host = hosts.get(name);
    return [branch(name, depth), ...(host === undefined || valuesOf === undefined ? [] : variableLines(valuesOf(host), depth + 1))];
  };

  const groupLines = (name: string, depth: number): readonly string[] => {
    const group = inventory.tree.get(name);
    if (group === undefined) return [];
    return [
      branch(`@${name}:`, depth),
      ...group.children.flatMap((child) => groupLines(child, depth + 1)),
      ...(name === 'all' ? [] : group.hosts.flatMap((host) => hostLines(host, depth + 1))),
      ...(valuesOf === undefined ? [] : variableLines(groupValues(group), depth + 1)),
    ];
  };

  return groupLines('all', 0);
}

function variableLines(values: NamedValues, depth: number): readonly string[] {
  return Object.keys(values)
    .sort()
    .map((name) => branch(`{${name} = ${textOf(shown(asWritten(values[name])))}}`, depth));
}

function branch(text: string, depth: number): string {
  return depth === 0 ? text : `${'  |'.repeat(depth)}--${text}`;
}

function shown(value: unknown): unknown {
  if (value instanceof Secret) return value.toJSON();
  if (Array.isArray(value)) return value.map(shown);
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, shown(item)]));
}
