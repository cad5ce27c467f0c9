import { describe, expect, it } from 'vitest';
import { kubeDefinitions, type DefinitionsSeen } from './kube-definitions.ts';

const { kind } = kubeDefinitions;
const subject = { path: '/etc/kubernetes/crds.yml' };
const want = { sha256: '1234567890abcdef' };
const marks = (...values: readonly string[]): DefinitionsSeen => ({
  api: 'up',
  answer: Object.fromEntries(values.map((value, i) => [`kind${i}`, value])),
});

describe('custom resource definitions of a manifest', () => {
  const cases: readonly (readonly [string, DefinitionsSeen, readonly string[]])[] = [
    ['are all served, beside those of others', marks('1234567890abcdef.2', 'fedcba.1', '1234567890abcdef.2'), []],
    ['lack one that was deleted', marks('1234567890abcdef.2'), ['update']],
    ['are of another manifest', marks('fedcba.2', 'fedcba.2'), ['update']],
    ['were not all marked when the last run ended', marks('1234567890abcdef.2', 'fedcba.2'), ['update']],
    ['are not there', marks(), ['create']],
    ['are not there where there is no API server yet', { api: 'absent' }, ['create']],
    ['cannot be seen where no API server answers', { api: 'down', why: 'connection refused' }, ['run']],
  ];
  it.each(cases.map(([name, seen, expected]) => ({ name, seen, expected })))('$name', ({ seen, expected }) => {
    expect(kind.diff(want, seen).map((c) => c.action)).toEqual(expected);
  });

  it('are applied by the driver, which reads them on the host', () => {
    expect(kind.steps({ subject, want, seen: marks(), late: {}, changes: [] })).toEqual([
      {
        do: 'drive',
        what: 'the API server to take the definitions in /etc/kubernetes/crds.yml',
        driver: 'kube',
        action: { do: 'definitions', path: subject.path, annotation: 'kmagic.io/source', sha256: want.sha256, timeoutMs: 180_000 },
      },
    ]);
  });
});
