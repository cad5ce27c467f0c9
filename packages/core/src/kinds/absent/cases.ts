import type { Convergence, KindCase } from '../../testing/kind-cases.ts';
import type { PathState } from '../path/path-state.ts';
import type { AbsentSubject, AbsentWant } from './absent.ts';
import { present } from '../../testing/present.ts';

const path = '/etc/kubernetes/old';
const subject = { path };
const there = present(path, { mode: '0600', size: 4096 });

export const cases: readonly KindCase<AbsentSubject, AbsentWant, PathState>[] = [
  { name: 'nothing there is as wanted', subject, want: {}, seen: { path, exists: false }, changes: [] },
  {
    name: 'a file goes',
    subject,
    want: {},
    seen: there,
    changes: [{ what: 'file /etc/kubernetes/old', action: 'delete' }],
    steps: ['rm -f -- /etc/kubernetes/old'],
  },
  {
    name: 'a directory goes only if it is empty',
    subject,
    want: {},
    seen: { ...there, type: 'directory' },
    changes: [{ what: 'directory /etc/kubernetes/old', action: 'delete' }],
    steps: ['rmdir -- /etc/kubernetes/old'],
  },
  {
    name: 'a directory goes with all in it when that is wanted',
    subject,
    want: { recursive: true },
    seen: { ...there, type: 'directory' },
    changes: [{ what: 'directory /etc/kubernetes/old and all in it', action: 'delete' }],
    steps: ['rm -rf --one-file-system -- /etc/kubernetes/old'],
  },
];

export const convergence: readonly Convergence<AbsentSubject, AbsentWant>[] = [
  {
    name: 'a link goes, what it names stays',
    arrange: 'mkdir d; ln -s d l',
    subject: (root) => ({ path: `${root}/l` }),
    want: () => ({ recursive: true }),
    changes: ['link ROOT/l'],
    check: '[ -d d ]',
  },
  {
    name: 'a full directory goes',
    arrange: 'mkdir -p d/e; touch d/e/f',
    subject: (root) => ({ path: `${root}/d` }),
    want: () => ({ recursive: true }),
    changes: ['directory ROOT/d and all in it'],
  },
];
