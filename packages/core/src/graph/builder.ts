import { KmagicError } from '../errors/kmagic-error.ts';
import type { Resource } from '../resource/kind.ts';
import { LateRef, Ref, type NodeId } from '../resource/ref.ts';
import type { TaskOptions } from '../role/role.ts';
import { isPlain } from '../resource/resolve.ts';
import type { Graph, GraphNode, Section } from './graph.ts';

/** Where a node stands, beside what it is. */
export interface Place {
  readonly stage: string;
  readonly role: string;
  readonly host: string;
  readonly lane: string;
  readonly section?: Section;
}

/** Collects nodes and keeps each host's lanes; ids and owners are checked as they come. */
export class GraphBuilder {
  readonly #nodes: GraphNode[] = [];
  readonly #byId = new Map<NodeId, GraphNode>();
  readonly #owners = new Map<string, NodeId>();
  readonly #tails = new Map<string, readonly NodeId[]>();
  readonly #barrier: NodeId[] = [];
  #lanes = 0;

  add(
    place: Place,
    task: string,
    declared: { readonly resource: Resource<unknown>; readonly options: TaskOptions; readonly follows: readonly NodeId[] },
  ): NodeId {
    const id = `${place.role}/${task}@${place.host}` as NodeId;
    if (this.#byId.has(id)) throw new KmagicError('bug', `two tasks are named ${id}`, { hint: 'give one of them another name' });
    const { resource, options } = declared;
    this.#claim(id, place.host, resource);
    const needs = new Set<NodeId>([...needsOf(resource.want), ...needsOf(resource.late)]);
    for (const ref of options.after ?? []) for (const need of ref.needs) needs.add(need);
    const node: GraphNode = Object.freeze({
      id,
      task,
      resource,
      options,
      ...place,
      needs: [...needs],
      follows: [...new Set([...declared.follows, ...this.#barrier])],
    });
    this.#nodes.push(node);
    this.#byId.set(id, node);
    return id;
  }

  /** The last nodes of a lane: what the next node on it follows. */
  tail(host: string, lane: string): readonly NodeId[] {
    return this.#tails.get(`${host}|${lane}`) ?? [];
  }

  setTail(host: string, lane: string, tail: readonly NodeId[]): void {
    this.#tails.set(`${host}|${lane}`, tail);
  }

  /** A number no lane of this graph has yet. */
  newLane(): number {
    this.#lanes += 1;
    return this.#lanes;
  }

  /** From here on every node follows the last node of every host. */
  barrier(): void {
    this.#barrier.splice(0, this.#barrier.length, ...new Set([...this.#tails.values()].flat()));
  }

  build(operation: string, stages: Graph['stages']): Graph {
    return Object.freeze({ operation, stages, nodes: this.#nodes, byId: this.#byId });
  }

  #claim(id: NodeId, host: string, resource: Resource<unknown>): void {
    if (resource.kind.observesOnly === true) return;
    const key = `${host}|${resource.kind.owns(resource.subject)}`;
    const other = this.#owners.get(key);
    if (other !== undefined) {
      throw new KmagicError('bug', `${resource.kind.owns(resource.subject)} on ${host} has two owners: ${other} and ${id}`);
    }
    this.#owners.set(key, id);
  }
}

function needsOf(value: unknown): readonly NodeId[] {
  if (value instanceof Ref) return value.needs;
  if (value instanceof LateRef) return value.source.needs.flatMap((r) => r.needs);
  if (Array.isArray(value)) return value.flatMap(needsOf);
  if (isPlain(value)) return Object.values(value).flatMap(needsOf);
  return [];
}
