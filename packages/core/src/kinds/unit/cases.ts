import { contentHash } from '../../resource/fingerprint.ts';
import { fakeSystemctl } from '../../testing/fake-systemctl.ts';
import type { Convergence, KindCase } from '../../testing/kind-cases.ts';
import type { UnitSeen, UnitSubject, UnitWant } from './unit.ts';
import { present } from '../../testing/present.ts';

const name = 'etcd.service';
const path = '/etc/systemd/system/etcd.service';
const want = { content: '[Service]\n' };
const read = `set -f -- $(systemctl show -p FragmentPath -p DropInPaths -p NeedDaemonReload -- ${name} 2>/dev/null)
case " $* " in *[\\ =]${path}' '*) ;; *) set -- ;; esac
case " $* " in *' NeedDaemonReload=no '*) ;; *) systemctl daemon-reload ;; esac`;
const at = present(path, { mode: '0644', size: 10, sha256: contentHash('[Service]\n') });

export const cases: readonly KindCase<UnitSubject, UnitWant, UnitSeen>[] = [
  { name: 'a unit systemd has read does not differ', subject: { name }, want, seen: { name, at, needsReload: false }, changes: [] },
  {
    name: 'a new unit is written and read',
    subject: { name },
    want,
    seen: { name, at: { path, exists: false }, needsReload: false },
    changes: [{ what: `file ${path}`, action: 'create' }],
    steps: [`write ${path} 0644 root:root\n[Service]\n`, read],
  },
  {
    name: 'a file written before a crash is read after it',
    subject: { name },
    want,
    seen: { name, at, needsReload: true },
    changes: [{ what: 'systemd reads etcd.service again, whose files changed', action: 'run' }],
    steps: [read],
  },
];

const host = { programs: { systemctl: fakeSystemctl }, want: () => want, asRoot: true };

export const convergence: readonly Convergence<UnitSubject, UnitWant>[] = [
  {
    ...host,
    name: 'a unit file is written and read',
    reroot: ['/etc/systemd/system'],
    arrange: 'mkdir -p etc/systemd/system state; echo old > etc/systemd/system/etcd.service; echo yes > state/etcd.service.reload',
    subject: () => ({ name }),
    changes: [`content of ${path}`, 'systemd reads etcd.service again, whose files changed'],
    check: 'grep -qx "daemon-reload " log',
  },
  {
    ...host,
    name: 'a unit file systemd had not read before costs no reload',
    reroot: ['/etc/systemd/system'],
    arrange: 'mkdir -p etc/systemd/system state; : > log',
    subject: () => ({ name }),
    changes: [`file ${path}`],
    check: '! grep daemon-reload log',
  },
  {
    ...host,
    name: 'a unit file that hides the one systemd runs, which has a drop-in, is read',
    reroot: ['/etc/systemd/system'],
    arrange: `mkdir -p etc/systemd/system state
echo "FragmentPath=/lib/systemd/system/etcd.service" > state/etcd.service.loaded
echo "DropInPaths=$PWD/etc/systemd/system/etcd.service.d/a.conf" >> state/etcd.service.loaded`,
    subject: () => ({ name }),
    changes: [`file ${path}`],
    check: 'grep -qx "daemon-reload " log',
  },
  {
    ...host,
    name: 'a drop-in of a template unit is written',
    subject: (root) => ({ name: 'a@.service', path: `${root}/a@.service.d/10.conf` }),
    changes: ['file ROOT/a@.service.d/10.conf'],
  },
];
