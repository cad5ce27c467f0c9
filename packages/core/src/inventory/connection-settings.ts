import { KmagicError } from '../errors/kmagic-error.ts';
import { Secret } from '../secret/secret.ts';
import { isSecretName } from '../vars/secret-names.ts';
import type { ResolvedVariable, Variables } from '../vars/variables.ts';
import { openText } from './open-text.ts';
import { showPosition } from './source.ts';

/** A connection variable of a host, under whichever of its names it was set. */
export interface Setting {
  readonly host: string;
  readonly variable: ResolvedVariable;
  /** The variable's value; the text of it where it is a Secret. */
  readonly value: unknown;
}

/** The first of the names that is set; two that are set must agree. An empty or null value is no value. */
export function setting(variables: Variables, host: string, names: readonly string[]): Setting | undefined {
  const found = names.flatMap((name) => {
    const variable = variables.get(host, name);
    if (variable === undefined) return [];
    const value = openText(variable.value);
    return value === null || value === '' ? [] : [{ host, variable, value }];
  });
  const [first] = found;
  const other = found.find((one) => first !== undefined && word(one.value) !== word(first.value));
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
  const { value } = at;
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  throw settingError(at, `must be text${shownValue(at)}`, 'write it in quotes');
}

/** The value as a Secret. */
export function secretSetting(at: Setting | undefined): Secret | undefined {
  const text = textSetting(at);
  return text === undefined ? undefined : new Secret(text);
}

/** The value as a port number. */
export function portSetting(at: Setting | undefined): number | undefined {
  if (at === undefined) return undefined;
  const port = Number(word(at.value));
  if (typeof at.value !== 'boolean' && Number.isInteger(port) && port >= 1 && port <= 65535) return port;
  throw settingError(at, `must be a port number from 1 to 65535${shownValue(at)}`, 'SSH usually listens on 22');
}

/** The value as a boolean; `yes`, `no`, `on`, `off`, `true`, `false`, 1 and 0 are read in any case. */
export function booleanSetting(at: Setting | undefined): boolean | undefined {
  if (at === undefined) return undefined;
  const said = word(at.value).toLowerCase();
  if (['true', 'yes', 'on', '1', 'y', 't'].includes(said)) return true;
  if (['false', 'no', 'off', '0', 'n', 'f'].includes(said)) return false;
  throw settingError(at, `must be true or false${shownValue(at)}`, 'write true or false without quotes');
}

/** Whether what the setting says may not be shown. */
export function isHidden({ variable }: Setting): boolean {
  return variable.value instanceof Secret || isSecretName(variable.name);
}

/** Lists and mappings are no words, and may hold Secrets. */
function word(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function shownValue(at: Setting): string {
  return isHidden(at) ? '' : `, not ${JSON.stringify(at.value)}`;
}
