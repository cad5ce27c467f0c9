import { isDeepStrictEqual } from 'node:util';
import { KmagicError } from '../errors/kmagic-error.ts';
import type { VariableDefinition } from '../inventory/inventory.ts';
import { Secret } from '../secret/secret.ts';
import { nearestName } from './nearest-name.ts';
import { isSecretName } from './secret-names.ts';
import type { ResolvedVariable, Variables } from './variables.ts';

/** How a variable came to its value; texts of secret variables are Secrets throughout. */
export interface Explanation {
  readonly name: string;
  /** The hosts this is true for, in inventory order. */
  readonly hosts: readonly string[];
  readonly value: unknown;
  readonly winner: VariableDefinition;
  /** The winner first, then what it outranked, strongest first. */
  readonly definitions: readonly VariableDefinition[];
  /** The variables its templates used, each before the one that needs it; empty where nothing was evaluated. */
  readonly steps: readonly TemplateStep[];
}

/** One variable evaluated on the way. */
export interface TemplateStep {
  readonly host: string;
  readonly name: string;
  readonly written: unknown;
  readonly value: unknown;
  readonly definition: VariableDefinition;
}

/** Explains a variable for one host, or for all: hosts with the same winner and value share an explanation. */
export function explain(variables: Variables, name: string, host?: string): readonly Explanation[] {
  const hosts = host === undefined ? variables.inventory.hosts.map((one) => one.name) : [host];
  const found: Explanation[] = [];
  for (const one of hosts) {
    const variable = variables.get(one, name);
    if (variable === undefined) continue;
    const same = found.findIndex(
      (other) => other.winner === shown(variable).winner && isDeepStrictEqual(plain(variables, other), variable.value),
    );
    const before = found[same];
    if (before === undefined) found.push(explanation(variables, variable, one));
    else found[same] = { ...before, hosts: [...before.hosts, one] };
  }
  if (found.length === 0) throw undefinedVariable(variables, name, host);
  return found;
}

function shown(variable: ResolvedVariable): { readonly winner: VariableDefinition } {
  return { winner: masked(variable.definition) };
}

function plain(variables: Variables, { hosts, name }: Explanation): unknown {
  return variables.get(hosts[0] ?? '', name)?.value;
}

function explanation(variables: Variables, variable: ResolvedVariable, host: string): Explanation {
  const value = mask(variable.name, variable.value);
  const definitions = [variable.definition, ...variable.overrode].map(masked);
  const steps = new Map<string, TemplateStep>();
  const seen = new Set<string>();
  const visit = (at: string, name: string) => {
    if (seen.has(`${at} ${name}`)) return;
    seen.add(`${at} ${name}`);
    const one = variables.get(at, name);
    if (one === undefined) return;
    const result = mask(name, one.value);
    for (const reference of variables.references(at, name)) visit(reference.host, reference.name);
    const definition = masked(one.definition);
    steps.set(`${at} ${name}`, { host: at, name, written: definition.value, value: result, definition });
  };
  visit(host, variable.name);
  const evaluated = steps.size > 1 || !isDeepStrictEqual(variable.value, variable.definition.value);
  return {
    name: variable.name,
    hosts: [host],
    value,
    definitions,
    winner: definitions[0]!,
    steps: evaluated ? [...steps.values()] : [],
  };
}

const maskedDefinitions = new WeakMap<VariableDefinition, VariableDefinition>();

function masked(definition: VariableDefinition): VariableDefinition {
  if (!isSecretName(definition.name)) return definition;
  const known = maskedDefinitions.get(definition) ?? { ...definition, value: mask(definition.name, definition.value) };
  maskedDefinitions.set(definition, known);
  return known;
}

function mask(name: string, value: unknown): unknown {
  return isSecretName(name) && typeof value === 'string' ? new Secret(value) : value;
}

function undefinedVariable(variables: Variables, name: string, host: string | undefined): KmagicError {
  const hosts = host === undefined ? variables.inventory.hosts.map((one) => one.name) : [host];
  const near = nearestName(name, new Set(hosts.flatMap((one) => [...variables.all(one).keys()])));
  return new KmagicError('badVariable', `variable '${name}' is not defined for ${host ?? 'any host'}`, {
    ...(host === undefined ? {} : { host }),
    hint: near === undefined ? 'set it in group_vars/, host_vars/ or with -e' : `did you mean '${near}'?`,
  });
}
