import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import {
  compile, connectionOf, connectionSettings, createSshConnect, gatherAll, KmagicError, loadInventory, resolveVariables,
  type Connect, type ConnectionPlan, type ConnectionSettings, type Driver, type GatheredFacts, type Graph, type HostKeyPolicy, type HostView,
  type Inventory, type Operation, type Variables,
} from '@kmagic/core';
import { ansibleFacts, buildSpec, etcdDriver, kubeDriver, type ClusterSpec, type SpecInput } from '@kmagic/tasks';

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
  readonly facts: ReadonlyMap<string, GatheredFacts | { readonly error: KmagicError }>;
  readonly hosts: readonly HostView[];
  readonly spec: ClusterSpec;
  readonly graph: Graph;
  readonly drivers: ReadonlyMap<string, Driver>;
  close(): Promise<void>;
}

/** The inventory and its variables; contacts nobody. */
export function readInventory(request: Pick<ClusterRequest, 'inventories' | 'extraVars'>): { readonly inventory: Inventory; readonly variables: Variables; readonly stateDir: string } {
  const inventory = loadInventory({ files: request.inventories, extraVars: request.extraVars, cwd: process.cwd() });
  return { inventory, variables: resolveVariables(inventory), stateDir: join(inventory.baseDir, '.kmagic') };
}

/** Connects to all hosts at once, gathers their facts, and compiles an operation for them. */
export async function openCluster(request: ClusterRequest, operation: Operation<ClusterSpec>): Promise<OpenCluster> {
  const { inventory, variables, stateDir } = readInventory(request);
  const names = clusterHosts(inventory);
  const settings = new Map(names.map((name) => [name, settingsOf(connectionOf(name, variables), request.hostKeys)]));
  const connect = createSshConnect(settings, { knownHosts: { file: join(stateDir, 'known_hosts'), alsoRead: [join(homedir(), '.ssh', 'known_hosts')] }, home: homedir() });
  const facts = await gatherAll({ hosts: names, connect, forks: request.forks, directory: join(stateDir, 'facts'), signal: request.signal });
  const spec = buildSpec(specInput(inventory, variables, { facts, now: request.now }));
  const hosts = spec.hosts.map((host): HostView => {
    const found = facts.get(host.name);
    const known = found !== undefined && 'facts' in found ? found : undefined;
    return { name: host.name, groups: host.groups, facts: known?.facts, reachable: known?.age === 'fresh' };
  });
  const drivers = new Map<string, Driver>([kubeDriver(), etcdDriver()].map((d) => [d.name, d]));
  return {
    inventory, variables, stateDir, connect, facts, hosts, spec, drivers,
    graph: compile(operation, spec, hosts),
    async close() {
      await Promise.all([...drivers.values()].map((d) => d.close()));
      await Promise.allSettled(names.map(async (name) => facts.get(name) !== undefined && (await (await connect(name, request.signal)).close())));
    },
  };
}

void resolve; void dirname; void ansibleFacts;
export type { SpecInput };

function clusterHosts(inventory: Inventory): readonly string[] {
  const groups = ['k8s_cluster', 'kube_control_plane', 'kube_node', 'etcd'];
  const members = new Set(groups.flatMap((g) => inventory.groups.get(g) ?? []));
  return inventory.hosts.map((h) => h.name).filter((name) => members.has(name));
}

function settingsOf(plan: ConnectionPlan, hostKeys: HostKeyPolicy): ConnectionSettings {
  const { bastion, ...own } = plan;
  return connectionSettings({ ...own, hostKeys, ...(bastion && { bastion: settingsOf(bastion, hostKeys) }) });
}
