import type { GraphNode } from '../graph/graph.ts';
import type { NodeId } from '../resource/ref.ts';
import type { FreshAnswers } from './fresh-answers.ts';
import type { Planned } from './plan-run.ts';

/** In one round trip: more would keep those waiting that need the first of them. */
const atMost = 24;

/** What a run has come to. */
interface SoFar {
  readonly fresh: FreshAnswers;
  readonly hasEndedWell: (id: NodeId) => boolean;
}

/** What comes next on the lanes of a run's hosts. */
export class Lanes {
  readonly #planned: Planned;
  readonly #dependents = new Map<NodeId, GraphNode[]>();
  readonly #before = new Map<NodeId, readonly NodeId[]>();

  constructor(planned: Planned) {
    this.#planned = planned;
    const inRun = new Set(planned.nodes.map((n) => n.id));
    for (const node of planned.nodes) {
      const before = [...new Set([...node.needs, ...node.follows])].filter((id) => inRun.has(id));
      this.#before.set(node.id, before);
      for (const id of before) {
        const list = this.#dependents.get(id);
        if (list) list.push(node);
        else this.#dependents.set(id, [node]);
      }
    }
  }

  /** The nodes of the run that must have ended well before this one acts. */
  before({ id }: GraphNode): readonly NodeId[] {
    return this.#before.get(id) ?? [];
  }

  /** The nodes of the run that must wait for this one. */
  dependents({ id }: GraphNode): readonly GraphNode[] {
    return this.#dependents.get(id) ?? [];
  }

  /** Those worth asking about by the way while the last of some neighbours acts: the next, and who may act together with it. */
  ahead(last: GraphNode): readonly GraphNode[] {
    const next = this.#next(last);
    if (next === undefined) return [];
    const found = [next];
    while (found.length < atMost && isBrief(found.at(-1)!)) {
      const further = this.#next(found.at(-1)!);
      if (further === undefined || !isBrief(further)) break;
      found.push(further);
    }
    return found;
  }

  /** A node whose turn has come, with those behind it that may act in the same round trip. */
  neighbours(node: GraphNode, { fresh, hasEndedWell }: SoFar): readonly GraphNode[] {
    const found = [node];
    if (!isBrief(node) || !fresh.has(node)) return found;
    const ids = new Set<NodeId>([node.id]);
    while (found.length < atMost) {
      const next = this.#next(found.at(-1)!);
      if (next === undefined || !isBrief(next) || next.section?.id !== node.section?.id) break;
      // What it wants may follow from what those before come to.
      if (this.#planned.lenders.has(next.id) || next.needs.some((id) => ids.has(id)) || !fresh.has(next)) break;
      if (!this.before(next).every((id) => ids.has(id) || hasEndedWell(id))) break;
      ids.add(next.id);
      found.push(next);
    }
    return found;
  }

  /** The next node on the lane that does not yet stand as it should. */
  #next(node: GraphNode): GraphNode | undefined {
    return this.dependents(node).find(
      (n) => n.host === node.host && n.lane === node.lane && this.#planned.assessments.get(n.id)?.state !== 'same',
    );
  }
}

function isBrief({ lane, options, resource }: GraphNode): boolean {
  return lane === 'main' && options.retry === undefined && resource.kind.standsAlone === 'brief';
}
