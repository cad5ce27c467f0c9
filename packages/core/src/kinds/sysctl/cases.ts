import type { Convergence, KindCase } from '../../testing/kind-cases.ts';
import type { SysctlSeen, SysctlSubject, SysctlWant } from './sysctl.ts';

const file = '/etc/sysctl.d/99-kmagic.conf';
const key = 'net.ipv4.ip_forward';
const subject = { file, keys: [key] };
const want = { values: { [key]: 1 } };
const on = { is: 'settable', value: '1' } as const;
const off = { is: 'settable', value: '0' } as const;
const watches = 'fs.inotify.max_user_instances';
const atLeast = { values: { [watches]: { atLeast: 8192 } } };
const write = (text: string): string => `write ${file} 0644 root:root\n# BEGIN kmagic\n${text}# END kmagic\n`;

export const cases: readonly KindCase<SysctlSubject, SysctlWant, SysctlSeen>[] = [
  {
    name: 'a key that is set, live and in the file, does not differ',
    subject,
    want,
    seen: { file, live: { [key]: on }, own: { [key]: '1' }, others: '' },
    changes: [],
  },
  {
    name: 'tabs of the kernel are blanks',
    subject,
    want: { values: { [key]: '1  2' } },
    seen: { file, live: { [key]: { is: 'fixed', value: '1 2' } }, own: { [key]: '1 2' }, others: '' },
    changes: [],
  },
  {
    name: 'a key is set live and in the file',
    subject,
    want,
    seen: { file, live: { [key]: off }, own: {}, others: '' },
    changes: [
      { what: 'sysctl net.ipv4.ip_forward', action: 'update', before: '0', after: '1' },
      { what: 'net.ipv4.ip_forward in /etc/sysctl.d/99-kmagic.conf', action: 'create', after: '1' },
    ],
    steps: [write('net.ipv4.ip_forward = 1\n'), /^printf '%s\\n' 1 > \/proc\/sys\/net\/ipv4\/ip_forward \|\| /],
  },
  {
    name: 'a key no longer wanted leaves the file',
    subject,
    want,
    seen: { file, live: { [key]: on }, own: { [key]: '1', 'vm.swappiness': '0' }, others: '' },
    changes: [{ what: 'vm.swappiness in /etc/sysctl.d/99-kmagic.conf', action: 'delete' }],
    steps: [write('net.ipv4.ip_forward = 1\n')],
  },
  {
    name: 'a line of somebody else that says the same is enough',
    subject,
    want,
    seen: { file, live: { [key]: on }, own: {}, others: 'net/ipv4/ip_forward=1\n' },
    changes: [],
  },
  {
    name: 'lines of others are kept, in the file a link leads to',
    subject,
    want,
    seen: { file, target: '/etc/sysctl.conf', live: { [key]: on }, own: {}, others: '# mine\nnet.ipv4.ip_forward = 0\nvm.swappiness = 5' },
    changes: [{ what: 'net.ipv4.ip_forward in /etc/sysctl.d/99-kmagic.conf', action: 'update', before: '0', after: '1' }],
    steps: [
      'write /etc/sysctl.conf 0644 root:root\n# mine\nnet.ipv4.ip_forward = 0\nvm.swappiness = 5\n# BEGIN kmagic\nnet.ipv4.ip_forward = 1\n# END kmagic\n',
    ],
  },
  {
    name: 'a number high enough by itself needs no file',
    subject,
    want: atLeast,
    seen: { file, live: { [watches]: { is: 'settable', value: '65536' } }, own: {}, others: '' },
    changes: [],
  },
  {
    name: 'a higher number in the file is left',
    subject,
    want: atLeast,
    seen: { file, live: { [watches]: { is: 'settable', value: '9000' } }, own: { [watches]: '9000' }, others: '' },
    changes: [],
  },
  {
    name: 'a number too low is raised',
    subject,
    want: atLeast,
    seen: { file, live: { [watches]: { is: 'settable', value: '128' } }, own: {}, others: '' },
    changes: [
      { what: 'sysctl fs.inotify.max_user_instances', action: 'update', before: '128', after: '8192 or more' },
      { what: 'fs.inotify.max_user_instances in /etc/sysctl.d/99-kmagic.conf', action: 'create', after: '8192' },
    ],
    steps: [write('fs.inotify.max_user_instances = 8192\n'), /8192 > \/proc\/sys\/fs\/inotify\/max_user_instances/],
  },
  {
    name: 'a key the kernel lacks is an error that says so',
    subject,
    want,
    seen: { file, live: { [key]: { is: 'missing' } }, own: { [key]: '1' }, others: '' },
    changes: [{ what: 'sysctl net.ipv4.ip_forward, which this kernel does not have', action: 'update', after: '1' }],
    steps: ["echo 'cannot set net.ipv4.ip_forward: this host does not have it' >&2; exit 1"],
  },
  {
    name: 'a key that cannot be set here is an error that says so',
    subject,
    want,
    seen: { file, live: { [key]: { is: 'fixed', value: '0' } }, own: { [key]: '1' }, others: '' },
    changes: [{ what: 'sysctl net.ipv4.ip_forward, which cannot be set on this host', action: 'update', before: '0', after: '1' }],
    steps: ["echo 'cannot set net.ipv4.ip_forward: this host does not let it be set' >&2; exit 1"],
  },
  {
    name: 'such keys are only written down where they may be ignored',
    subject,
    want: { ...want, ignoreUnknown: true },
    seen: { file, live: { [key]: { is: 'missing' } }, own: {}, others: '' },
    changes: [{ what: 'net.ipv4.ip_forward in /etc/sysctl.d/99-kmagic.conf', action: 'create', after: '1' }],
    steps: [write('-net.ipv4.ip_forward = 1\n')],
  },
];

