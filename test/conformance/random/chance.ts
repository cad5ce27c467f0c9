/** Random choices that a seed repeats. */
export interface Chance {
  /** A whole number from `low` to `high`, both included. */
  int(low: number, high: number): number;
  /** True in about this many of a hundred. */
  percent(n: number): boolean;
  pick<T>(items: readonly T[]): T;
  /** Several distinct items, in their order. */
  some<T>(items: readonly T[], percent: number): readonly T[];
}

/** The choices of a seed (mulberry32). */
export function chance(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const int = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  const percent = (n: number): boolean => next() * 100 < n;
  return {
    int,
    percent,
    pick: (items) => items[int(0, items.length - 1)]!,
    some: (items, n) => items.filter(() => percent(n)),
  };
}
