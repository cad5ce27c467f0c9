import { stripVTControlCharacters } from 'node:util';
import { expect, it } from 'vitest';
import { KmagicError } from '@kmagic/core';
import { applyReport } from './report.ts';

const noCa = (task: string): KmagicError =>
  new KmagicError('refused', 'no host that answers has the CA, and node3 did not answer', { task, hint: 'bring node3 back' });

it('what fails several tasks is said once, with all that waits for it', () => {
  const failures = [
    { error: noCa('pki/Install the CA@node1'), blocked: ['etcd/Run etcd@node1'] },
    { error: noCa('pki/Install the CA@node2'), blocked: [] },
    { error: new KmagicError('commandFailed', 'etcd/Run etcd@node4 failed'), blocked: ['etcd/Wait@node4'] },
  ];
  const report = applyReport({ changed: 1, failures, left: undefined, interrupted: false }, 1500);
  expect(stripVTControlCharacters(report)).toBe(`
no host that answers has the CA, and node3 did not answer
  hint: bring node3 back
  blocked: 2 tasks (first: etcd/Run etcd@node1)

etcd/Run etcd@node4 failed
  blocked: 1 task (first: etcd/Wait@node4)

3 failed: 1 changed in 1.5 s.
Run the same command again: it goes on from here.
`);
});
