import { homedir } from 'node:os';
import { join } from 'node:path';
import {
  connectionOf,
  connectionsBy,
  dialAsPlanned,
  fileFactStore,
  gatherAllFacts,
  type Connect,
  type ConnectionPlan,
  type Driver,
  type HostKeyPolicy,
  type KmagicError,
  type Operation,
  type RunContext,
  type Transport,
} from '@kmagic/core';
import { drivers as makeDrivers } from '../drivers/drivers.ts';
import type { ClusterSpec } from '../spec/cluster-spec.ts';
import { clusterHosts, describeCluster, readInventory, type Cluster, type ClusterFiles, type ReadInventory } from './read-cluster.ts';
import { invalid, validateInventory } from './validate-inventory.ts';

/** Which cluster, and how its hosts are reached. */
export interface ClusterRequest extends ClusterFiles {
  /** What to do about host keys; `accept-new` when left out. */
  readonly hostKeys?: HostKeyPolicy;
  /** How many hosts are worked on at once; 50 when left out. */
  readonly forks?: number;
  /** Ends everything at once. */
  readonly signal?: AbortSignal;
  /** Reaches the hosts another way than their connection variables (`ansible_host`, ...) say. */
  readonly connect?: Connect;
}

/** A cluster with doors to its hosts, and what they say of themselves. Close it: it holds connections. */
export interface OpenCluster extends Cluster, AsyncDisposable {
  readonly connect: Connect;
  readonly drivers: ReadonlyMap<string, Driver>;
  /** The hosts that did not answer, and why; they are described by the facts they gave last, if any. */
  readonly unreachable: ReadonlyMap<string, KmagicError>;
  /** What `planRun` and `applyRun` want: this cluster, and whatever is to be otherwise (who listens, which hosts). */
  context(otherwise?: RunOptions): RunContext;
  /** The connections made, for what they cost. */
  transports(): readonly Transport[];
  close(): Promise<void>;
}

/** What of a run is the caller's to say. */
export type RunOptions = Partial<Omit<RunContext, 'graph' | 'connect' | 'drivers'>>;

/**
 * Connects to all hosts of a cluster at once, asks for their facts and compiles an operation for them. Writes nothing to any
 * host. A host that does not answer is no error here but a row of the plan; what is wrong with the inventory is thrown as by
 * `readCluster`, before any host is contacted as far as it can be told without facts.
 */
export async function openCluster(request: ClusterRequest, operation: Operation<ClusterSpec>): Promise<OpenCluster> {
  const read = readInventory(request);
  const names = clusterHosts(read.inventory);
  const store = request.factStore ?? fileFactStore(join(read.stateDir, 'facts'));
  // Facts of the last run may be true no longer, and what depends on them be right now.
  const wrong = invalid(validateInventory(read, { facts: new Map(), now: new Date(request.clock()) }));
  if (wrong !== undefined) throw wrong;
  const plans = request.connect
    ? new Map<string, ConnectionPlan>()
    : new Map(names.map((name) => [name, connectionOf(name, read.variables)]));
  const connections = connectionsBy(request.connect ?? dial(request, read, plans));
  const drivers = new Map(makeDrivers().map((driver) => [driver.name, driver]));
  const close = async (): Promise<void> => {
    await Promise.allSettled([...drivers.values()].map((driver) => driver.close()));
    await connections.close();
  };
  const shared = { forks: request.forks ?? 50, signal: request.signal ?? new AbortController().signal };
  const { connect, transports } = connections;
  try {
    const { facts, unreachable } = await gatherAllFacts({ hosts: names, connect, store, ...shared });
    const cluster = describeCluster(read, operation, {
      facts: new Map([...facts].map(([host, gathered]) => [host, gathered.facts])),
      isReachable: (host) => !unreachable.has(host),
      now: new Date(request.clock()),
    });
    const warnings = [...new Set([...plans.values()].flatMap(warningsOf)), ...cluster.warnings];
    return {
      ...cluster,
      warnings,
      connect,
      drivers,
      unreachable,
      transports,
      context: (otherwise = {}) => {
        return { graph: cluster.graph, connect, drivers, emit: () => undefined, clock: request.clock, ...shared, ...otherwise };
      },
      close,
      [Symbol.asyncDispose]: close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Of a host and those it is reached through. */
function warningsOf({ warnings = [], bastion }: ConnectionPlan): readonly string[] {
  return [...warnings, ...(bastion ? warningsOf(bastion) : [])];
}

function dial(request: ClusterRequest, { stateDir }: ReadInventory, plans: ReadonlyMap<string, ConnectionPlan>): Connect {
  return dialAsPlanned(plans, {
    hostKeys: request.hostKeys ?? 'accept-new',
    knownHosts: { file: join(stateDir, 'known_hosts') },
    trustCommand: (host) => `kmagic trust ${host} ${request.inventories.join(' ')}`,
    home: homedir(),
  });
}
