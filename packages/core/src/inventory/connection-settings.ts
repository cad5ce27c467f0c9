import { KmagicError } from '../errors/kmagic-error.ts';
import { isSecretName } from '../vars/secret-names.ts';
import type { ResolvedVariable, Variables } from '../vars/variables.ts';
import { showPosition } from './source.ts';

/** A connection variable of a host, under whichever of its names it was set. */
export interface Setting {
  readonly host: string;
  readonly variable: ResolvedVariable;
}

/** The first of the names that is set; two that are set must agree. An empty or null value is no value. */
export function setting(variables: Variables, host: string, names: readonly string[]): Setting | undefined {
  const found = names.flatMap((name) => {
    const variable = variables.get(host, name);
    return variable === undefined || variable.value === null || variable.value === '' ? [] : [{ host, variable }];
  });
  const [first] = found;
  const other = found.find((one) => first !== undefined && String(one.variable.value) !== String(first.variable.value));
  if (first !== undefined && other !== undefined) {
    throw settingError(
      first,
      `'${other.variable.name}' says something else (${showPosition(other.variable.definition.source)})`,
      `keep ${first.variable.name} and remove ${other.variable.name}`,
    );
  }
  return first;
}

/** The `badVariable` error for a setting that cannot be used: place, variable, host, why. */
export function settingError(at: Setting | undefined, what: string, hint: string): KmagicError {
  if (at === undefined) return new KmagicError('badVariable', what, { hint });
  const { definition, name } = at.variable;
  return new KmagicError('badVariable', `${showPosition(definition.source)}: variable '${name}' of ${at.host}: ${what}`, {
    host: at.host,
    hint,
  });
}

/** A sentence about a setting that is passed over, the same for every host that has it from there. */
export function settingNote(at: Setting | undefined, what: string): string {
  return at === undefined ? what : `${showPosition(at.variable.definition.source)}: ${at.variable.name}: ${what}`;
}

/** The value as text; numbers are text too. */
export function textSetting(at: Setting | undefined): string | undefined {
  if (at === undefined) return undefined;
  const { value } = at.variable;
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  throw settingError(at, `must be text${shownValue(at)}`, 'write it in quotes');
}

/** The value as a port number. */
export function portSetting(at: Setting | undefined): number | undefined {
  if (at === undefined) return undefined;
  const port = Number(at.variable.value);
  if (typeof at.variable.value !== 'boolean' && Number.isInteger(port) && port >= 1 && port <= 65535) return port;
  throw settingError(at, `must be a port number from 1 to 65535${shownValue(at)}`, 'SSH usually listens on 22');
}

/** The value as a boolean; `yes`, `no`, `on`, `off`, `true`, `false`, 1 and 0 are read in any case. */
export function booleanSetting(at: Setting | undefined): boolean | undefined {
  if (at === undefined) return undefined;
  const word = String(at.variable.value).toLowerCase();
  if (['true', 'yes', 'on', '1', 'y', 't'].includes(word)) return true;
  if (['false', 'no', 'off', '0', 'n', 'f'].includes(word)) return false;
  throw settingError(at, `must be true or false${shownValue(at)}`, 'write true or false without quotes');
}

function shownValue({ variable }: Setting): string {
  return isSecretName(variable.name) ? '' : `, not ${JSON.stringify(variable.value)}`;
}
