import { sh } from '../../shell/command.ts';
import type { Convergence, KindCase } from '../../testing/kind-cases.ts';
import type { CommandSeen, CommandSubject, CommandWant } from './command.ts';

const subject = { name: 'host keys', probe: sh`test -f /etc/ssh/key` };
const want = { run: sh`ssh-keygen -A`, done: 'the host has ssh keys' };

export const cases: readonly KindCase<CommandSubject, CommandWant, CommandSeen>[] = [
  { name: 'what is done is not done again', subject, want, seen: { isDone: true }, changes: [] },
  {
    name: 'what is not done is done',
    subject,
    want,
    seen: { isDone: false },
    changes: [{ what: 'the host has ssh keys', action: 'run' }],
    steps: ['ssh-keygen -A'],
  },
];

export const convergence: readonly Convergence<CommandSubject, CommandWant>[] = [
  {
    name: 'a command makes its probe true',
    subject: (root) => ({ name: 'x', probe: sh`[ -f ${root}/x ]` }),
    want: (root) => ({ run: sh`touch ${root}/x`, done: 'x is there' }),
    changes: ['x is there'],
  },
];
