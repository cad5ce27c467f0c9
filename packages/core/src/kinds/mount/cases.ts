import type { Convergence, KindCase } from '../../testing/kind-cases.ts';
import type { MountSeen, MountSubject, MountWant } from './mount.ts';

const path = '/var/lib/etcd';
const subject = { path };
const want: MountWant = { source: '/dev/sdb1', fstype: 'ext4', options: ['noatime'], state: 'mounted' };
const fstab = { source: '/dev/sdb1', fstype: 'ext4', options: ['noatime'] };
const live = { source: '/dev/sdb1', fstype: 'ext4', options: ['rw', 'noatime'] };
const wanted = '/dev/sdb1 ext4 noatime';

export const cases: readonly KindCase<MountSubject, MountWant, MountSeen>[] = [
  { name: 'what is mounted so does not differ', subject, want, seen: { path, live, fstab }, changes: [] },
  {
    name: 'a device by its UUID is known by its file system',
    subject,
    want: { ...want, source: 'UUID=1' },
    seen: { path, live, fstab: { ...fstab, source: 'UUID=1' } },
    changes: [],
  },
  {
    name: 'no options are the defaults',
    subject,
    want: { ...want, options: [] },
    seen: { path, live, fstab: { ...fstab, options: ['defaults'] } },
    changes: [],
  },
  {
    name: 'what is not mounted is mounted, now and at boot',
    subject,
    want,
    seen: { path },
    changes: [
      { what: '/var/lib/etcd in /etc/fstab', action: 'create', after: wanted },
      { what: 'mount of /var/lib/etcd', action: 'create', after: wanted },
    ],
    steps: [/KMAGIC_LINE='\/dev\/sdb1 \/var\/lib\/etcd ext4 noatime 0 0'[^]*\nmkdir -p -- \/var\/lib\/etcd\nmount -- \/var\/lib\/etcd$/],
  },
  {
    name: 'another flag is a remount',
    subject,
    want,
    seen: { path, fstab, live: { ...live, options: ['rw', 'relatime'] } },
    changes: [{ what: 'mount options of /var/lib/etcd', action: 'update', before: 'rw,relatime', after: 'noatime' }],
    steps: ['mount -o remount -- /var/lib/etcd'],
  },
  {
    name: 'another file system in its place is unmounted first',
    subject,
    want,
    seen: { path, fstab, live: { ...live, fstype: 'tmpfs' } },
    changes: [{ what: 'mount of /var/lib/etcd', action: 'update', before: '/dev/sdb1 tmpfs rw,noatime', after: wanted }],
    steps: ['umount -- /var/lib/etcd\nmkdir -p -- /var/lib/etcd\nmount -- /var/lib/etcd'],
  },
];

const host = {
  reroot: ['/etc/fstab', '/proc/self/mounts', '/run/systemd/system'],
  programs: { mount: 'awk -v t="$2" \'!/^#/ && $2 ~ t\' "$ROOT/etc/fstab" >> "$ROOT/proc/self/mounts"' },
};

export const convergence: readonly Convergence<MountSubject, MountWant>[] = [
  {
    ...host,
    name: 'a file system is mounted and other lines of fstab are kept',
    arrange:
      "mkdir -p etc proc/self; printf '# root\\n/dev/sda1 / ext4 defaults 0 1\\n' > etc/fstab; printf '/dev/sda1 / ext4 rw 0 0\\n' > proc/self/mounts",
    subject: (root) => ({ path: `${root}/data/` }),
    want: () => ({ source: 'host:/a b', fstype: 'nfs', options: [], state: 'mounted' }),
    changes: ['ROOT/data/ in /etc/fstab', 'mount of ROOT/data/'],
    check: String.raw`[ "$(sed -n 3p etc/fstab)" = 'host:/a\040b '"$ROOT"'/data nfs defaults 0 0' ]; [ "$(sed -n 2p etc/fstab)" = '/dev/sda1 / ext4 defaults 0 1' ]`,
  },
];
