import { isDeepStrictEqual } from 'node:util';

/** A mapping whose values are computed when asked for, such as hostvars; `get` gives undefined for a missing key. */
export interface LazyMapping {
  readonly kind: typeof lazyMapping;
  get(key: string): unknown;
  keys(): readonly string[];
}

export const lazyMapping: unique symbol = Symbol('lazy mapping');

/** A value that is not there: an error wherever it is used, except in `default` and `is defined`. */
export class Missing {
  readonly what: string;
  readonly hint: string;
  constructor(what: string, hint: string) {
    this.what = what;
    this.hint = hint;
  }
}

export function isLazyMapping(value: unknown): value is LazyMapping {
  return typeof value === 'object' && value !== null && (value as Partial<LazyMapping>).kind === lazyMapping;
}

export function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Missing) && !isLazyMapping(value);
}

/** Whether Python would take the value as true: empty text, lists and mappings, zero and none are false. */
export function isTruthy(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (isLazyMapping(value)) return value.keys().length > 0;
  if (isMapping(value)) return Object.keys(value).length > 0;
  return Boolean(value);
}

/** Equality by content, as Python's ==. */
export function isEqual(left: unknown, right: unknown): boolean {
  if (typeof left === 'boolean' && typeof right === 'number') return Number(left) === right;
  if (typeof left === 'number' && typeof right === 'boolean') return left === Number(right);
  return isDeepStrictEqual(left, right);
}

/** The text of a value, as Python's str() gives it. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : represent(value);
}

function represent(value: unknown): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string') return quote(value);
  if (Array.isArray(value)) return `[${value.map(represent).join(', ')}]`;
  if (isMapping(value))
    return `{${Object.entries(value)
      .map(([key, item]) => `${quote(key)}: ${represent(item)}`)
      .join(', ')}}`;
  if (isLazyMapping(value)) return represent(Object.fromEntries(value.keys().map((key) => [key, value.get(key)])));
  return typeof value === 'number' ? String(value) : '';
}

function quote(text: string): string {
  const mark = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\t', '\\t').replaceAll('\r', '\\r');
  return mark + (mark === "'" ? escaped.replaceAll("'", "\\'") : escaped) + mark;
}
