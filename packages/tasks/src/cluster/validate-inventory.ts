import type { KmagicError } from '@kmagic/core';
import { asKmagicError, Encrypted, examineConnection, type StableFacts, type Variables } from '@kmagic/core';
import { checkNames } from '../spec/check-names.ts';
import { buildError, examineSpec } from '../spec/build-spec.ts';
import { clusterHosts } from '../spec/groups.ts';
import type { HostInput, Problem } from '../spec/spec-input.ts';
import { variablesByName } from '../spec/topics.ts';
import type { ReadInventory } from './read-cluster.ts';
import { evaluatedOn, specInput, withDefaults, type DefaultedVariables } from './spec-source.ts';

/** What an inventory comes to, as far as it can be told without asking a host. */
export interface Validation {
  /** Everything that stands in the way of a plan. */
  readonly problems: readonly Problem[];
  /** What a person should know though it stops nothing, a sentence each. */
  readonly notes: readonly string[];
  /** Variables that are made of facts nobody knows yet, by the hosts that have them; they are looked at once hosts have answered. */
  readonly waiting: ReadonlyMap<string, readonly string[]>;
  /** How many hosts the cluster has. */
  readonly hosts: number;
}

/** What is known of the hosts: those that ever answered. */
export interface KnownFacts {
  readonly facts: ReadonlyMap<string, StableFacts>;
  readonly now: Date;
}

/** Evaluates and checks everything an inventory says, by the facts that are known; contacts nobody. */
export function validateInventory({ inventory }: Pick<ReadInventory, 'inventory'>, { facts, now }: KnownFacts): Validation {
  const source = withDefaults(inventory, facts);
  const members = clusterHosts(source.hosts);
  const { broken, problems, waiting } = evaluateAll(source, members);
  const warnings = addUnreachable(problems, source, members);
  const input = specInput({ ...source, hosts: source.hosts.map((host) => without(host, broken.get(host.name))) }, now);
  // A setting that is not there would be taken for its default, and what that clashes with for a mistake.
  const isSetting = [...broken.values()].some((names) => [...names].some((name) => variablesByName.has(name)));
  const rest = isSetting ? checkNames(input, clusterHosts(input.hosts)) : examined(input);
  return {
    problems: [...problems.values(), ...rest.problems.filter(({ untilFacts }) => untilFacts !== true)],
    notes: [...inventory.warnings, ...warnings, ...rest.notes],
    waiting: withAddresses(waiting, rest.problems),
    hosts: members.length,
  };
}

/** One error for all problems of a validation; undefined where there are none. */
export function invalid({ problems }: Validation): KmagicError | undefined {
  return problems.length === 0 ? undefined : buildError(problems);
}

function examined(input: Parameters<typeof examineSpec>[0]): { readonly problems: readonly Problem[]; readonly notes: readonly string[] } {
  const { problems, spec } = examineSpec(input);
  return { problems, notes: spec.notes };
}

interface Evaluated {
  /** The variables that have no value, by host. */
  readonly broken: ReadonlyMap<string, ReadonlySet<string>>;
  /** By what they say. */
  readonly problems: Map<string, Problem>;
  readonly waiting: Validation['waiting'];
}

function evaluateAll({ variables }: DefaultedVariables, hosts: readonly HostInput[]): Evaluated {
  const broken = new Map<string, Set<string>>();
  const problems = new Map<string, Problem>();
  const waiting = new Map<string, string[]>();
  for (const host of hosts) {
    const isEvaluated = evaluatedOn(host);
    for (const [name, variable] of variables.all(host.name)) {
      if (!isEvaluated(name, variable)) continue;
      try {
        Reflect.get(variable, 'value');
      } catch (thrown) {
        const error = asKmagicError(thrown);
        broken.set(host.name, (broken.get(host.name) ?? new Set()).add(name));
        if (error.code === 'needsFacts') waiting.set(name, [...(waiting.get(name) ?? []), host.name]);
        else add(problems, error, host.name);
      }
    }
  }
  return { broken, problems, waiting };
}

function withAddresses(waiting: Validation['waiting'], problems: readonly Problem[]): Validation['waiting'] {
  const unknown = problems.filter(({ untilFacts }) => untilFacts === true).flatMap(({ hosts }) => hosts);
  return unknown.length === 0 ? waiting : new Map([...waiting, ['ip', unknown]]);
}

/** Adds what nobody could connect with; gives what has no effect on connections. */
function addUnreachable(problems: Map<string, Problem>, { variables }: DefaultedVariables, hosts: readonly HostInput[]): readonly string[] {
  const warnings = new Set<string>();
  // Nor is a password asked for here: what is encrypted counts as not set.
  const readable: Variables = {
    ...variables,
    get: (host, name) => {
      const found = variables.get(host, name);
      return found?.definition.value instanceof Encrypted ? undefined : found;
    },
  };
  for (const { name } of hosts) {
    const { plan, problems: found } = examineConnection(name, readable);
    for (const error of found) if (error.code !== 'needsFacts') add(problems, error, name);
    if (found.length === 0) for (const warning of plan.warnings ?? []) warnings.add(warning);
  }
  return [...warnings];
}

/** The same mistake on many hosts, or of what many variables are made of, is one problem. */
function add(problems: Map<string, Problem>, error: KmagicError, host: string): void {
  if (error.code === 'bug') throw error;
  const message = error.message.replace(` of ${error.host ?? host}: `, ': ').replace(/, needed by '.*$/s, '');
  const before = problems.get(message);
  const { code, hint = 'correct it' } = error;
  problems.set(message, {
    code: code === 'unsupported' || code === 'badInventory' ? code : 'badVariable',
    subject: '',
    message,
    hint,
    hosts: [...new Set([...(before?.hosts ?? []), host])],
    origins: [],
  });
}

function without(host: HostInput, names: ReadonlySet<string> = new Set()): HostInput {
  if (names.size === 0) return host;
  const kept = Object.getOwnPropertyDescriptors(host.variables);
  const variables = Object.defineProperties({}, Object.fromEntries(Object.entries(kept).filter(([name]) => !names.has(name))));
  return { ...host, variables };
}
