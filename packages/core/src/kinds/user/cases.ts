import type { Convergence, KindCase } from '../../testing/kind-cases.ts';
import { accounts } from '../group/cases.ts';
import type { UserSeen, UserSubject, UserWant } from './user.ts';

const subject = { name: 'etcd' };
const want: UserWant = { system: true, group: 'staff', home: '/var/lib/etcd', shell: '/sbin/nologin', comment: 'Etcd user' };
const same = { name: 'etcd', exists: true, group: 'staff', home: '/var/lib/etcd', shell: '/sbin/nologin', comment: 'Etcd user' } as const;

export const cases: readonly KindCase<UserSubject, UserWant, UserSeen>[] = [
  { name: 'the same user does not differ', subject, want, seen: same, changes: [] },
  {
    name: 'what is left out does not differ',
    subject,
    want: { system: true, group: 'staff', shell: '/sbin/nologin' },
    seen: { ...same, comment: 'else', home: '/' },
    changes: [],
  },
  {
    name: 'a missing user is made without its home',
    subject,
    want,
    seen: { name: 'etcd', exists: false },
    changes: [{ what: 'system user etcd in group staff', action: 'create' }],
    steps: ["useradd --system --no-create-home -g staff -d /var/lib/etcd -s /sbin/nologin -c 'Etcd user' -- etcd"],
  },
  {
    name: 'another shell is changed alone',
    subject,
    want,
    seen: { ...same, shell: '/bin/sh' },
    changes: [{ what: 'shell of user etcd', action: 'update', before: '/bin/sh', after: '/sbin/nologin' }],
    steps: ['usermod -s /sbin/nologin -- etcd'],
  },
];

export const convergence: readonly Convergence<UserSubject, UserWant>[] = [
  { ...accounts, name: 'a user appears', subject: () => subject, want: () => want, changes: ['system user etcd in group staff'] },
  {
    ...accounts,
    name: 'a user that is there is changed',
    subject: () => ({ name: 'root' }),
    want: () => ({ system: true, group: 'staff', shell: '/bin/sh', comment: 'The root' }),
    changes: ['group of user root', 'comment of user root'],
  },
];
