import { fingerprint, isSecretName, Secret } from '@kmagic/core';
import { isGiven } from '../../spec/read-values.ts';
import { said } from '../../spec/said.ts';
import type { HostInput } from '../../spec/spec-input.ts';
import type { AnyVariable } from '../../spec/topics.ts';
import { isDerived } from '../../spec/variable.ts';
import { tidied } from '../tidy-value.ts';
import { unlessWaiting } from '../unless-waiting.ts';
import type { Side } from './side.ts';

/** A value as a host has it; equal keys mean the same, however it is written. */
export interface HostValue {
  readonly key: string;
  /** What people may see of it; `Secret`s within it are masked wherever it is printed. */
  readonly shown: unknown;
  /** The whole of it may not be shown. */
  readonly isSecret: boolean;
  readonly isGiven: boolean;
  /** How a default is worked out. */
  readonly how?: string;
}

const masked = '(secret)';

/** The value a setting has on a host, its default included; a template that waits for facts counts as it is written. */
export function settingOn(side: Side, variable: AnyVariable, host: HostInput): HostValue {
  const { name, type } = variable;
  if (side.source.variables.get(host.name, name) === undefined) return byDefault(side, variable, host);
  const isSaid = unlessWaiting(() => isGiven(variable, host));
  if (isSaid === undefined) return waiting(side, name, host);
  if (!isSaid.value) return byDefault(side, variable, host);
  const plain = said(host, name);
  const read = type.schema.safeParse(plain);
  const hides = isSecretName(name) || type.shown === 'secret';
  return given(read.success ? read.data : plain, tidied(variable, host.variables[name]), hides);
}

/** The value of a variable without a type, such as `ansible_user`; undefined where nobody sets it. */
export function plainOn(side: Side, name: string, host: HostInput): HostValue | undefined {
  if (side.source.variables.get(host.name, name) === undefined) return undefined;
  const found = unlessWaiting(() => said(host, name));
  return found === undefined ? waiting(side, name, host) : given(found.value, host.variables[name], isSecretName(name));
}

function given(meant: unknown, raw: unknown, hides: boolean): HostValue {
  const isSecret = (hides && raw !== null && raw !== '') || raw instanceof Secret;
  return { key: fingerprint(meant), shown: isSecret ? masked : raw, isSecret, isGiven: true };
}

function byDefault(side: Side, variable: AnyVariable, host: HostInput): HostValue {
  const { name, default: fallback } = variable;
  if (!isDerived(fallback)) return constants.get(variable) ?? constant(variable);
  const value = unlessWaiting(() => side.source.defaults.get(host.name)?.[name])?.value;
  return { key: fingerprint(value), shown: value, isSecret: false, isGiven: false, how: fallback.shown };
}

const constants = new WeakMap<AnyVariable, HostValue>();

function constant(variable: AnyVariable): HostValue {
  const { default: fallback, written } = variable;
  const made: HostValue = { key: fingerprint(fallback), shown: written ?? fallback, isSecret: false, isGiven: false };
  constants.set(variable, made);
  return made;
}

function waiting({ source }: Side, name: string, host: HostInput): HostValue {
  const written = source.variables.get(host.name, name)?.definition.value;
  const isSecret = isSecretName(name);
  return { key: `template ${fingerprint(written)}`, shown: isSecret ? masked : written, isSecret, isGiven: true };
}
