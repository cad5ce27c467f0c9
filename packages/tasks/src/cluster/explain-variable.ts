import { isDeepStrictEqual } from 'node:util';
import {
  ansibleFacts,
  explain,
  isSecretName,
  KmagicError,
  magicVariables,
  nearestName,
  Secret,
  type Explanation,
  type StableFacts,
} from '@kmagic/core';
import { ignoredNames } from '../spec/check-names.ts';
import { clusterHosts } from '../spec/groups.ts';
import { judge } from '../spec/known-names.ts';
import { knownByName } from '../spec/kubespray/known-variables.ts';
import { isGiven } from '../spec/read-values.ts';
import { variablesByName } from '../spec/topics.ts';
import { knownVariable, nobody, type KnownVariable } from './known-variable.ts';
import type { ReadInventory } from './read-cluster.ts';
import { withDefaults, type DefaultedVariables } from './spec-source.ts';
import { unlessWaiting } from './unless-waiting.ts';
import { isUsed } from './used-names.ts';

/** How a variable comes to its value on every host. */
export interface VariableExplanation {
  readonly name: string;
  readonly known: KnownVariable;
  /** What the inventory says, hosts with the same value from the same place together. */
  readonly said: readonly Explanation[];
  /** What holds on the hosts of which the inventory says nothing: their facts, for names of facts, or the default. */
  readonly defaults: readonly DefaultValue[];
  /** A variable that is one for the cluster: which hosts of it have no value of their own, and whose they go by. */
  readonly shared?: { readonly hosts: readonly string[]; readonly by: Explanation };
  /** The hosts whose facts it would take, and are not known yet. */
  readonly waiting: readonly string[];
  /** What is said of it and does nothing, and why; undefined where it does what it says. */
  readonly vain?: string;
}

export interface DefaultValue {
  readonly hosts: readonly string[];
  /** Undefined where there is none. */
  readonly value: unknown;
}

/** Which variable, and what is known of the hosts. */
export interface ExplainRequest {
  readonly name: string;
  /** Only as this host has it. */
  readonly host?: string;
  readonly facts: ReadonlyMap<string, StableFacts>;
}

/** Explains a variable, defaults included; throws `badVariable` with the nearest name where neither kmagic nor the inventory knows it. */
export function explainVariable({ inventory }: ReadInventory, { name, host, facts }: ExplainRequest): VariableExplanation {
  const source = withDefaults(inventory, facts);
  const names = host === undefined ? inventory.hosts.map((one) => one.name) : [host];
  const isSaid = names.some((one) => source.variables.get(one, name) !== undefined);
  const known = knownVariable(name) ?? (isSaid ? ofInventory(name, source) : undefined);
  if (known === undefined) throw unknownName(name, source);
  const waiting = host === undefined ? waitingOf(name, names, source) : [];
  // Where all wait, the error says for what.
  const answering = waiting.length === names.length ? names : names.filter((one) => !waiting.includes(one));
  const shared = sharedBy(name, source, names);
  const others = names.filter((one) => source.variables.get(one, name) === undefined && shared?.hosts.includes(one) !== true);
  const ofHost = known.is === 'fact' ? factOf(name, facts) : defaultOf(name, source);
  const vain = isSaid && known.is !== 'variable' ? whyVain(name, source, names) : undefined;
  return {
    name,
    known,
    said: isSaid ? explain(source.variables, name, host ?? answering) : [],
    defaults: together(name, others.map(ofHost)),
    waiting: known.is === 'fact' ? others.filter((one) => !facts.has(one)) : waiting,
    ...(shared !== undefined && { shared }),
    ...(vain !== undefined && { vain }),
  };
}

/** What validation calls unknown is nobody's own. */
function ofInventory(name: string, source: DefaultedVariables): KnownVariable {
  const isSomebodys = clusterHosts(source.hosts).every(
    (host) => source.variables.get(host.name, name) === undefined || ignoredNames(host).has(name),
  );
  if (isSomebodys || isUsed(name, source)) return { is: 'own' };
  const verdict = judge(name)(nobody);
  const nearest = verdict.is === 'unknown' ? verdict.nearest : undefined;
  return { is: 'unknown', ...(nearest !== undefined && { nearest }) };
}

function sharedBy(name: string, { variables, hosts }: DefaultedVariables, names: readonly string[]): VariableExplanation['shared'] {
  const placed = variablesByName.get(name);
  if (placed?.scope !== 'cluster') return undefined;
  const members = clusterHosts(hosts);
  const giver = members.find((host) => unlessWaiting(() => isGiven(placed.variable, host))?.value === true);
  const lacking = members.filter((host) => names.includes(host.name) && variables.get(host.name, name) === undefined);
  const [by] = giver === undefined || lacking.length === 0 ? [] : explain(variables, name, giver.name);
  return by && { hosts: lacking.map((host) => host.name), by };
}

/** The hosts whose value is made of facts that are not known yet. */
function waitingOf(name: string, hosts: readonly string[], { variables }: DefaultedVariables): readonly string[] {
  return hosts.filter((host) => unlessWaiting(() => variables.get(host, name)?.value) === undefined);
}

/** The value a host has without anybody saying it; undefined where it has none, not even nothing. */
type ValueOfHost = (host: string) => { readonly host: string; readonly value: unknown } | undefined;

function factOf(name: string, facts: ReadonlyMap<string, StableFacts>): ValueOfHost {
  return (host) => {
    const known = facts.get(host);
    return known && { host, value: ansibleFacts(known)[name] };
  };
}

function defaultOf(name: string, { defaults }: DefaultedVariables): ValueOfHost {
  return (host) => {
    const own = defaults.get(host);
    return own !== undefined && Object.hasOwn(own, name) ? { host, value: own[name] } : undefined;
  };
}

function together(name: string, values: readonly ReturnType<ValueOfHost>[]): readonly DefaultValue[] {
  const found: DefaultValue[] = [];
  for (const one of values) {
    if (one === undefined) continue;
    const same = found.findIndex((other) => isDeepStrictEqual(other.value, one.value));
    const before = found[same];
    if (before === undefined) found.push({ hosts: [one.host], value: one.value });
    else found[same] = { ...before, hosts: [...before.hosts, one.host] };
  }
  return found.map((one) =>
    isSecretName(name) && typeof one.value === 'string' && one.value !== '' ? { ...one, value: new Secret(one.value) } : one,
  );
}

/** Of a part that is off its names do nothing unless a template takes them, and those of a part that is on but not built are refused. */
function whyVain(name: string, source: DefaultedVariables, names: readonly string[]): string | undefined {
  if (!knownByName.has(name)) return undefined;
  const judged = judge(name);
  const verdicts = source.hosts.filter((host) => names.includes(host.name)).map((host) => judged(host));
  const [because] = verdicts.flatMap((verdict) => (verdict.is === 'noted' ? [verdict.because] : []));
  return because === undefined || isUsed(name, source) ? undefined : because;
}

function unknownName(name: string, { variables, hosts }: DefaultedVariables): KmagicError {
  if (magicVariables.includes(name))
    return new KmagicError('usage', `'${name}' is no variable: the inventory itself says it`, {
      hint: 'kmagic inventory --graph shows hosts and groups',
    });
  const near = nearestName(
    name,
    new Set([...variablesByName.keys(), ...knownByName.keys(), ...hosts.flatMap((host) => [...variables.all(host.name).keys()])]),
  );
  return new KmagicError('badVariable', `'${name}' is no variable kmagic knows, and the inventory does not define it`, {
    hint: near === undefined ? 'docs/reference/variables.md lists them all' : `did you mean '${near}'?`,
  });
}
