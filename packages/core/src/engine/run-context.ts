import type { Emit, NodeName } from '../events/event.ts';
import type { Graph, GraphNode } from '../graph/graph.ts';
import type { Driver } from '../observe/probe.ts';
import type { Connect } from '../transport/transport.ts';

/** Who acts: what the lock of a host names. */
export interface Holder {
  /** A name no other run has. */
  readonly run: string;
  /** For people: `kmagic apply by root@here (pid 4711)`. */
  readonly who: string;
  /** Whether another run is certainly over, by its name; what it left under way on a host is then waited for. */
  isOver(run: string): boolean;
}

/** How patient the lock of a host is, in seconds. */
export interface LockPace {
  /** How long another run that has it is waited for at a time. */
  readonly patience: number;
  /** How often it looks on the host whether the connection it belongs to is gone. */
  readonly watch: number;
}

/** What a run is given: the graph, the doors to the machines, and who listens. */
export interface RunContext {
  readonly graph: Graph;
  readonly connect: Connect;
  readonly drivers: ReadonlyMap<string, Driver>;
  readonly emit: Emit;
  /** A nameless program where left out. */
  readonly holder?: Holder;
  /** 5 and 3 where left out. */
  readonly lockPace?: LockPace;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  /** How many hosts are worked on at once. */
  readonly forks: number;
  /** Only these hosts are acted on; others only lend values. */
  readonly limit?: ReadonlySet<string>;
  /** Ends what is under way at once. */
  readonly signal: AbortSignal;
  /** Starts nothing new; what is under way finishes. */
  readonly drain?: AbortSignal;
}

export function nameOf(node: GraphNode): NodeName {
  return { id: node.id, stage: node.stage, role: node.role, task: node.task, host: node.host };
}
