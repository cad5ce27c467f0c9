import pLimit from 'p-limit';
import type { GraphNode } from '../graph/graph.ts';

/** On one host: more would finish together, and late, what others wait for. */
const atOnce = 2;

/** What stands beside the lane of a host waits for its turn; the lane itself never waits behind it. */
export class Beside {
  readonly #turn = pLimit(atOnce);
  readonly #waiting = new Set<GraphNode>();

  /** Runs work when its turn comes, with the node whose turn will come when it ends. */
  async run<T>(node: GraphNode, work: (follows: GraphNode | undefined) => Promise<T>): Promise<T> {
    this.#waiting.add(node);
    return await this.#turn(() => {
      this.#waiting.delete(node);
      // Those who wait before follow the others that have a turn now.
      return work([...this.#waiting][atOnce - 1]);
    });
  }
}
