import { describe, expect, it } from 'vitest';
import { Ref } from '@kmagic/core';
import { wantHash } from '../../drivers/kube/mark.ts';
import { keyOf, refOf } from '../../drivers/kube/object-ref.ts';
import type { KubeObject } from '../../manifests/kube-object.ts';
import { kubeObjects, kubeObjectSet, type KubeObjectsSeen } from './kube-objects.ts';

const one: KubeObject = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'one' } };
const two: KubeObject = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'two', namespace: 'one' } };
const want = { objects: [one, two] };
const { kind } = kubeObjectSet;

const up = (of: Extract<KubeObjectsSeen, { api: 'up' }>['answer']): KubeObjectsSeen => ({ api: 'up', answer: of });
const same = (object: KubeObject) => ({ [keyOf(refOf(object))]: { want: wantHash(object), intact: true, changedBy: [] } });
const words = (seen: KubeObjectsSeen): readonly string[] => kind.diff(want, seen).map((c) => `${c.action} ${c.what}`);

describe('API objects', () => {
  it.each<[string, KubeObjectsSeen, readonly string[]]>([
    ['all are made where there is no API server yet', { api: 'absent' }, ['create Namespace one', 'create Deployment one/two']],
    ['nothing differs while every mark holds', up({ ...same(one), ...same(two) }), []],
    ['one is missing', up({ ...same(one), [keyOf(refOf(two))]: null }), ['create Deployment one/two']],
    [
      'one is wanted otherwise',
      up({ ...same(one), [keyOf(refOf(two))]: { want: 'x', intact: true, changedBy: [] } }),
      ['update Deployment one/two'],
    ],
    [
      'one was changed by others',
      up({ ...same(one), [keyOf(refOf(two))]: { want: wantHash(two), intact: false, changedBy: ['a', 'b'] } }),
      ['update Deployment one/two (changed by a, b)'],
    ],
    [
      "one is not kmagic's",
      up({ ...same(one), [keyOf(refOf(two))]: { intact: false, changedBy: [] } }),
      ["update Deployment one/two (not kmagic's yet)"],
    ],
  ])('%s', (_name, seen, expected) => {
    expect(words(seen)).toEqual(expected);
  });

  it('applies only what differs', () => {
    const seen = up({ ...same(one), [keyOf(refOf(two))]: null });
    const [step] = kind.steps({ subject: { name: 'x', refs: [] }, want, seen, late: {}, changes: [] });
    expect(step).toMatchObject({ do: 'drive', driver: 'kube', action: { do: 'apply', objects: [two] } });
  });

  it('can be previewed only where no value comes from another task', () => {
    expect(kubeObjects('x', [one]).subject).toMatchObject({ preview: [one] });
    expect(kubeObjects('x', [{ ...one, metadata: { name: 'one', labels: { a: Ref.known('b') } } }]).subject).toEqual({
      name: 'x',
      refs: [refOf(one)],
    });
  });
});
