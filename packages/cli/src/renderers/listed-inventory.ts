import { redact, Secret, WholeFloat } from '@kmagic/core';
import { Scalar, stringify } from 'yaml';

/** JSON as `ansible-inventory` writes it: four spaces, every mapping in the order of its keys, letters of any script as they are. */
export function inventoryJson(value: unknown): string {
  return `${jsonText(plainOf(value), '')}\n`;
}

/**
 * The same as YAML, mappings in the order of their keys; what reads YAML 1.1 reads the same values from it. A mask has a tag that
 * neither kmagic nor Ansible knows: read again, it must not become the text of a password.
 */
export function inventoryYaml(value: unknown): string {
  const options = { version: '1.1', sortMapEntries: true, indentSeq: false, singleQuote: true, aliasDuplicateObjects: false } as const;
  return stringify(nodesOf(plainOf(value)), options);
}

/** Whether a value is not shown, or not all of it, because it is secret or holds the text of a secret. */
export function isMasked(value: unknown): boolean {
  return holdsSecret(plainOf(value));
}

function holdsSecret(value: unknown): boolean {
  if (typeof value === 'string') return redact(value) !== value;
  if (value instanceof Secret) return true;
  return typeof value === 'object' && value !== null && sealedText(value) === undefined && Object.values(value).some(holdsSecret);
}

/** What JSON marks by a key has a tag in YAML, and a float without fraction a fraction. */
function nodesOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(nodesOf);
  if (value instanceof WholeFloat) return Object.assign(new Scalar(value.value), { minFractionDigits: 1 });
  if (value instanceof Secret || typeof value === 'string') return holdsSecret(value) ? tagged('!masked', '(secret)') : value;
  if (typeof value !== 'object' || value === null) return value;
  const sealed = sealedText(value);
  if (sealed !== undefined) return Object.assign(tagged('!vault', sealed), { type: Scalar.BLOCK_LITERAL });
  const { __ansible_unsafe: unsafe } = value as Readonly<Record<string, unknown>>;
  if (unsafe instanceof Secret || typeof unsafe === 'string')
    return holdsSecret(unsafe) ? nodesOf(unsafe) : tagged('!unsafe', String(unsafe));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, nodesOf(item)]));
}

function tagged(tag: string, text: string): Scalar {
  return Object.assign(new Scalar(text), { tag });
}

/** What stands encrypted by itself is shown as it is. */
function sealedText(value: object): string | undefined {
  const { __ansible_vault: sealed } = value as Readonly<Record<string, unknown>>;
  return typeof sealed === 'string' ? sealed : undefined;
}

/** Plain data; only secrets and floats without fraction stay what they are. */
function plainOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plainOf);
  if (typeof value !== 'object' || value === null || value instanceof WholeFloat || value instanceof Secret) return value;
  if ('toJSON' in value && typeof value.toJSON === 'function') return plainOf((value.toJSON as () => unknown)());
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plainOf(item)]));
}

function jsonText(value: unknown, indent: string): string {
  const deeper = `${indent}    `;
  if (Array.isArray(value)) {
    const items = value.map((item) => deeper + jsonText(item, deeper));
    return items.length === 0 ? '[]' : `[\n${items.join(',\n')}\n${indent}]`;
  }
  if (value instanceof WholeFloat) return `${value.value}.0`;
  // Infinity and NaN too, which are no JSON, but Python's.
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'object' || value === null || value instanceof Secret) return JSON.stringify(value);
  const entries = Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, item]) => `${deeper}${JSON.stringify(key)}: ${jsonText(item, deeper)}`);
  return entries.length === 0 ? '{}' : `{\n${entries.join(',\n')}\n${indent}}`;
}
