import { asKmagicError, type KmagicError } from '../errors/kmagic-error.ts';
import type { GraphNode } from '../graph/graph.ts';
import type { Answer } from '../observe/observe.ts';
import type { Change, Impact } from '../resource/kind.ts';
import { Unknown, type NodeId } from '../resource/ref.ts';
import { resolve } from '../resource/resolve.ts';
import { wantKeyOf, type Knowledge, type WantKey } from './knowledge.ts';

/** How a node stands: as wanted, different, not to be told yet, or not to be told at all. */
export type Assessment =
  | { readonly state: 'same'; readonly wantKey: WantKey }
  | {
      readonly state: 'differs';
      readonly changes: readonly Change[];
      readonly impacts: readonly Impact[];
      readonly want: unknown;
      readonly seen: unknown;
      readonly wantKey: string;
    }
  | { readonly state: 'unknown'; readonly after: readonly NodeId[]; readonly impacts: readonly Impact[] }
  | { readonly state: 'error'; readonly error: KmagicError };

/** Whether acting on the node stops something that runs. */
export function disrupts(assessment: Assessment | undefined): boolean {
  return assessment !== undefined && 'impacts' in assessment && assessment.impacts.some((impact) => impact.disrupts);
}

/** Compares one node's want with the answer, and tells `knowledge` what follows for those who need its values. */
export function assess(node: GraphNode, answer: Answer, knowledge: Knowledge): Assessment {
  if ('error' in answer) return { state: 'error', error: answer.error };
  const { kind, subject } = node.resource;
  const { seen } = answer;
  try {
    const want = resolve(node.resource.want, knowledge);
    const wantKey = wantKeyOf(node, want);
    const changes = kind.observesOnly === true ? [] : kind.diff(want, seen);
    if (changes.length === 0) {
      knowledge.converged(node, seen, wantKey);
      return { state: 'same', wantKey };
    }
    knowledge.differs(node, wantKey);
    return { state: 'differs', changes, impacts: kind.impact?.({ subject, seen, changes }) ?? [], want, seen, wantKey: wantKey() };
  } catch (thrown) {
    if (thrown instanceof Unknown) {
      return { state: 'unknown', after: thrown.after, impacts: kind.impact?.({ subject, seen, changes: [] }) ?? [] };
    }
    return { state: 'error', error: asKmagicError(thrown) };
  }
}
