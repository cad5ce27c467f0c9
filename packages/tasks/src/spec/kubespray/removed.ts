/** Variables that are gone since a release, and why. */
export interface Removed {
  readonly release: string;
  readonly names: readonly string[];
  /** A clause: "was removed in kubespray 2.26: ...". */
  readonly because: string;
  readonly instead?: string;
  /** What it was, where a switch said whether it was used at all; while that is off, the other names are only noted. */
  readonly part?: { readonly about: string; readonly switches: readonly string[]; readonly harmless?: readonly unknown[] };
}

/** Why something is gone, and what there is instead of it. */
type Why = string | readonly [because: string, instead: string];

/** Names, in a list or with blanks between, that are gone since a release. */
export function gone(release: string, names: string | readonly string[], why: Why): Removed {
  const said = typeof why === 'string' ? { because: why } : { because: why[0], instead: why[1] };
  return { release, names: typeof names === 'string' ? names.split(' ') : names, ...said };
}

/** Names, with blanks between, that begin alike. */
export function named(prefix: string, names: string): readonly string[] {
  return names.split(' ').map((name) => `${prefix}${name}`);
}
