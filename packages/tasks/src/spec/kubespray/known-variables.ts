import { knownGroups } from './groups.ts';
import { removed, renamed, type Renamed } from './history.ts';
import type { KnownGroup, KnownRow } from './known-group.ts';
import type { Removed } from './removed.ts';

/** One variable of the catalog with the part it belongs to. */
export interface Known {
  readonly row: KnownRow;
  readonly group: KnownGroup;
}

/** The catalog by name. */
export const knownByName: ReadonlyMap<string, Known> = new Map(
  knownGroups.flatMap((group) => group.rows.map((row) => [row[0], { row, group }] as const)),
);

/** Renamed variables by their old name. */
export const renamedByName: ReadonlyMap<string, Renamed> = new Map(renamed.map((one) => [one.from, one]));

/** Removed variables by name. */
export const removedByName: ReadonlyMap<string, Removed> = new Map(removed.flatMap((one) => one.names.map((name) => [name, one] as const)));
