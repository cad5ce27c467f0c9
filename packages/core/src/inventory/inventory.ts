import type { SourcePosition } from './source.ts';

/** The kinds of place a variable can be set in, lowest precedence first; within one kind, groups go from `all` to the deepest. */
export const variableLayers = ['groupInventory', 'groupFile', 'hostInventory', 'hostFile', 'extra'] as const;

export type VariableLayer = (typeof variableLayers)[number];

/** One place that sets a variable; `value` is as written, templates not yet evaluated. */
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

/** What all inventory files together say. */
export interface Inventory {
  /** In the order the files first name them. */
  readonly hosts: readonly InventoryHost[];
  /** Host names of each group, `all` and `ungrouped` too, in the group's own order: its hosts, then its children's. */
  readonly groups: ReadonlyMap<string, readonly string[]>;
  /** The child groups of each group. */
  readonly children: ReadonlyMap<string, readonly string[]>;
  /** Variables given on the command line; they also stand last in every host's definitions. */
  readonly extraVariables: readonly VariableDefinition[];
  /** What a person should know though it stops nothing, each a sentence with its place. */
  readonly warnings: readonly string[];
  /** The directory of the first inventory file, absolute: what stands beside the inventory is found from here. */
  readonly baseDir: string;
}
