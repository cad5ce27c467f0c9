import { isDeepStrictEqual } from 'node:util';
import { KmagicError } from '../errors/kmagic-error.ts';
import { asWritten } from '../inventory/as-written.ts';
import { hidden } from '../inventory/hidden.ts';
import type { VariableDefinition } from '../inventory/inventory.ts';
import { nearestName } from './nearest-name.ts';
import { isSecretName } from './secret-names.ts';
import type { ResolvedVariable, VariableReference, Variables } from './variables.ts';

/** How a variable came to its value; what was encrypted, and texts of variables with secret names, are Secrets throughout. */
export interface Explanation {
  readonly name: string;
  /** The hosts this is true for, in inventory order. */
  readonly hosts: readonly string[];
  readonly value: unknown;
  readonly winner: VariableDefinition;
  /** The winner first, then what it outranked, strongest first. */
  readonly definitions: readonly VariableDefinition[];
  /** What its templates used, each before the one that needs it, and the variable itself last; empty where nothing was evaluated. */
  readonly steps: readonly TemplateStep[];
}

/** Something a template used: a variable of a host with the definition that won, or what no definition gives. */
export type TemplateStep = VariableStep | GivenStep;

/** A variable evaluated on the way; it may have no value where the template that names it has a default. */
export interface VariableStep {
  readonly host: string;
  readonly name: string;
  readonly written: unknown;
  readonly value: unknown;
  readonly definition: VariableDefinition;
  /** Why it has no value. */
  readonly problem?: string;
}

/** What no definition gives: a fact, a default, what the inventory itself says, or a variable of the environment or file of the controller, neither of which is shown. */
export interface GivenStep {
  readonly host: string;
  readonly name: string;
  readonly given: NonNullable<VariableReference['given']>['by'];
  readonly value?: unknown;
}

/** Explains a variable for one host, for some, or for all: hosts with the same winner and value share an explanation. */
export function explain(variables: Variables, name: string, on?: string | readonly string[]): readonly Explanation[] {
  const host = typeof on === 'string' ? on : undefined;
  const hosts = typeof on === 'string' ? [on] : (on ?? variables.inventory.hosts.map((one) => one.name));
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
    const result = resultOf(one);
    for (const { given, ...reference } of variables.references(at, name)) {
      if (given === undefined) visit(reference.host, reference.name);
      else steps.set(`${reference.host} ${reference.name}`, { ...reference, ...givenStep(reference.name, given) });
    }
    const definition = masked(one.definition);
    steps.set(`${at} ${name}`, { host: at, name, written: definition.value, ...result, definition });
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

/** The value, which was looked at before; of what it is made of something may have none, and be done without. */
function resultOf(variable: ResolvedVariable): Pick<VariableStep, 'value' | 'problem'> {
  try {
    return { value: mask(variable.name, variable.value) };
  } catch (error) {
    if (!(error instanceof KmagicError)) throw error;
    return { value: undefined, problem: error.message };
  }
}

function givenStep(name: string, { by, value }: NonNullable<VariableReference['given']>): Omit<GivenStep, 'host' | 'name'> {
  return { given: by, ...(value !== undefined && { value: mask(name, value) }) };
}

const maskedDefinitions = new WeakMap<VariableDefinition, VariableDefinition>();

function masked(definition: VariableDefinition): VariableDefinition {
  const known = maskedDefinitions.get(definition) ?? { ...definition, value: mask(definition.name, asWritten(definition.value)) };
  maskedDefinitions.set(definition, known);
  return known;
}

function mask(name: string, value: unknown): unknown {
  return isSecretName(name) ? hidden(typeof value === 'number' ? String(value) : value) : value;
}

function undefinedVariable(variables: Variables, name: string, host: string | undefined): KmagicError {
  const hosts = host === undefined ? variables.inventory.hosts.map((one) => one.name) : [host];
  const near = nearestName(name, new Set(hosts.flatMap((one) => [...variables.all(one).keys()])));
  return new KmagicError('badVariable', `variable '${name}' is not defined for ${host ?? 'any host'}`, {
    ...(host === undefined ? {} : { host }),
    hint: near === undefined ? 'set it in group_vars/, host_vars/ or with -e' : `did you mean '${near}'?`,
  });
}
