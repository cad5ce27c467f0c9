import type { Convergence, KindCase } from '../../testing/kind-cases.ts';
import type { GroupSeen, GroupSubject, GroupWant } from './group.ts';

const subject = { name: 'kube-cert' };

export const cases: readonly KindCase<GroupSubject, GroupWant, GroupSeen>[] = [
  { name: 'a group that is there does not differ', subject, want: { system: true }, seen: { name: 'kube-cert', gid: '998' }, changes: [] },
  {
    name: 'a missing system group is made',
    subject,
    want: { system: true },
    seen: subject,
    changes: [{ what: 'system group kube-cert', action: 'create' }],
    steps: ['groupadd --system -- kube-cert'],
  },
  {
    name: 'a missing group is made',
    subject,
    want: { system: false },
    seen: subject,
    changes: [{ what: 'group kube-cert', action: 'create' }],
    steps: ['groupadd -- kube-cert'],
  },
];

/** The machine's own account programs, over files of the test's directory. */
export const accounts = {
  arrange:
    'mkdir etc; touch etc/shadow etc/gshadow; echo "root:x:0:0:root:/root:/bin/sh" > etc/passwd; printf "root:x:0:\\nstaff:x:50:\\n" > etc/group',
  programs: {
    getent: 'file=$1; shift 2; for n in "$@"; do awk -F: -v n="$n" \'$1 == n || $3 == n\' "$ROOT/etc/$file"; done',
    groupadd: 'exec /usr/sbin/groupadd -P "$ROOT" "$@"',
    useradd: 'exec /usr/sbin/useradd -P "$ROOT" "$@"',
    usermod: 'exec /usr/sbin/usermod -P "$ROOT" "$@"',
  },
  asRoot: true,
};

export const convergence: readonly Convergence<GroupSubject, GroupWant>[] = [
  {
    ...accounts,
    name: 'a system group appears',
    subject: () => subject,
    want: () => ({ system: true }),
    changes: ['system group kube-cert'],
  },
];
