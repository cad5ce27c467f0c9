import { describe, expect, it } from 'vitest';
import type { Api, NodeAnswer } from '../../drivers/kube/questions.ts';
import { node, type NodeWant } from './node.ts';

const gpu = { key: 'gpu', value: 'yes', effect: 'NoSchedule' };
const want: NodeWant = { labels: { rack: 'r1' }, taints: [gpu] };
const up = (answer: NodeAnswer | null): Api<NodeAnswer | null> => ({ api: 'up', answer });
const asWanted: NodeAnswer = {
  labels: { rack: 'r1', other: 'x' },
  ownLabels: ['rack'],
  taints: [{ key: 'theirs', effect: 'NoExecute' }, gpu],
  ownTaints: [gpu],
};

describe('labels and taints of a node', () => {
  const cases: readonly (readonly [string, NodeWant, Api<NodeAnswer | null>, readonly string[]])[] = [
    ['are as wanted, beside those of others', want, up(asWanted), []],
    ['are to be given to a node that has not registered', want, up(null), ['create label rack', 'create taint gpu=yes:NoSchedule']],
    ['are nothing where nothing is wanted of a node that is not there', { labels: {}, taints: [] }, { api: 'absent' }, []],
    [
      'cannot be seen while the API is down',
      { labels: { a: 'b' }, taints: [] },
      { api: 'down', why: 'refused' },
      ['create label a (cannot be seen: no API server answers: refused)'],
    ],
    ['are taken away when dropped', { labels: {}, taints: [] }, up(asWanted), ['delete label rack', 'delete taint gpu=yes:NoSchedule']],
    [
      'differ',
      { labels: { rack: 'r2' }, taints: [{ ...gpu, value: 'no' }] },
      up(asWanted),
      ['update label rack', 'update taint gpu=no:NoSchedule'],
    ],
    [
      'are taken over from others',
      want,
      up({ ...asWanted, ownLabels: [], ownTaints: [] }),
      ["update label rack (not kmagic's yet)", "update taint gpu=yes:NoSchedule (not kmagic's yet)"],
    ],
  ];
  it.each(cases.map(([name, wanted, seen, expected]) => ({ name, wanted, seen, expected })))('$name', ({ wanted, seen, expected }) => {
    expect(node.kind.diff(wanted, seen).map((c) => `${c.action} ${c.what}`)).toEqual(expected);
  });
});
