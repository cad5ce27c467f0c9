import type { Emit, NodeName } from '../events/event.ts';
import type { Graph, GraphNode } from '../graph/graph.ts';
import type { Driver } from '../observe/probe.ts';
import type { Connect } from '../transport/transport.ts';

/** What a run is given: the graph, the doors to the machines, and who listens. */
export interface RunContext {
  readonly graph: Graph;
  readonly connect: Connect;
  readonly drivers: ReadonlyMap<string, Driver>;
  readonly emit: Emit;
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
