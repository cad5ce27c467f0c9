import type { Secret } from '../secret/secret.ts';
import type { SourcePosition } from './source.ts';

/** The kinds of place a variable can be set in, lowest precedence first; within one kind, groups go from `all` to the deepest. */
export const variableLayers = ['groupInventory', 'groupFile', 'hostInventory', 'hostFile', 'extra'] as const;

export type VariableLayer = (typeof variableLayers)[number];

/**
 * One place that sets a variable; `value` is as written, templates not yet evaluated. Text in it may be an `Unsafe` (no template),
 * an `Encrypted` (no template either, and nobody knows yet whether a password fits) or, where the whole file was encrypted, a `Secret`,
 * which is a template like any other text.
 */
export interface VariableDefinition {
  readonly name: string;
  readonly value: unknown;
  readonly source: SourcePosition;
  readonly layer: VariableLayer;
  /** The group or host it is set for; '' for extra variables. */
  readonly owner: string;
}

export interface InventoryHost {
  readonly name: string;
  /** Every group the host is in, ancestors too, `all` left out, sorted by name. */
  readonly groups: readonly string[];
  /** Every definition that reaches the host, lowest precedence first: the last of a name wins. */
  readonly definitions: readonly VariableDefinition[];
  /** Where the host was first named. */
  readonly source: SourcePosition;
  /** The directory of the inventory file that first named the host, absolute. */
  readonly inventoryDir: string;
}

export interface InventoryGroup {
  readonly name: string;
  /** Its own hosts in the order they were named, those of its children left out. */
  readonly hosts: readonly string[];
  /** Its child groups, in the order they became so. */
  readonly children: readonly string[];
  /** What is set for the group itself, lowest precedence first. */
  readonly definitions: readonly VariableDefinition[];
  /** `ansible_group_priority`: of two groups of one depth the higher wins. */
  readonly priority: number;
}

/** What all inventory files together say. */
export interface Inventory {
  /** In the order the files first name them. */
  readonly hosts: readonly InventoryHost[];
  /** Host names of each group, `all` and `ungrouped` too, in the group's own order: its hosts, then its children's. */
  readonly groups: ReadonlyMap<string, readonly string[]>;
  /** Each group by itself, `all` and `ungrouped` too. */
  readonly tree: ReadonlyMap<string, InventoryGroup>;
  /** Variables given on the command line; they also stand last in every host's definitions. */
  readonly extraVariables: readonly VariableDefinition[];
  /** What a person should know though it stops nothing, each a sentence with its place. */
  readonly warnings: readonly string[];
  /** The directory of the first inventory file, absolute: what stands beside the inventory is found from here. */
  readonly baseDir: string;
  /** The text of a file as positions name it, undefined where there is none to be read (`-e`). */
  textOf(file: string): string | undefined;
  /** The text of any file, by absolute path, undefined where there is none; a Secret where ansible-vault encrypted it. */
  readFile(path: string): string | Secret | undefined;
}
