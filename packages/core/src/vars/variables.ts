import { join } from 'node:path';
import { KmagicError } from '../errors/kmagic-error.ts';
import { diskFiles } from '../inventory/disk-files.ts';
import type { FileTree } from '../inventory/file-tree.ts';
import type { Inventory, InventoryHost, VariableDefinition } from '../inventory/inventory.ts';
import { showPosition } from '../inventory/source.ts';
import { currentGroupName } from '../inventory/kubespray-groups.ts';
import { absenceHint, magicVariables } from './magic-variables.ts';
import { nearestName } from './nearest-name.ts';
import { renderValue } from './render-value.ts';
import type { Evaluator, Scope, TemplateProblem } from './evaluator/evaluator.ts';
import { jinjaSubset } from './evaluator/jinja-subset.ts';
import { lazyMapping } from './evaluator/values.ts';
import type { LazyMapping } from './evaluator/values.ts';

/** A variable as one host has it. */
export interface ResolvedVariable {
  readonly name: string;
  /** Evaluated when first read, then kept: do not change it. A template that cannot be evaluated throws `badVariable` here. */
  readonly value: unknown;
  /** The definition that won. */
  readonly definition: VariableDefinition;
  /** The definitions it outranked, strongest first. */
  readonly overrode: readonly VariableDefinition[];
}

/** A variable of a host, named by another's template. */
export interface VariableReference {
  readonly host: string;
  readonly name: string;
}

/** The variables of every host, merged by precedence, evaluated lazily and each at most once a host. */
export interface Variables {
  readonly inventory: Inventory;
  /** The variable, or undefined where nothing defines it for the host. */
  get(host: string, name: string): ResolvedVariable | undefined;
  /** Every variable of the host by name; values are still evaluated only when read. */
  all(host: string): ReadonlyMap<string, ResolvedVariable>;
  /** The variables the templates of a variable named when it was evaluated. */
  references(host: string, name: string): readonly VariableReference[];
}

export interface VariableOptions {
  readonly evaluator?: Evaluator;
  /** Environment for lookup('env'); this process's when left out. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Files for lookup('file'); this machine's when left out. */
  readonly tree?: FileTree;
  /** Facts of a host under Ansible's names (`ansible_default_ipv4`, ...), outranked by every definition. */
  readonly facts?: (host: string) => Readonly<Record<string, unknown>> | undefined;
}

/** Merges what an inventory defines; nothing is evaluated until a value is read. */
export function resolveVariables(inventory: Inventory, options: VariableOptions = {}): Variables {
  const { evaluator = jinjaSubset(), env = process.env, tree = diskFiles, facts = () => undefined } = options;
  const hosts = new Map(inventory.hosts.map((host) => [host.name, host]));
  const resolved = new Map<string, ReadonlyMap<string, ResolvedVariable>>();
  const referenced = new Map<string, Map<string, VariableReference>>();
  const active: Active[] = [];

  const all = (host: string): ReadonlyMap<string, ResolvedVariable> => {
    const known = resolved.get(host);
    if (known !== undefined) return known;
    const made = mergeDefinitions(hostNamed(hosts, host), compute);
    resolved.set(host, made);
    return made;
  };

  function compute(host: InventoryHost, definition: VariableDefinition): unknown {
    const again = active.findIndex((one) => one.host === host && one.definition.name === definition.name);
    if (again !== -1) throw cycle(active.slice(again));
    active.push({ host, definition });
    try {
      return renderValue(definition, evaluator, scopeOf(host, definition));
    } finally {
      active.pop();
    }
  }

  function scopeOf(host: InventoryHost, definition: VariableDefinition): Scope {
    return {
      lookup: (name) => look(host, name),
      names: () => [...all(host.name).keys(), ...Object.keys(facts(host.name) ?? {}), ...magicVariables],
      absence: (name) => absenceHint(host.name, name),
      env: (name) => env[name],
      readFile: (path) => tree.read(path.startsWith('/') ? path : join(host.inventoryDir, path)),
      problem: (problem) => badVariable(active, { host, definition, problem }),
    };
  }

  function look(host: InventoryHost, name: string): unknown {
    const magic = magicValue(host, name);
    if (magic !== undefined) return magic;
    const found = all(host.name).get(name);
    if (found === undefined) return own(facts(host.name), name);
    noteReference({ host: host.name, name });
    return found.value;
  }

  function noteReference(reference: VariableReference): void {
    const from = active.at(-1);
    if (from === undefined) return;
    const key = `${from.host.name} ${from.definition.name}`;
    const known = referenced.get(key) ?? new Map<string, VariableReference>();
    referenced.set(key, known.set(`${reference.host} ${reference.name}`, reference));
  }

  function magicValue(host: InventoryHost, name: string): unknown {
    switch (name) {
      case 'inventory_hostname':
        return host.name;
      case 'inventory_hostname_short':
        return host.name.split('.')[0];
      case 'inventory_dir':
        return host.inventoryDir;
      case 'inventory_file':
        return join(host.inventoryDir, host.source.file.split('/').at(-1) ?? '');
      case 'group_names':
        return host.groups;
      case 'groups':
        return groupsOf(inventory);
      case 'vars':
        return variablesOf(host);
      case 'hostvars':
        return lazy(
          (key) => (hosts.has(key) ? variablesOf(hostNamed(hosts, key)) : undefined),
          () => [...hosts.keys()],
        );
      default:
        return undefined;
    }
  }

  function variablesOf(host: InventoryHost): LazyMapping {
    return lazy(
      (key) => look(host, key),
      () => [...all(host.name).keys()],
    );
  }

  return {
    inventory,
    all,
    get: (host, name) => all(host).get(name),
    references: (host, name) => [...(referenced.get(`${host} ${name}`)?.values() ?? [])],
  };
}

