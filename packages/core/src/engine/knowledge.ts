import { fingerprint } from '../resource/fingerprint.ts';
import type { AnyKind } from '../resource/kind.ts';
import type { Answers, NodeId } from '../resource/ref.ts';
import type { GraphNode } from '../graph/graph.ts';

/** What nodes have produced so far in a run. */
export class Knowledge implements Answers {
  readonly #outputs = new Map<NodeId, { readonly value: unknown }>();
  readonly #fingerprints = new Map<NodeId, string>();

  output(node: NodeId): { readonly value: unknown } | undefined {
    return this.#outputs.get(node);
  }

  fingerprint(node: NodeId): string | undefined {
    return this.#fingerprints.get(node);
  }

  /** The node is converged: its output and fingerprint are facts. */
  converged(node: GraphNode, want: unknown, seen: unknown): void {
    const { kind, subject } = node.resource;
    this.#outputs.set(node.id, { value: kind.output?.(subject, seen) });
    this.#fingerprints.set(node.id, kind.fingerprint ? kind.fingerprint(seen) : wantFingerprint(kind, subject, want));
  }

  /** The node differs; a fingerprint that follows from the want alone is known all the same. */
  differs(node: GraphNode, want: unknown): void {
    const { kind, subject } = node.resource;
    this.#outputs.delete(node.id);
    if (kind.fingerprint) this.#fingerprints.delete(node.id);
    else this.#fingerprints.set(node.id, wantFingerprint(kind, subject, want));
  }
}

/** What identifies a want: the kind, whom it is about and what is wanted of it. */
export function wantFingerprint(kind: AnyKind, subject: unknown, want: unknown): string {
  return fingerprint([kind.name, subject, want]).slice(0, 32);
}
