import { describe, expect, it } from 'vitest';
import { kubeDefinitions, type DefinitionsSeen } from './kube-definitions.ts';

const { kind } = kubeDefinitions;
const subject = { path: '/etc/kubernetes/crds.yml', kubectl: '/usr/local/bin/kubectl', kubeconfig: '/etc/kubernetes/admin.conf' };
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

  it('are marked on the host and applied by the server', () => {
    const [step, ...others] = kind.steps({ subject, want, seen: marks(), late: {}, changes: [] });
    expect(others).toEqual([]);
    const shown = step?.do === 'run' ? step.command.shown : '';
    expect(shown).toMatch(/annotate --local .* \| .* apply --server-side/);
    expect(shown).toContain('kmagic.io/source=1234567890abcdef.$(');
  });
});