const reroot = ['/proc/sys', '/etc/sysctl.d'];
const arrange =
  "mkdir -p etc/sysctl.d proc/sys/net/ipv4/conf/eth0.1; echo 0 > proc/sys/net/ipv4/ip_forward; printf '4096\\t16384\\t4194304\\n' > proc/sys/net/ipv4/tcp_wmem; echo 0 > proc/sys/net/ipv4/conf/eth0.1/rp_filter";
const kernel = (values: SysctlWant['values']) => ({
  subject: () => ({ file, keys: Object.keys(values) }),
  want: () => ({ values, ignoreUnknown: true }),
});

export const convergence: readonly Convergence<SysctlSubject, SysctlWant>[] = [
  {
    name: 'keys with dots and blanks are set, unknown ones ignored',
    reroot,
    arrange,
    ...kernel({ 'net.ipv4.tcp_wmem': '4096 16384 4194304', 'net.ipv4.ip_forward': 1, 'net/ipv4/conf/eth0.1/rp_filter': 2, 'no.such': 1 }),
    changes: [
      'sysctl net.ipv4.ip_forward',
      'sysctl net/ipv4/conf/eth0.1/rp_filter',
      `net.ipv4.tcp_wmem in ${file}`,
      `net.ipv4.ip_forward in ${file}`,
      `net/ipv4/conf/eth0.1/rp_filter in ${file}`,
      `no.such in ${file}`,
    ],
    check: 'grep -qx -e "-no.such = 1" etc/sysctl.d/*; [ "$(cat proc/sys/net/ipv4/ip_forward)" = 1 ]',
    asRoot: true,
  },
  {
    name: 'the file of the distribution, a link, keeps its own lines',
    reroot: ['/proc/sys', '/etc/sysctl.d', '/etc/sysctl.conf'],
    arrange: `${arrange}; printf '#kernel.x=1\\nvm.swappiness=5\\n' > etc/sysctl.conf; ln -s ../sysctl.conf etc/sysctl.d/99-kmagic.conf`,
    ...kernel({ 'net.ipv4.ip_forward': 1 }),
    changes: ['sysctl net.ipv4.ip_forward', `net.ipv4.ip_forward in ${file}`],
    check:
      '[ -L etc/sysctl.d/99-kmagic.conf ]; grep -qx vm.swappiness=5 etc/sysctl.conf; grep -qx "net.ipv4.ip_forward = 1" etc/sysctl.conf',
    asRoot: true,
  },
];
