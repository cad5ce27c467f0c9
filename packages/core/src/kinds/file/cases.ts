import { contentHash } from '../../resource/fingerprint.ts';
import { Secret } from '../../secret/secret.ts';
import type { Convergence, KindCase } from '../../testing/kind-cases.ts';
import { me } from '../../testing/me.ts';
import type { PathState } from '../path/path-state.ts';
import type { FileSubject, FileWant } from './file.ts';
import { present } from '../../testing/present.ts';

const path = '/etc/etcd.env';
const subject = { path };
const want = { content: 'A=1\n', mode: '0640', owner: 'root', group: 'etcd' };
const same = present(path, { mode: '0640', group: 'etcd', gid: '996', size: 4, sha256: contentHash('A=1\n') });
const password = new Secret('password-one');

export const cases: readonly KindCase<FileSubject, FileWant, PathState>[] = [
  { name: 'the same file does not differ', subject, want, seen: same, changes: [] },
  {
    name: 'a mode of three digits and owners by number are understood',
    subject,
    want: { ...want, mode: '640', owner: '0', group: '996' },
    seen: same,
    changes: [],
  },
  {
    name: 'a missing file is written',
    subject,
    want,
    seen: { path, exists: false },
    changes: [{ what: 'file /etc/etcd.env', action: 'create' }],
    steps: ['write /etc/etcd.env 0640 root:etcd\nA=1\n'],
  },
  {
    name: 'other content is written anew',
    subject,
    want,
    seen: { ...same, size: 9, sha256: 'ab'.repeat(32) },
    changes: [
      {
        what: 'content of /etc/etcd.env',
        action: 'update',
        before: 'sha256 abababababab, 9 bytes',
        after: `sha256 ${contentHash('A=1\n').slice(0, 12)}, 4 bytes`,
      },
    ],
    steps: [/^write/],
  },
  {
    name: 'another mode or owner is set without a rewrite',
    subject,
    want,
    seen: { ...same, mode: '0644', owner: 'nobody', uid: '65534' },
    changes: [
      { what: 'mode of /etc/etcd.env', action: 'update', before: '0644', after: '0640' },
      { what: 'owner of /etc/etcd.env', action: 'update', before: 'nobody', after: 'root' },
    ],
    steps: ['chown root:etcd /etc/etcd.env\nchmod 0640 /etc/etcd.env'],
  },
  {
    name: 'of a secret neither text nor checksum is told',
    subject: { path, secret: true },
    want: { ...want, content: password },
    seen: same,
    changes: [{ what: 'secret content of /etc/etcd.env', action: 'update' }],
    steps: ['write /etc/etcd.env 0640 root:etcd\n(secret)'],
  },
  {
    name: 'a link is replaced by a file',
    subject,
    want,
    seen: { ...same, type: 'link' },
    changes: [{ what: 'link /etc/etcd.env, replaced by a file', action: 'update' }],
    steps: [/^write/],
  },
  {
    name: 'a directory in the way is left, with a message',
    subject,
    want,
    seen: { ...same, type: 'directory' },
    changes: [{ what: 'directory /etc/etcd.env, replaced by a file', action: 'update' }],
    steps: [/is a directory, but a file is wanted there; move it away by hand/],
  },
];

const mine =
  (content: string | Secret, mode = '0640') =>
  (): FileWant => ({ content, mode, ...me });
const at =
  (name: string) =>
  (root: string): FileSubject => ({ path: `${root}/${name}` });

export const convergence: readonly Convergence<FileSubject, FileWant>[] = [
  {
    name: 'a file appears with its content and mode',
    subject: at('a b'),
    want: mine("it's $HOME\n"),
    changes: ['file ROOT/a b'],
    check: `[ "$(cat 'a b')" = "it's \\$HOME" ]; [ "$(stat -c %a 'a b')" = 640 ]`,
  },
  { name: 'a file changes', arrange: 'echo old > f; chmod 640 f', subject: at('f'), want: mine('new\n'), changes: ['content of ROOT/f'] },
  { name: 'an empty file is a file', subject: at('f'), want: mine(''), changes: ['file ROOT/f'] },
  {
    name: 'only the mode changes',
    arrange: 'printf x > f; chmod 600 f; touch -d @1000 f',
    subject: at('f'),
    want: mine('x', '0644'),
    changes: ['mode of ROOT/f'],
    check: '[ "$(stat -c %Y f)" = 1000 ]',
  },
  {
    name: 'a link is replaced, and what it names is not',
    arrange: 'echo target > t; ln -s t f',
    subject: at('f'),
    want: mine('new\n'),
    changes: ['link ROOT/f, replaced by a file'],
    check: '[ "$(cat t)" = target ]; [ ! -L f ]',
  },
  {
    name: 'a secret is written',
    subject: (root) => ({ path: `${root}/s`, secret: true }),
    want: mine(password, '0600'),
    changes: ['secret file ROOT/s'],
  },
];
