import { fingerprint } from '../resource/fingerprint.ts';
import type { Answers, NodeId } from '../resource/ref.ts';
import type { GraphNode } from '../graph/graph.ts';

/** What nodes have produced so far in a run. */
export class Knowledge implements Answers {
  readonly #outputs = new Map<NodeId, { readonly value: unknown }>();
  readonly #fingerprints = new Map<NodeId, WantKey>();

  output(node: NodeId): { readonly value: unknown } | undefined {
    return this.#outputs.get(node);
  }

  fingerprint(node: NodeId): string | undefined {
    return this.#fingerprints.get(node)?.();
  }

  /** The node is converged: its output and fingerprint are facts. */
  converged(node: GraphNode, seen: unknown, wantKey: WantKey): void {
    const { kind, subject } = node.resource;
    const own = kind.fingerprint?.(seen);
    this.#outputs.set(node.id, { value: kind.output?.(subject, seen) });
    this.#fingerprints.set(node.id, own === undefined ? wantKey : () => own);
  }

  /** The node differs; a fingerprint that follows from the want alone is known all the same. */
  differs(node: GraphNode, wantKey: WantKey): void {
    this.#outputs.delete(node.id);
    if (node.resource.kind.fingerprint) this.#fingerprints.delete(node.id);
    else this.#fingerprints.set(node.id, wantKey);
  }
}

/** The fingerprint of a want, worked out when it is asked for: few are, and wants are large. */
export type WantKey = () => string;

/** What identifies a want: the kind, whom it is about and what is wanted of it. */
export function wantKeyOf({ resource: { kind, subject } }: GraphNode, want: unknown): WantKey {
  let known: string | undefined;
  return () => (known ??= fingerprint([kind.name, subject, want]).slice(0, 32));
}
