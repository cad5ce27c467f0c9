import { sh } from '../../shell/command.ts';
import type { Convergence, KindCase } from '../../testing/kind-cases.ts';
import type { ReadySeen, ReadySubject, ReadyWant } from './ready.ts';

const subject = { name: 'etcd health', ask: sh`etcdctl endpoint health` };
const want = { what: 'this etcd member is healthy', timeoutMs: 60_000, everyMs: 500 };

export const cases: readonly KindCase<ReadySubject, ReadyWant, ReadySeen>[] = [
  { name: 'what is ready is not waited for', subject, want, seen: { isReady: true }, changes: [] },
  {
    name: 'what is not ready is waited for',
    subject,
    want,
    seen: { isReady: false },
    changes: [{ what: 'wait until this etcd member is healthy', action: 'run' }],
    steps: ['wait until this etcd member is healthy, asking every 500 ms for 60000 ms'],
  },
];

/** Beside the directory, which asking may not change: it is ready when it is asked for the second time. */
const host = {
  subject: (root: string): ReadySubject => ({
    name: 'x',
    ask: sh`if [ -e ${`${root}.asked`} ]; then exit 0; else : > ${`${root}.asked`}; exit 1; fi`,
  }),
};

export const convergence: readonly Convergence<ReadySubject, ReadyWant>[] = [
  {
    ...host,
    name: 'waiting ends when it is ready',
    want: () => ({ what: 'x is up', timeoutMs: 5000, everyMs: 50 }),
    changes: ['wait until x is up'],
    check: 'rm "$PWD.asked"',
  },
];
