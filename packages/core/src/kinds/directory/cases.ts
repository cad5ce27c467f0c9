import type { Convergence, KindCase } from '../../testing/kind-cases.ts';
import { me } from '../../testing/me.ts';
import { present } from '../../testing/present.ts';
import type { Attributes } from '../path/attributes.ts';
import type { PathState } from '../path/path-state.ts';
import type { DirectorySubject } from './directory.ts';

const path = '/var/lib/etcd';
const subject = { path };
const want = { mode: '0700', owner: 'etcd', group: 'etcd' };
const same = present(path, { type: 'directory', ...want, uid: '996', gid: '996', size: 4096 });

export const cases: readonly KindCase<DirectorySubject, Attributes, PathState>[] = [
  { name: 'the same directory does not differ', subject, want, seen: same, changes: [] },
  {
    name: 'a missing directory is made',
    subject,
    want,
    seen: { path, exists: false },
    changes: [{ what: 'directory /var/lib/etcd', action: 'create' }],
    steps: ['( umask 022; mkdir -p -- /var/lib/etcd )\nchown etcd:etcd /var/lib/etcd\nchmod 0700 /var/lib/etcd'],
  },
  {
    name: 'another group is set',
    subject,
    want,
    seen: { ...same, group: 'root', gid: '0' },
    changes: [{ what: 'group of /var/lib/etcd', action: 'update', before: 'root', after: 'etcd' }],
    steps: ['chown etcd:etcd /var/lib/etcd\nchmod 0700 /var/lib/etcd'],
  },
  {
    name: 'a file in the way is left, with a message',
    subject,
    want,
    seen: { ...same, type: 'file' },
    changes: [{ what: '/var/lib/etcd, which is no directory', action: 'update', after: 'a directory' }],
    steps: [/is a file, but a directory is wanted there/],
  },
];

const mine = (): Attributes => ({ mode: '0700', ...me });

export const convergence: readonly Convergence<DirectorySubject, Attributes>[] = [
  {
    name: 'a directory appears, its parents open to read',
    subject: (root) => ({ path: `${root}/a/b` }),
    want: mine,
    changes: ['directory ROOT/a/b'],
    check: '[ "$(stat -c %a a)" = 755 ]; [ "$(stat -c %a a/b)" = 700 ]',
  },
  {
    name: 'a link to a directory is a directory',
    arrange: 'mkdir -m 755 real; ln -s real d',
    subject: (root) => ({ path: `${root}/d` }),
    want: mine,
    changes: ['mode of ROOT/d'],
    check: '[ -L d ]',
  },
];
