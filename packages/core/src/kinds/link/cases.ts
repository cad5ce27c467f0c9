import type { Convergence, KindCase } from '../../testing/kind-cases.ts';
import type { LinkSeen, LinkSubject, LinkWant } from './link.ts';
import { present } from '../../testing/present.ts';

const path = '/etc/kubernetes/pki';
const subject = { path };
const want = { target: '/etc/kubernetes/ssl' };
const at = present(path, { type: 'link', mode: '0777', size: 19 });
const make = 'ln -sfn -- /etc/kubernetes/ssl /etc/kubernetes/pki.kmagic-new\nmv -fT -- /etc/kubernetes/pki.kmagic-new /etc/kubernetes/pki';

export const cases: readonly KindCase<LinkSubject, LinkWant, LinkSeen>[] = [
  { name: 'the same link does not differ', subject, want, seen: { at, target: '/etc/kubernetes/ssl' }, changes: [] },
  {
    name: 'a missing link is made',
    subject,
    want,
    seen: { at: { path, exists: false } },
    changes: [{ what: 'link /etc/kubernetes/pki', action: 'create', after: '/etc/kubernetes/ssl' }],
    steps: [make],
  },
  {
    name: 'a link elsewhere is turned',
    subject,
    want,
    seen: { at, target: '/old' },
    changes: [{ what: 'link /etc/kubernetes/pki', action: 'update', before: '/old', after: '/etc/kubernetes/ssl' }],
    steps: [make],
  },
  {
    name: 'a directory in the way is left, with a message',
    subject,
    want,
    seen: { at: { ...at, type: 'directory' } },
    changes: [{ what: 'link /etc/kubernetes/pki', action: 'update', before: 'a directory', after: '/etc/kubernetes/ssl' }],
    steps: [/is a directory, but a link is wanted there/],
  },
];

export const convergence: readonly Convergence<LinkSubject, LinkWant>[] = [
  {
    name: 'a link appears, to what need not exist',
    subject: (root) => ({ path: `${root}/l` }),
    want: () => ({ target: 'no where' }),
    changes: ['link ROOT/l'],
  },
  {
    name: 'a link to a directory is turned, not entered',
    arrange: 'mkdir a b; ln -s a l',
    subject: (root) => ({ path: `${root}/l` }),
    want: () => ({ target: 'b' }),
    changes: ['link ROOT/l'],
    check: '[ "$(readlink l)" = b ]; [ -z "$(ls a)" ]',
  },
];
