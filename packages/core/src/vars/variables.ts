import { join } from 'node:path';
import { KmagicError } from '../errors/kmagic-error.ts';
import type { Inventory, InventoryHost, VariableDefinition } from '../inventory/inventory.ts';
import type { Secret } from '../secret/secret.ts';
import type { Evaluator, Surroundings } from './evaluator/evaluator.ts';
import { jinja } from './evaluator/jinja.ts';
import { plainValue } from './evaluator/plain-value.ts';
import { isLazyMapping, lazyMapping, Missing } from './evaluator/values.ts';
import type { LazyMapping } from './evaluator/values.ts';
import { absenceOf, groupsOf, magicVariables, shortName } from './magic-variables.ts';
import { nearestName } from './nearest-name.ts';
import { passwordFiles } from './password-files.ts';
import { renderValue } from './render-value.ts';
import { badVariable, cycle } from './variable-problems.ts';
import type { Active } from './variable-problems.ts';

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

/** What a template of another variable named: a variable of a host, or what no definition gives. */
export interface VariableReference {
  readonly host: string;
  readonly name: string;
  /** Where the value comes from, and the value where it may be shown; undefined for a variable of the inventory. */
  readonly given?: { readonly by: 'fact' | 'default' | 'inventory' | 'environment' | 'file'; readonly value?: unknown };
}

/** The variables of every host, merged by precedence, evaluated lazily and each at most once a host. */
export interface Variables {
  readonly inventory: Inventory;
  /** The variable, or undefined where nothing defines it for the host. */
  get(host: string, name: string): ResolvedVariable | undefined;
  /** Every variable of the host by name; values are still evaluated only when read. */
  all(host: string): ReadonlyMap<string, ResolvedVariable>;
  /** What the templates of a variable named when it was evaluated. */
  references(host: string, name: string): readonly VariableReference[];
  /** Passwords that lookup('password') made because their files (absolute paths) do not exist yet. */
  readonly newPasswords: ReadonlyMap<string, Secret>;
}

export interface VariableOptions {
  readonly evaluator?: Evaluator;
  /** Environment for lookup('env'); this process's when left out. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Facts of a host under Ansible's names (`ansible_default_ipv4`, ...), outranked by every definition; undefined where none are known. */
  readonly facts?: (host: string) => Readonly<Record<string, unknown>> | undefined;
  /** What names mean on a host where nobody defines them. */
  readonly defaults?: (host: string) => Readonly<Record<string, unknown>> | undefined;
}