interface Active {
  readonly host: InventoryHost;
  readonly definition: VariableDefinition;
}

function mergeDefinitions(
  host: InventoryHost,
  compute: (host: InventoryHost, definition: VariableDefinition) => unknown,
): ReadonlyMap<string, ResolvedVariable> {
  const winners = new Map<string, { readonly definition: VariableDefinition; readonly under: VariableDefinition[] }>();
  for (const definition of host.definitions) {
    const before = winners.get(definition.name);
    winners.set(definition.name, { definition, under: before === undefined ? [] : [before.definition, ...before.under] });
  }
  const made = new Map<string, ResolvedVariable>();
  for (const [name, { definition, under }] of winners) {
    let kept: { readonly value: unknown } | undefined;
    made.set(name, {
      name,
      definition,
      overrode: under,
      get value() {
        return (kept ??= { value: compute(host, definition) }).value;
      },
    });
  }
  return made;
}

function groupsOf(inventory: Inventory): LazyMapping {
  return lazy(
    (key) => inventory.groups.get(currentGroupName(key)),
    () => [...inventory.groups.keys()],
  );
}

function lazy(get: (key: string) => unknown, keys: () => readonly string[]): LazyMapping {
  return { kind: lazyMapping, get, keys };
}

function own(record: Readonly<Record<string, unknown>> | undefined, name: string): unknown {
  return record !== undefined && Object.hasOwn(record, name) ? record[name] : undefined;
}

function hostNamed(hosts: ReadonlyMap<string, InventoryHost>, name: string): InventoryHost {
  const host = hosts.get(name);
  if (host !== undefined) return host;
  const near = nearestName(name, hosts.keys());
  throw new KmagicError(
    'usage',
    `there is no host '${name}' in the inventory`,
    near === undefined ? {} : { hint: `did you mean '${near}'?` },
  );
}

function cycle(path: readonly Active[]): KmagicError {
  const [first] = path as [Active];
  const sameHost = path.every((one) => one.host === first.host);
  const names = [...path, first].map(({ host, definition }) => (sameHost ? definition.name : `${definition.name} of ${host.name}`));
  const places = path.map(({ definition }) => `${definition.name} at ${showPosition(definition.source)}`);
  return new KmagicError(
    'badVariable',
    `${showPosition(first.definition.source)}: '${first.definition.name}' depends on itself: ${names.join(' -> ')}`,
    {
      host: first.host.name,
      hint: `give one of them a value of its own: ${places.join(', ')}`,
    },
  );
}

interface Failure extends Active {
  readonly problem: TemplateProblem;
}

function badVariable(active: readonly Active[], { host, definition, problem }: Failure): KmagicError {
  const needed = active
    .slice(0, -1)
    .reverse()
    .map((one) => `, needed by '${one.definition.name}' (${showPosition(one.definition.source)})`);
  const message = `${showPosition(definition.source)}: variable '${definition.name}' of ${host.name}: ${problem.what}${needed.join('')}`;
  return new KmagicError(problem.code ?? 'badVariable', message, { host: host.name, hint: problem.hint });
}
