import type { Resource } from '../resource/kind.ts';
import type { NodeId } from '../resource/ref.ts';
import type { TaskOptions } from '../role/role.ts';

/** A part of a role in which at most `size` hosts may disrupt at once. */
export interface Section {
  readonly id: string;
  readonly size: number;
  /** How many hosts may fail inside before those behind are left alone. */
  readonly tolerate: number;
}

/** One resource on one host, with its place in the order. */
export interface GraphNode {
  readonly id: NodeId;
  readonly stage: string;
  readonly role: string;
  readonly task: string;
  readonly host: string;
  readonly resource: Resource<unknown>;
  readonly options: TaskOptions;
  /** Nodes whose values or explicit order this one needs: it acts after them and is blocked when they fail. */
  readonly needs: readonly NodeId[];
  /** The nodes before this one on its host's lane: the same, without a value flowing. */
  readonly follows: readonly NodeId[];
  /** 'main' for the host's lane; other lanes run beside it. */
  readonly lane: string;
  readonly section?: Section;
}

/** Nodes in the order they were declared; every edge points backwards, so the graph has no cycle. */
export interface Graph {
  readonly operation: string;
  readonly stages: readonly { readonly name: string; readonly about: string }[];
  readonly nodes: readonly GraphNode[];
  readonly byId: ReadonlyMap<NodeId, GraphNode>;
}

/** The nodes done for some hosts and every node they need a value from, on any host. */
export function limitTo(
  graph: Graph,
  hosts: ReadonlySet<string>,
): { readonly nodes: readonly GraphNode[]; readonly lenders: ReadonlySet<NodeId> } {
  const wanted = new Set<NodeId>();
  const lenders = new Set<NodeId>();
  for (const node of graph.nodes.toReversed()) {
    const inside = hosts.has(node.options.concerns?.name ?? node.host);
    if (!inside && !wanted.has(node.id)) continue;
    if (!inside) lenders.add(node.id);
    wanted.add(node.id);
    for (const id of node.needs) wanted.add(id);
  }
  return { nodes: graph.nodes.filter((n) => wanted.has(n.id)), lenders };
}
