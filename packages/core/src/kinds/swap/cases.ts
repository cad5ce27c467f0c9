import type { Convergence, KindCase } from '../../testing/kind-cases.ts';
import type { SwapSeen, SwapSubject, SwapWant } from './swap.ts';

const want: SwapWant = { state: 'off' };
const line = 'UUID=12 none swap sw 0 0';

export const cases: readonly KindCase<SwapSubject, SwapWant, SwapSeen>[] = [
  { name: 'a host without swap does not differ', subject: {}, want, seen: { active: [], fstab: [], target: 'masked' }, changes: [] },
  {
    name: 'swap goes off, now and after a boot',
    subject: {},
    want,
    seen: { active: [{ name: '/dev/sda2', sizeKiB: 2097152 }], fstab: [line], target: 'startable' },
    changes: [
      { what: 'swap on /dev/sda2', action: 'run', before: 'on, 2048 MiB', after: 'off' },
      { what: 'swap in /etc/fstab', action: 'update', before: line, after: `# ${line}` },
      { what: 'swap.target', action: 'update', before: 'startable', after: 'masked' },
    ],
    steps: [/^sed -i -E .* \/etc\/fstab$/, 'systemctl mask --quiet swap.target', 'swapoff -a'],
  },
];

const host = {
  reroot: ['/proc/swaps', '/etc/fstab', '/etc/systemd/system/swap.target'],
  programs: { swapoff: 'echo Filename > "$ROOT/proc/swaps"', systemctl: 'ln -s /dev/null "$ROOT/etc/systemd/system/swap.target"' },
  subject: (): SwapSubject => ({}),
  want: () => want,
};

export const convergence: readonly Convergence<SwapSubject, SwapWant>[] = [
  {
    ...host,
    name: 'everything that brings swap back is turned off, and other lines of fstab are kept',
    arrange: `mkdir -p proc etc/systemd/system
printf 'Filename\\tType\\tSize\\n/dev/sda2\\tpartition\\t1024\\t0\\t-2\\n/swapfile\\tfile\\t2048\\t0\\t-3\\n' > proc/swaps
printf '# a comment about swap\\n/dev/sda1 / ext4 defaults 0 1\\n/dev/sda2\\tnone\\tswap\\tsw\\t0 0\\n  /swapfile swap swap defaults 0 0\\n#/old none swap sw 0 0\\n' > etc/fstab`,
    changes: ['swap on /dev/sda2', 'swap on /swapfile', 'swap in /etc/fstab', 'swap in /etc/fstab', 'swap.target'],
    check: '[ "$(grep -vc "^#" etc/fstab)" = 1 ]; grep -q "^/dev/sda1 / ext4" etc/fstab; [ "$(wc -l < etc/fstab)" = 5 ]',
  },
  {
    ...host,
    name: 'a host without an fstab is fine',
    arrange: 'mkdir -p proc etc/systemd/system; echo Filename > proc/swaps; ln -s /dev/null etc/systemd/system/swap.target',
    changes: [],
  },
];
