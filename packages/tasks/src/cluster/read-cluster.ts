import { join } from 'node:path';
import {
  compile,
  fileFactStore,
  loadInventory,
  resolveVariables,
  type FactStore,
  type Graph,
  type HostView,
  type Inventory,
  type Operation,
  type StableFacts,
  type Variables,
  type VaultKey,
} from '@kmagic/core';
import { buildSpec } from '../spec/build-spec.ts';
import type { ClusterSpec } from '../spec/cluster-spec.ts';
import { specInput, withDefaults } from './spec-source.ts';

/** Where a cluster is written down. */
export interface InventoryFiles {
  /** Inventory files and directories; relative ones start at the working directory of the process. */
  readonly inventories: readonly string[];
  /** `name=value`, a JSON mapping or `@file`, each; they outrank everything. */
  readonly extraVars?: readonly string[];
  /** The passwords of what ansible-vault encrypted in them. */
  readonly vault?: readonly VaultKey[];
}

/** An inventory with its variables as written; nothing is evaluated yet. */
export interface ReadInventory {
  readonly inventory: Inventory;
  readonly variables: Variables;
  /** `.kmagic` beside the inventory: nothing in it is secret, nothing cannot be lost. */
  readonly stateDir: string;
}

/** Which cluster, and when. */
export interface ClusterFiles extends InventoryFiles {
  /** Milliseconds since the epoch; `Date.now` is one. */
  readonly clock: () => number;
  /** What hosts said of themselves before; `.kmagic/facts` beside the inventory when left out. */
  readonly factStore?: FactStore;
}

/** A cluster as its inventory describes it, with the graph of an operation on it. */
export interface Cluster extends ReadInventory {
  readonly spec: ClusterSpec;
  readonly hosts: readonly HostView[];
  readonly graph: Graph;
  /** What a person should know though it stops nothing, a sentence each. */
  readonly warnings: readonly string[];
}

/** What is known of the hosts a cluster is described for. */
export interface KnownHosts {
  readonly facts: ReadonlyMap<string, StableFacts>;
  readonly isReachable: (host: string) => boolean;
  readonly now: Date;
}

/** Reads an inventory; contacts nobody, and throws `badInventory` with the place of what is wrong. */
export function readInventory({ inventories, extraVars = [], vault = [] }: InventoryFiles): ReadInventory {
  const inventory = loadInventory({ files: inventories, extraVars, cwd: process.cwd(), vault });
  return { inventory, variables: resolveVariables(inventory), stateDir: join(inventory.baseDir, '.kmagic') };
}

/**
 * A cluster without asking its hosts: by the facts they gave last, where they ever gave any. Throws one error (`badInventory`,
 * `badVariable`, `unsupported`) that names everything that is wrong.
 */
export async function readCluster(files: ClusterFiles, operation: Operation<ClusterSpec>): Promise<Cluster> {
  const read = readInventory(files);
  const facts = await keptFacts(read, files.factStore);
  return describeCluster(read, operation, { facts, isReachable: () => true, now: new Date(files.clock()) });
}

/** What the hosts of a cluster said of themselves last, those that ever did. */
export async function keptFacts(
  { inventory, stateDir }: ReadInventory,
  store: FactStore = fileFactStore(join(stateDir, 'facts')),
): Promise<ReadonlyMap<string, StableFacts>> {
  const kept = await Promise.all(clusterHosts(inventory).map(async (host) => [host, await store.load(host)] as const));
  return new Map(kept.flatMap(([host, facts]) => (facts ? [[host, facts] as const] : [])));
}

/** The cluster of an inventory by what is known of its hosts; pure but for lookups in its templates. */
export function describeCluster(read: ReadInventory, operation: Operation<ClusterSpec>, known: KnownHosts): Cluster {
  const source = withDefaults(read.inventory, known.facts);
  const spec = buildSpec(specInput(source, known.now));
  const hosts = spec.hosts.map(({ name, groups }): HostView => {
    return { name, groups, facts: known.facts.get(name), reachable: known.isReachable(name) };
  });
  const warnings = [...read.inventory.warnings, ...spec.notes];
  return { ...read, variables: source.variables, spec, hosts, graph: compile(operation, spec, hosts), warnings };
}

/** The hosts that are members of etcd or of Kubernetes: others (a bastion) are not the cluster's. */
export function clusterHosts(inventory: Inventory): readonly string[] {
  const members = new Set(['kube_control_plane', 'kube_node', 'etcd'].flatMap((group) => inventory.groups.get(group) ?? []));
  return inventory.hosts.map((host) => host.name).filter((name) => members.has(name));
}
