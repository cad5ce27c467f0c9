import { isEqual, numeric } from '../../values.ts';

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
  return number === undefined ? undefined : `n${number === 0 ? 0 : number}`;
}

/** The items without repetitions, in order of their first appearance. */
export function distinct(items: readonly unknown[], key: (item: unknown) => unknown = (item) => item): readonly unknown[] {
  const seen = new ItemSet();
  return items.filter((item) => seen.add(key(item)));
}
