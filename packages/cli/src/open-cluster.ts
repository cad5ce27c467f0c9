import { homedir } from 'node:os';
import { join } from 'node:path';
import {
  compile,
  connectionOf,
  connectionSettings,
  createSshConnect,
  fileFactStore,
  loadInventory,
  localTransport,
  resolveVariables,
  type Connect,
  type ConnectionPlan,
  type ConnectionSettings,
  type Driver,
  type Graph,
  type HostKeyPolicy,
  type HostView,
  type Inventory,
  type KmagicError,
  type Operation,
  type Transport,
  type Variables,
} from '@kmagic/core';
import { buildSpec, drivers as makeDrivers, type ClusterSpec } from '@kmagic/tasks';
import { gatherAllFacts } from './gather-facts.ts';
import { specSource } from './spec-input.ts';

/** What every command that works with a cluster is told. */
export interface ClusterRequest {
  readonly inventories: readonly string[];
  readonly extraVars: readonly string[];
  readonly hostKeys: HostKeyPolicy;
  readonly forks: number;
  readonly now: Date;
  readonly signal: AbortSignal;
}

/** A cluster as its inventory describes it, with doors to its hosts and the facts they gave. */
export interface OpenCluster {
  readonly inventory: Inventory;
  readonly variables: Variables;
  /** `.kmagic` beside the inventory: nothing in it is secret, nothing cannot be lost. */
  readonly stateDir: string;
  readonly connect: Connect;
  readonly unreachable: ReadonlyMap<string, KmagicError>;
  readonly hosts: readonly HostView[];
  readonly spec: ClusterSpec;
  readonly graph: Graph;
  readonly drivers: ReadonlyMap<string, Driver>;
  /** The connections made, for what they cost. */
  transports(): readonly Transport[];
  close(): Promise<void>;
}

/** The inventory and its variables; contacts nobody. */
export function readInventory(request: Pick<ClusterRequest, 'inventories' | 'extraVars'>): {
  readonly inventory: Inventory;
  readonly variables: Variables;
  readonly stateDir: string;
} {
  const inventory = loadInventory({ files: request.inventories, extraVars: request.extraVars, cwd: process.cwd() });
  return { inventory, variables: resolveVariables(inventory), stateDir: join(inventory.baseDir, '.kmagic') };
}

/** Connects to all hosts at once, gathers their facts, and compiles an operation for them. */
export async function openCluster(request: ClusterRequest, operation: Operation<ClusterSpec>): Promise<OpenCluster> {
  const { inventory, variables: early, stateDir } = readInventory(request);
  const names = clusterHosts(inventory);
  const plans = new Map(names.map((name) => [name, connectionOf(name, early)]));
  const doors = openDoors(plans, { ...request, stateDir });
  const drivers = new Map<string, Driver>(makeDrivers().map((d) => [d.name, d]));
  const close = async (): Promise<void> => {
    await Promise.allSettled([...drivers.values()].map((d) => d.close()));
    await Promise.allSettled(doors.transports().map((t) => t.close()));
  };
  try {
    return await describe();
  } catch (error) {
    await close();
    throw error;
  }

  async function describe(): Promise<OpenCluster> {
    const gathered = await gatherAllFacts({
      hosts: names,
      connect: doors.connect,
      store: fileFactStore(join(stateDir, 'facts')),
      forks: request.forks,
      signal: request.signal,
    });
    const facts = new Map([...gathered.facts].map(([name, found]) => [name, found.facts]));
    const { variables, input } = specSource(inventory, facts, request.now);
    const spec = buildSpec(input);
    const hosts = spec.hosts.map((host): HostView => {
      return { name: host.name, groups: host.groups, facts: facts.get(host.name), reachable: !gathered.unreachable.has(host.name) };
    });
    return {
      inventory,
      variables,
      stateDir,
      connect: doors.connect,
      unreachable: gathered.unreachable,
      hosts,
      spec,
      drivers,
      graph: compile(operation, spec, hosts),
      transports: doors.transports,
      close,
    };
  }
}

interface Doors {
  readonly connect: Connect;
  transports(): readonly Transport[];
}

/** One connection a host; a host that was not reached is not tried again in the same run. */
function openDoors(
  plans: ReadonlyMap<string, ConnectionPlan>,
  { hostKeys, stateDir, inventories }: ClusterRequest & { readonly stateDir: string },
): Doors {
  const settings = new Map([...plans].map(([name, plan]) => [name, settingsOf(plan, hostKeys)]));
  const ssh = createSshConnect(settings, {
    knownHosts: { file: join(stateDir, 'known_hosts') },
    trustCommand: (host) => `kmagic trust ${host} ${inventories.join(' ')}`,
    home: homedir(),
  });
  const opened = new Map<string, Promise<Transport>>();
  const done = new Set<Transport>();
  return {
    transports: () => [...done],
    async connect(host, signal) {
      const open = opened.get(host) ?? (plans.get(host)?.via === 'local' ? Promise.resolve(localTransport(host)) : ssh(host, signal));
      opened.set(host, open);
      const transport = await open;
      done.add(transport);
      return transport;
    },
  };
}

function clusterHosts(inventory: Inventory): readonly string[] {
  const members = new Set(['k8s_cluster', 'kube_control_plane', 'kube_node', 'etcd'].flatMap((g) => inventory.groups.get(g) ?? []));
  return inventory.hosts.map((h) => h.name).filter((name) => members.has(name));
}

function settingsOf(plan: ConnectionPlan, hostKeys: HostKeyPolicy): ConnectionSettings {
  const { bastion, via: _, ...own } = plan;
  return connectionSettings({ ...own, hostKeys, ...(bastion && { bastion: settingsOf(bastion, hostKeys) }) });
}
