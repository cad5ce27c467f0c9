import { contentHash } from '../../resource/fingerprint.ts';
import type { Convergence, KindCase } from '../../testing/kind-cases.ts';
import { me } from '../../testing/me.ts';
import type { PathState } from '../path/path-state.ts';
import type { DownloadSubject, DownloadWant } from './download.ts';
import { present } from '../../testing/present.ts';

const path = '/usr/local/bin/kubelet';
const subject = { path };
const sha256 = '12'.repeat(32);
const want = {
  urls: ['https://dl.k8s.io/kubelet', 'http://mirror/kubelet'],
  sha256: `sha256:${sha256}`,
  mode: '0755',
  owner: 'root',
  group: 'root',
};
const same = present(path, { mode: '0755', size: 9, sha256 });
const after = 'sha256 121212121212 from https://dl.k8s.io/kubelet';

export const cases: readonly KindCase<DownloadSubject, DownloadWant, PathState>[] = [
  { name: 'the right file does not differ', subject, want, seen: same, changes: [] },
  {
    name: 'a missing file is downloaded aside, verified, and then put in place',
    subject,
    want,
    seen: { path, exists: false },
    changes: [{ what: 'download /usr/local/bin/kubelet', action: 'create', after }],
    steps: [
      /for url in https:\/\/dl.k8s.io\/kubelet http:\/\/mirror\/kubelet;[^]*chmod 0755 \/usr\/local\/bin\/kubelet.part\n[^]*mv -fT -- \/usr\/local\/bin\/kubelet.part \/usr\/local\/bin\/kubelet\n/,
    ],
  },
  {
    name: 'a failed attempt is tried again as often as is said, and any certificate will do where that is said',
    subject,
    want: { ...want, retries: 7, validateCerts: false },
    seen: { path, exists: false },
    changes: [{ what: 'download /usr/local/bin/kubelet', action: 'create', after }],
    steps: [
      / retries=7 insecure=yes\n[^]*curl -fsSL \$\{insecure:\+-k\} [^]* --retry \$retries [^]*wget -q \$\{insecure:\+--no-check-certificate\} /,
    ],
  },
  {
    name: 'another file is replaced',
    subject,
    want,
    seen: { ...same, sha256: '34'.repeat(32) },
    changes: [{ what: 'download /usr/local/bin/kubelet', action: 'update', before: 'sha256 343434343434', after }],
    steps: [/fetch/],
  },
  {
    name: 'another mode is no download',
    subject,
    want,
    seen: { ...same, mode: '0700' },
    changes: [{ what: 'mode of /usr/local/bin/kubelet', action: 'update', before: '0700', after: '0755' }],
    steps: [
      '{ [ -O /usr/local/bin/kubelet ] && [ -G /usr/local/bin/kubelet ]; } || chown root:root /usr/local/bin/kubelet\nchmod 0755 /usr/local/bin/kubelet',
    ],
  },
];

const host = {
  reroot: ['/var/lib/kmagic'],
  subject: (root: string) => ({ path: `${root}/kubelet` }),
  want: (root: string) => ({
    urls: [`file://${root}/nosuch`, `file://${root}/source`],
    sha256: contentHash('the kubelet\n'),
    mode: '0755',
    ...me,
  }),
};

export const convergence: readonly Convergence<DownloadSubject, DownloadWant>[] = [
  {
    ...host,
    name: 'a file is got from the second place where the first has none',
    arrange: 'echo "the kubelet" > source',
    changes: ['download ROOT/kubelet'],
    check: '[ ! -e kubelet.part ]; [ "$(stat -c %a kubelet)" = 755 ]',
  },
  {
    ...host,
    name: 'a download goes on where a former one ended',
    arrange: 'echo "the kubelet" > source; printf "the k" > kubelet.part',
    changes: ['download ROOT/kubelet'],
  },
  {
    ...host,
    name: 'a file a former version left half loaded is dropped',
    arrange: 'echo "the kubelet" > source; printf "old" > kubelet.part',
    changes: ['download ROOT/kubelet'],
  },
  {
    ...host,
    name: 'a file that was loaded whole needs no network',
    arrange: 'echo "the kubelet" > kubelet.part',
    changes: ['download ROOT/kubelet'],
  },
  { ...host, name: 'a file that is right already is left', arrange: 'echo "the kubelet" > kubelet; chmod 755 kubelet', changes: [] },
];
