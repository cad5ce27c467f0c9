import { isDeepStrictEqual } from 'node:util';
import { explain, KmagicError, nearestName, type Explanation, type StableFacts } from '@kmagic/core';
import { judge } from '../spec/known-names.ts';
import type { HostInput } from '../spec/spec-input.ts';
import { variablesByName } from '../spec/topics.ts';
import { isDerived } from '../spec/variable.ts';
import type { ReadInventory } from './read-cluster.ts';
import { withDefaults, type DefaultedVariables } from './spec-source.ts';

/** What kmagic itself knows of a name. */
export type KnownVariable =
  | {
      readonly is: 'variable';
      readonly about: string;
      /** What a value may be, for people. */
      readonly type: string;
      /** True: kubespray does not have it. */
      readonly ours: boolean;
      readonly default: { readonly is: 'fixed'; readonly value: unknown } | { readonly is: 'worked out'; readonly how: string };
    }
  | { readonly is: 'not supported'; readonly reason: string; readonly instead?: string }
  | { readonly is: 'without effect'; readonly reason: string }
  /** The inventory's own: it only serves other variables' templates. */
  | { readonly is: 'own' };

/** How a variable comes to its value on every host. */
export interface VariableExplanation {
  readonly name: string;
  readonly known: KnownVariable;
  /** What the inventory says, hosts with the same value from the same place together. */
  readonly said: readonly Explanation[];
  /** What holds on the hosts of which the inventory says nothing. */
  readonly defaults: readonly DefaultValue[];
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
  const known = knownVariable(name, source.hosts[0]) ?? (isSaid ? { is: 'own' } : undefined);
  if (known === undefined) throw unknownName(name, source);
  return { name, known, said: isSaid ? explain(source.variables, name, host) : [], defaults: defaultsOf(name, names, source) };
}

function knownVariable(name: string, host: HostInput | undefined): KnownVariable | undefined {
  const variable = variablesByName.get(name)?.variable;
  if (variable !== undefined) {
    const { about, type, ours, default: value } = variable;
    const byDefault = isDerived(value)
      ? ({ is: 'worked out', how: value.shown } as const)
      : ({ is: 'fixed', value: variable.written ?? value } as const);
    return { is: 'variable', about, type: type.shown, ours, default: byDefault };
  }
  // As if somebody had asked for it: what is off is accepted without a word.
  const verdict = host && judge(name)({ ...host, variables: { [name]: true } });
  if (verdict?.is === 'noted') return { is: 'without effect', reason: verdict.because };
  if (verdict?.is !== 'refused') return undefined;
  return { is: 'not supported', reason: verdict.reason, ...(verdict.instead !== undefined && { instead: verdict.instead }) };
}

function defaultsOf(name: string, hosts: readonly string[], { variables, defaults }: DefaultedVariables): readonly DefaultValue[] {
  const found: DefaultValue[] = [];
  for (const host of hosts) {
    const own = defaults.get(host);
    if (variables.get(host, name) !== undefined || own === undefined || !Object.hasOwn(own, name)) continue;
    const value = own[name];
    const same = found.findIndex((other) => isDeepStrictEqual(other.value, value));
    const before = found[same];
    if (before === undefined) found.push({ hosts: [host], value });
    else found[same] = { ...before, hosts: [...before.hosts, host] };
  }
  return found;
}

function unknownName(name: string, { variables, hosts }: DefaultedVariables): KmagicError {
  const near = nearestName(name, new Set([...variablesByName.keys(), ...hosts.flatMap((host) => [...variables.all(host.name).keys()])]));
  return new KmagicError('badVariable', `'${name}' is no variable kmagic knows, and the inventory does not define it`, {
    hint: near === undefined ? 'docs/reference/variables.md lists them all' : `did you mean '${near}'?`,
  });
}
