import { fingerprint } from '../../resource/fingerprint.ts';
import type { Convergence, KindCase } from '../../testing/kind-cases.ts';
import type { ArchiveSeen, ArchiveSubject, ArchiveWant } from './archive.ts';

const path = '/opt/cni/bin';
const subject = { path };
const sha256 = '12'.repeat(32);
const want: ArchiveWant = { urls: ['https://example.net/cni.tgz'], sha256, extract: { into: path } };
const how = fingerprint([want.extract, 0]).slice(0, 16);
const after = 'sha256 121212121212 from https://example.net/cni.tgz';

export const cases: readonly KindCase<ArchiveSubject, ArchiveWant, ArchiveSeen>[] = [
  {
    name: 'an archive that was unpacked and is as it was does not differ',
    subject,
    want,
    seen: { path, extracted: { sha256, how }, touched: [] },
    changes: [],
  },
  {
    name: 'an archive is unpacked aside, put in place and not kept',
    subject,
    want,
    seen: { path, touched: [] },
    changes: [{ what: 'archive unpacked to /opt/cni/bin', action: 'create', after }],
    steps: [
      /\/var\/cache\/kmagic\/1212121212121212-cni.tgz[^]*mktemp -d -- \/opt\/cni\/bin\/.kmagic-XXXXXX[^]*rm -f -- \/var\/cache\/kmagic/,
    ],
  },
  {
    name: 'another version is unpacked over it',
    subject,
    want,
    seen: { path, extracted: { sha256: '34'.repeat(32), how }, touched: [] },
    changes: [{ what: 'archive unpacked to /opt/cni/bin', action: 'update', before: 'sha256 343434343434', after }],
  },
  {
    name: 'other members are unpacked too',
    subject,
    want,
    seen: { path, extracted: { sha256, how: 'x' }, touched: [] },
    changes: [{ what: 'what of the archive is unpacked to /opt/cni/bin', action: 'update' }],
  },
  {
    name: 'files changed or removed by hand are restored',
    subject,
    want,
    seen: {
      path,
      extracted: { sha256, how },
      touched: [
        { path: '/opt/cni/bin/bridge', now: 'changed' },
        { path: '/opt/cni/bin/ptp', now: 'missing' },
      ],
    },
    changes: [
      { what: '/opt/cni/bin/bridge of the archive', action: 'update', before: 'changed since it was unpacked', after: 'as in the archive' },
      { what: '/opt/cni/bin/ptp of the archive', action: 'create', before: 'missing', after: 'as in the archive' },
    ],
  },
];

/** An archive whose bytes, and so its checksum, are always the same. */
const pack =
  'mkdir -p t/top/bin; echo one > t/top/bin/one; echo two > "t/top/bin/two 2"; ln -s one t/top/bin/link; chmod 755 t/top/bin t/top/bin/one; chmod 644 t/top/bin/two*; tar -c --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner --format=ustar --mode=go-w -C t top > a.tar; rm -r t';
const host = { reroot: ['/var/lib/kmagic', '/var/cache/kmagic'], arrange: pack };
const source = (root: string) => ({ urls: [`file://${root}/a.tar`], sha256: packedHash });
const packedHash = 'a2e0599d159fdf5f6efcbd4b7cab1e51a4eb6739fdd2f49a7c722fa8269a34ca';

export const convergence: readonly Convergence<ArchiveSubject, ArchiveWant>[] = [
  {
    ...host,
    name: 'everything is unpacked into a directory',
    subject: (root) => ({ path: `${root}/out` }),
    want: (root) => ({ ...source(root), strip: 1, extract: { into: `${root}/out` } }),
    changes: ['archive unpacked to ROOT/out'],
    check:
      '[ "$(ls -A out out/bin | tr "\\n" ,)" = "out:,bin,,out/bin:,link,one,two 2," ]; [ -z "$(ls var/cache/kmagic)" ]; [ -x out/bin/one ]',
  },
  {
    ...host,
    name: 'named members go to their places',
    subject: (root) => ({ path: `${root}/out/one` }),
    want: (root) => ({ ...source(root), extract: { members: { 'top/bin/one': `${root}/out/one`, 'top/bin/two 2': `${root}/other/two` } } }),
    changes: ['archive unpacked to ROOT/out/one'],
    check: '[ "$(ls -A out)" = one ]; [ "$(cat other/two)" = two ]',
  },
];
