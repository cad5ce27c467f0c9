import type { ErrorCode } from '../../errors/kmagic-error.ts';
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
  readonly #hint: string | (() => string);
  /** The error of the template that should have made the value, where there is one: it knows its own place. */
  readonly error: Error | undefined;
  /** The code of the error it is to be used; `badVariable` where there is none. */
  readonly code: ErrorCode | undefined;
  /** It prints as nothing instead of being an error: `A if B` without `else`. */
  readonly isNothing: boolean;
  constructor(
    what: string,
    hint: string | (() => string),
    why: { readonly error?: Error; readonly code?: ErrorCode | undefined; readonly isNothing?: true } = {},
  ) {
    this.what = what;
    this.#hint = hint;
    this.error = why.error;
    this.code = why.code;
    this.isNothing = why.isNothing ?? false;
  }
  /** Worked out where it is told: most of what is missing has a default. */
  get hint(): string {
    return typeof this.#hint === 'string' ? this.#hint : this.#hint();
  }
}

/** Thrown where the text of a value that is not there would be needed. */
export class MissingUsed extends Error {
  readonly missing: Missing;
  constructor(missing: Missing) {
    super(missing.what);
    this.missing = missing;
  }
}

/** A Python float without a fraction, such as 1.0: JavaScript alone would take it for the integer. */
export class WholeFloat {
  readonly value: number;
  constructor(value: number) {
    this.value = value;
  }
  toJSON(): number {
    return this.value;
  }
}

/** Text that stays text though it looks like a list or mapping: what `to_json` and its like gave. */
export class NativeText {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** The text of a NativeText, any other value as it is: for whoever needs the value itself. */
export function opened(value: unknown): unknown {
  return value instanceof NativeText ? value.text : value;
}

/** A Python tuple: a list that prints with parentheses. */
export class Tuple extends Array<unknown> {
  static override readonly [Symbol.species] = Array;
}

/** A tuple of these items. */
export function tuple(...items: readonly unknown[]): Tuple {
  const made = new Tuple();
  for (const item of items) made.push(item);
  return made;
}

/** A list or tuple with each item changed; what was a tuple is one again. */
export function mapItems(list: readonly unknown[], change: (item: unknown) => unknown): readonly unknown[] {
  const items = list.map(change);
  return list instanceof Tuple ? tuple(...items) : items;
}

/** The result of a calculation that gives a float in Python. */
export function float(value: number): number | WholeFloat {
  return Number.isInteger(value) ? new WholeFloat(value) : value;
}

export function isLazyMapping(value: unknown): value is LazyMapping {
  return typeof value === 'object' && value !== null && (value as Partial<LazyMapping>).kind === lazyMapping;
}

/** Whether the value is a mapping of plain data. */
export function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  const made: unknown = Object.getPrototypeOf(value);
  return (made === Object.prototype || made === null) && !isLazyMapping(value);
}

/** Whether Python has the value as a number; a boolean counts as one there, but not here. */
export function isNumber(value: unknown): value is number | WholeFloat {
  return typeof value === 'number' || value instanceof WholeFloat;
}

/** Whether the value is an integer, not a float. */
export function isInteger(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value);
}

/** Whether Python would take the value as true: empty text, lists and mappings, zero and none are false. */
export function isTruthy(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (value instanceof WholeFloat) return value.value !== 0;
  if (isLazyMapping(value)) return value.keys().length > 0;
  if (isMapping(value)) return Object.keys(value).length > 0;
  return Boolean(value);
}

/** Equality by content, as Python's ==: 1, 1.0 and True are equal. */
export function isEqual(left: unknown, right: unknown): boolean {
  const [a, b] = [numeric(left), numeric(right)];
  if (a !== undefined || b !== undefined) return a === b;
  if (Array.isArray(left) && Array.isArray(right)) {
    const others: readonly unknown[] = right;
    return (
      left.length === others.length && left instanceof Tuple === right instanceof Tuple && left.every((item, i) => isEqual(item, others[i]))
    );
  }
  if (isMapping(left) && isMapping(right)) {
    const keys = Object.keys(left);
    return keys.length === Object.keys(right).length && keys.every((key) => Object.hasOwn(right, key) && isEqual(left[key], right[key]));
  }
  return isDeepStrictEqual(left, right);
}

/** The number a value counts as in Python: of an integer, float or boolean; undefined for anything else, text too. */
export function numeric(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return Number(value);
  return value instanceof WholeFloat ? value.value : undefined;
}

/** The text of a value, as Python's str() gives it. */
export function textOf(value: unknown): string {
  if (value instanceof NativeText) return value.text;
  return typeof value === 'string' ? value : represent(value);
}

/** The value as Python's repr() writes it. */
export function represent(value: unknown): string {
  return written(value, { containers: 1_000_000 });
}

/** Containers that may still be written: one that holds another twice, and so on, would never end. */
interface Room {
  containers: number;
}

function written(value: unknown, room: Room): string {
  if (value === null) return 'None';
  if (value instanceof Missing) {
    if (value.isNothing) return '';
    throw new MissingUsed(value);
  }
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string') return quote(value);
  if (value instanceof NativeText) return quote(value.text);
  if (typeof value === 'number') return numberText(value);
  if (value instanceof WholeFloat) return floatText(value.value);
  if ((room.containers -= 1) < 0) throw new RangeError('too large to be written');
  if (Array.isArray(value)) {
    const items = value.map((item) => written(item, room)).join(', ');
    if (!(value instanceof Tuple)) return `[${items}]`;
    return value.length === 1 ? `(${items},)` : `(${items})`;
  }
  if (isMapping(value)) {
    const entries = Object.entries(value).map(([key, item]) => `${quote(key)}: ${written(item, room)}`);
    return `{${entries.join(', ')}}`;
  }
  if (isLazyMapping(value)) return written(Object.fromEntries(value.keys().map((key) => [key, value.get(key)])), room);
  return '';
}

function numberText(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  return Number.isInteger(value) ? BigInt(value).toString() : floatText(value);
}

/** Python writes exponents from 1e16 up and below 1e-4, with two digits at least. */
function floatText(value: number): string {
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e16 || size < 1e-4)) {
    return value.toExponential().replace(/e([-+])(\d)$/, 'e$10$2');
  }
  return Number.isInteger(value) ? `${Object.is(value, -0) ? '-0' : value}.0` : String(value);
}

const named: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\t': '\\t', '\r': '\\r' };

function quote(text: string): string {
  const mark = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replace(
    /[\\\n\t\r]|[\x00-\x1f\x7f-\xa0\xad]/g,
    (char) => named[char] ?? `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
  return mark + (mark === "'" ? escaped.replaceAll("'", "\\'") : escaped) + mark;
}
