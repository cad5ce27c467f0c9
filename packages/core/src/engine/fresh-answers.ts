import type { GraphNode } from '../graph/graph.ts';
import type { Answer, Answers } from '../observe/observe.ts';

/** What was last seen of the nodes of a run, as long as it still holds. */
export class FreshAnswers {
  readonly #answers: Map<string, Answer>;
  readonly #byHost: ReadonlyMap<string, readonly GraphNode[]>;
  /** Their turn has come: what is seen of them by the way comes too late. */
  readonly #begun = new Set<string>();

  constructor(nodes: readonly GraphNode[], seen: Answers) {
    this.#answers = new Map(seen);
    this.#byHost = Map.groupBy(nodes, (node) => node.host);
  }

  of({ id }: GraphNode): Answer | undefined {
    return this.#answers.get(id);
  }

  /** Whether the node was seen, and that still holds. */
  has(node: GraphNode): boolean {
    const answer = this.of(node);
    return answer !== undefined && 'seen' in answer;
  }

  /** Those of which nothing will be known any more once `by` has acted. */
  unknownAfter(by: GraphNode, nodes: readonly GraphNode[]): readonly GraphNode[] {
    return nodes.filter((node) => !this.has(node) || disturbs(by, node));
  }

  /** The node's turn has come: what is known of it is used up. */
  begin({ id }: GraphNode): void {
    this.#begun.add(id);
    this.#answers.delete(id);
  }

  learn(seen: Answers): void {
    for (const [id, answer] of seen) if (!this.#begun.has(id)) this.#answers.set(id, answer);
  }

  /** A node acted on its host: what was seen there before may no longer be so. */
  acted(node: GraphNode): void {
    for (const other of this.#byHost.get(node.host) ?? []) if (disturbs(node, other)) this.#answers.delete(other.id);
  }
}

function disturbs(node: GraphNode, other: GraphNode): boolean {
  return node.resource.kind.standsAlone === undefined || other.resource.kind.standsAlone === undefined;
}
