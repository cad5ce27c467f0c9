/** One value, or several: a flag given more than once. */
export type FlagValue = string | number | boolean | readonly (string | number)[];

/** Flags by name without dashes; undefined leaves a flag out. */
export type Flags = Readonly<Record<string, FlagValue | undefined>>;

/** `--name=value` words sorted by name; a flag of `own` replaces all values of the same flag in `base`. */
export function flagWords(base: Flags, own: Flags): readonly string[] {
  const merged = Object.entries({ ...base, ...own });
  return merged.sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([name, value]) => valuesOf(value).map((v) => `--${name}=${v}`));
}

/** `A=true,B=false`, sorted; undefined where there is no gate, so that the flag is left out. */
export function featureGatesFlag(gates: Readonly<Record<string, boolean>>): string | undefined {
  const words = Object.entries(gates).map(([name, on]) => `${name}=${on}`);
  return words.length === 0 ? undefined : words.sort().join(',');
}

/** Items joined by commas; undefined where there is none, so that the flag is left out. */
export function listFlag(items: readonly string[]): string | undefined {
  return items.length === 0 ? undefined : items.join(',');
}

function valuesOf(value: FlagValue | undefined): readonly (string | number | boolean)[] {
  if (value === undefined) return [];
  return typeof value === 'object' ? value : [value];
}