/** Merges what an inventory defines; nothing is evaluated until a value is read. */
export function resolveVariables(inventory: Inventory, options: VariableOptions = {}): Variables {
  const { evaluator = jinja(), env = process.env, facts = () => undefined, defaults = () => undefined } = options;
  const hosts = new Map(inventory.hosts.map((host) => [host.name, host]));
  const hostOf = (name: string): InventoryHost =>
    name === 'localhost' && !hosts.has(name) ? implicitLocalhost(inventory) : hostNamed(hosts, name);
  const merged = new Map<string, ReadonlyMap<string, Variable>>();
  const passwords = passwordFiles((path) => inventory.readFile(path));
  const undefinedErrors = new WeakSet<Error>();
  const surroundings = new Map<InventoryHost, Surroundings>();
  const active: Evaluation[] = [];

  const all = (host: string): ReadonlyMap<string, Variable> => {
    const known = merged.get(host);
    if (known !== undefined) return known;
    const made = mergeDefinitions(hostOf(host), compute);
    merged.set(host, made);
    return made;
  };

  function compute(host: InventoryHost, definition: VariableDefinition, references: VariableReference[]): unknown {
    const again = active.findIndex((one) => one.host === host && one.definition.name === definition.name);
    if (again !== -1) throw cycle(active.slice(again));
    active.push({ host, definition, references });
    try {
      return renderValue(definition, evaluator, surroundingsOf(host));
    } finally {
      active.pop();
    }
  }

  function surroundingsOf(host: InventoryHost): Surroundings {
    const known = surroundings.get(host) ?? makeSurroundings(host);
    surroundings.set(host, known);
    return known;
  }

  function makeSurroundings(host: InventoryHost): Surroundings {
    return {
      lookup: (name) => look(host, name),
      written: (name) => {
        const found = all(host.name).get(name);
        if (found === undefined) return given(host, name);
        noteReference({ host: host.name, name });
        return found.definition.value;
      },
      names: () => [
        ...all(host.name).keys(),
        ...[facts, defaults].flatMap((from) => Object.keys(from(host.name) ?? {})),
        ...magicVariables,
      ],
      absence: (name) => absenceOf(name, { host: host.name, isKnown: facts(host.name) !== undefined }),
      env: (name) => {
        noteReference({ host: host.name, name, given: { by: 'environment' } });
        return env[name];
      },
      readFile: (path) => fromController(host, path, (full) => inventory.readFile(full)),
      password: (path, made) => fromController(host, path, (full) => passwords.read(full, made)),
      problem: (problem) => {
        const error = badVariable(inventory, active, problem);
        if (problem.isUndefined === true) undefinedErrors.add(error);
        return error;
      },
    };
  }

  function look(host: InventoryHost, name: string): unknown {
    const magic = magicValue(host, name);
    if (magic !== undefined) {
      if (!isLazyMapping(magic)) noteReference({ host: host.name, name, given: { by: 'inventory', value: magic } });
      return magic;
    }
    const found = all(host.name).get(name);
    if (found === undefined) return given(host, name);
    noteReference({ host: host.name, name });
    try {
      return found.evaluated;
    } catch (error) {
      // What is made of something undefined is undefined itself: whoever needs it may have a default.
      if (error instanceof KmagicError && undefinedErrors.has(error))
        return new Missing(`'${name}' is undefined`, error.hint ?? '', { error });
      throw error;
    }
  }

  function given(host: InventoryHost, name: string): unknown {
    const fact = own(facts(host.name), name);
    const value = fact ?? own(defaults(host.name), name);
    if (value !== undefined) noteReference({ host: host.name, name, given: { by: fact === value ? 'fact' : 'default', value } });
    return value;
  }

  function fromController<T>(host: InventoryHost, path: string, read: (full: string) => T): T {
    const full = path.startsWith('/') ? path : join(host.inventoryDir, path);
    const found = read(full);
    if (found !== undefined) noteReference({ host: host.name, name: full, given: { by: 'file' } });
    return found;
  }

  function noteReference(reference: VariableReference): void {
    const noted = active.at(-1)?.references;
    const last = noted?.at(-1);
    if (last?.host !== reference.host || last.name !== reference.name) noted?.push(reference);
  }

  function magicValue(host: InventoryHost, name: string): unknown {
    switch (name) {
      case 'inventory_hostname':
        return host.name;
      case 'inventory_hostname_short':
        return shortName(host.name);
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
          (key) => (hosts.has(key) || key === 'localhost' ? variablesOf(hostOf(key)) : undefined),
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
    references: (host, name) => distinct(all(host).get(name)?.references ?? []),
    newPasswords: passwords.made,
  };
}

/** A definition being evaluated for a host, and what its templates have named so far. */
interface Evaluation extends Active {
  readonly references: VariableReference[];
}

/** A variable with its value as templates see it, floats and tuples told apart. */
interface Variable extends ResolvedVariable {
  readonly evaluated: unknown;
  readonly references: readonly VariableReference[];
}

function mergeDefinitions(
  host: InventoryHost,
  compute: (host: InventoryHost, definition: VariableDefinition, references: VariableReference[]) => unknown,
): ReadonlyMap<string, Variable> {
  const made = new Map<string, Merged>();
  const evaluate = (definition: VariableDefinition, references: VariableReference[]) => compute(host, definition, references);
  for (const definition of host.definitions) made.set(definition.name, new Merged(definition, made.get(definition.name), evaluate));
  return made;
}

type Compute = (definition: VariableDefinition, references: VariableReference[]) => unknown;

/** A variable whose definitions stand in a chain, the winner last. */
class Merged implements Variable {
  readonly definition: VariableDefinition;
  readonly #outranked: Merged | undefined;
  readonly #compute: Compute;
  #evaluated: { readonly value: unknown } | undefined;
  #plain: { readonly value: unknown } | undefined;
  #references: readonly VariableReference[] = [];

  constructor(definition: VariableDefinition, outranked: Merged | undefined, compute: Compute) {
    this.definition = definition;
    this.#outranked = outranked;
    this.#compute = compute;
  }

  get name(): string {
    return this.definition.name;
  }

  get evaluated(): unknown {
    return (this.#evaluated ??= { value: this.#compute(this.definition, (this.#references = [])) }).value;
  }

  get value(): unknown {
    return (this.#plain ??= { value: plainValue(this.evaluated) }).value;
  }

  get references(): readonly VariableReference[] {
    return this.#references;
  }

  get overrode(): readonly VariableDefinition[] {
    const found: VariableDefinition[] = [];
    for (let one = this.#outranked; one !== undefined; one = one.#outranked) found.push(one.definition);
    return found;
  }
}

function distinct(references: readonly VariableReference[]): readonly VariableReference[] {
  return [...new Map(references.map((reference) => [`${reference.host} ${reference.name}`, reference])).values()];
}

function lazy(get: (key: string) => unknown, keys: () => readonly string[]): LazyMapping {
  return { kind: lazyMapping, get, keys };
}

function own(record: Readonly<Record<string, unknown>> | undefined, name: string): unknown {
  return record !== undefined && Object.hasOwn(record, name) ? record[name] : undefined;
}

/** The controller, as templates see it where no inventory names it: it has the variables of all, and no group. */
function implicitLocalhost({ tree, extraVariables, baseDir }: Inventory): InventoryHost {
  const source = { file: 'localhost', line: 1, column: 1 };
  const connection = { name: 'ansible_connection', value: 'local', source, layer: 'hostInventory', owner: 'localhost' } as const;
  const definitions = [...(tree.get('all')?.definitions ?? []), connection, ...extraVariables];
  return { name: 'localhost', groups: [], definitions, source, inventoryDir: baseDir };
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
