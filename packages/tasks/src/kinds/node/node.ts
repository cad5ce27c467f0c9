import { defineKind, type Change } from '@kmagic/core';
import { actKube, askKube, type Api, type NodeAnswer, type Taint } from '../../drivers/kube/questions.ts';
import { parseAnswer } from '../kube-objects/kube-objects.ts';

export interface NodeSubject {
  /** As the kubelet registers it. */
  readonly node: string;
}

export interface NodeWant {
  readonly labels: Readonly<Record<string, string>>;
  readonly taints: readonly Taint[];
}

/** Labels and taints of a registered node; those kmagic gave it before and that are dropped are taken away, others stay. */
export const node = defineKind<NodeSubject, NodeWant, Api<NodeAnswer | null>>({
  name: 'node',
  owns: ({ node }) => `node:${node}`,
  probe: ({ node }) => ({
    key: `node:${node}`,
    ask: askKube({ ask: 'node', name: node }),
    parse: (out) => parseAnswer<NodeAnswer | null>(out),
  }),
  diff(want, seen) {
    const live = seen.api === 'up' ? seen.answer : null;
    if (live === null) return bareChanges(want, seen);
    return [...labelChanges(want, live), ...taintChanges(want, live)];
  },
  steps: ({ subject, want }) => [
    {
      do: 'drive',
      what: `node ${subject.node} to register and take its labels and taints`,
      ...actKube({ do: 'node', name: subject.node, ...want, timeoutMs: 180_000 }),
    },
  ],
});

function bareChanges(want: NodeWant, seen: Api<NodeAnswer | null>): readonly Change[] {
  // A node that wants nothing of kmagic needs nothing, whether it is there or not.
  const all = [...labelChanges(want, nothing), ...taintChanges(want, nothing)];
  return seen.api === 'down' ? all.map((c) => ({ ...c, what: `${c.what} (cannot be seen: no API server answers: ${seen.why})` })) : all;
}

const nothing: NodeAnswer = { labels: {}, ownLabels: [], taints: [], ownTaints: [] };

function labelChanges(want: NodeWant, live: NodeAnswer): readonly Change[] {
  const set = Object.entries(want.labels).flatMap(([name, after]): Change[] => {
    const before = live.labels[name];
    if (before === undefined) return [{ what: `label ${name}`, action: 'create', after }];
    if (before !== after) return [{ what: `label ${name}`, action: 'update', before, after }];
    // The same value by another's hand: taken over, or it could never be dropped.
    return live.ownLabels.includes(name) ? [] : [{ what: `label ${name} (not kmagic's yet)`, action: 'update' }];
  });
  const dropped = live.ownLabels.filter((name) => !(name in want.labels));
  return [...set, ...dropped.map((name): Change => ({ what: `label ${name}`, action: 'delete', before: live.labels[name] ?? '' }))];
}

function taintChanges(want: NodeWant, live: NodeAnswer): readonly Change[] {
  const set = want.taints.flatMap((taint): Change[] => {
    const there = live.taints.find((t) => same(t, taint));
    if (there === undefined) return [{ what: `taint ${textOf(taint)}`, action: 'create' }];
    if (textOf(there) !== textOf(taint))
      return [{ what: `taint ${textOf(taint)}`, action: 'update', before: textOf(there), after: textOf(taint) }];
    return live.ownTaints.some((t) => textOf(t) === textOf(taint))
      ? []
      : [{ what: `taint ${textOf(taint)} (not kmagic's yet)`, action: 'update' }];
  });
  const dropped = live.ownTaints.filter((t) => !want.taints.some((w) => same(w, t)));
  return [...set, ...dropped.map((t): Change => ({ what: `taint ${textOf(t)}`, action: 'delete' }))];
}

function same(a: Taint, b: Taint): boolean {
  return a.key === b.key && a.effect === b.effect;
}

function textOf({ key, value, effect }: Taint): string {
  return `${key}${value === undefined || value === '' ? '' : `=${value}`}:${effect}`;
}
