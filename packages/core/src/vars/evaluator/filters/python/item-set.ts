import { isEqual, isMapping, numeric, Tuple } from '../../values.ts';

/** A set of values of any type, equal ones once, as Python compares them: 1, 1.0 and True are one. */
export class ItemSet {
  readonly #plain = new Set<string>();
  readonly #others: unknown[] = [];

  constructor(items: Iterable<unknown> = []) {
    for (const item of items) this.add(item);
  }

  has(item: unknown): boolean {
    const key = plainKey(item);
    return key === undefined ? this.#others.some((other) => isEqual(other, item)) : this.#plain.has(key);
  }

  /** Adds an item; false where it was there. */
  add(item: unknown): boolean {
    if (this.has(item)) return false;
    const key = plainKey(item);
    if (key === undefined) this.#others.push(item);
    else this.#plain.add(key);
    return true;
  }
}

function plainKey(item: unknown): string | undefined {
  if (typeof item === 'string') return `s${item}`;
  if (item === null) return 'none';
  const number = numeric(item);
  if (number !== undefined) return `n${number === 0 ? 0 : number}`;
  if (Array.isArray(item)) return containerKey(item instanceof Tuple ? 't' : 'l', item);
  if (!isMapping(item)) return undefined;
  const entries = Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1));
  return containerKey('m', entries.flat());
}

/** Equal containers have equal keys: without them many would be compared each with each. */
function containerKey(kind: 't' | 'l' | 'm', items: readonly unknown[]): string | undefined {
  const keys: string[] = [];
  for (const item of items) {
    const key = plainKey(item);
    if (key === undefined) return undefined;
    keys.push(`${key.length}:${key}`);
  }
  return kind + keys.join('');
}

/** The items without repetitions, in order of their first appearance. */
export function distinct(items: readonly unknown[], key: (item: unknown) => unknown = (item) => item): readonly unknown[] {
  const seen = new ItemSet();
  return items.filter((item) => seen.add(key(item)));
}
