import { WholeFloat } from '@kmagic/core';
import { Scalar, stringify } from 'yaml';

/** JSON as `ansible-inventory` writes it: four spaces, every mapping in the order of its keys, letters of any script as they are. */
export function inventoryJson(value: unknown): string {
  return `${jsonText(plainOf(value), '')}\n`;
}

/** The same as YAML, mappings in the order of their keys; what reads YAML 1.1 reads the same values from it. */
export function inventoryYaml(value: unknown): string {
  const options = { version: '1.1', sortMapEntries: true, indentSeq: false, singleQuote: true, aliasDuplicateObjects: false } as const;
  return stringify(nodesOf(plainOf(value)), options);
}

/** What JSON marks by a key has a tag in YAML, and a float without fraction a fraction. */
function nodesOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(nodesOf);
  if (value instanceof WholeFloat) return Object.assign(new Scalar(value.value), { minFractionDigits: 1 });
  if (typeof value !== 'object' || value === null) return value;
  const { __ansible_vault: sealed, __ansible_unsafe: unsafe } = value as Readonly<Record<string, unknown>>;
  if (typeof sealed === 'string') return Object.assign(new Scalar(sealed), { tag: '!vault', type: Scalar.BLOCK_LITERAL });
  if (typeof unsafe === 'string') return Object.assign(new Scalar(unsafe), { tag: '!unsafe' });
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, nodesOf(item)]));
}

/** Plain data, secrets as their masks; only floats without fraction stay what they are. */
function plainOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plainOf);
  if (typeof value !== 'object' || value === null || value instanceof WholeFloat) return value;
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
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, item]) => `${deeper}${JSON.stringify(key)}: ${jsonText(item, deeper)}`);
  return entries.length === 0 ? '{}' : `{\n${entries.join(',\n')}\n${indent}}`;
}
