import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { KmagicError, type Transport } from '@kmagic/core';
import { localShell } from '@kmagic/core/testing';
import { kernelOptions } from '../../packages/core/src/facts/fact-probes.ts';

/**
 * A Debian machine on which nothing of a cluster stands, for plans: real shells of this machine ask a directory with a few
 * files, so that nothing of this machine shows. Its drivers find no credentials, and nothing can be reached through it.
 */
export async function bareHost(name: string, address: string): Promise<Transport> {
  const shell = await localShell({
    reroot: ['/boot', '/etc', '/home', '/lib', '/opt', '/proc', '/root', '/run', '/sys', '/usr', '/var'],
    programs: programs(name, address),
  });
  for (const [path, text] of Object.entries(files(name))) {
    await mkdir(dirname(join(shell.root, path)), { recursive: true });
    await writeFile(join(shell.root, path), text);
  }
  const asks = (text: string): ReturnType<Transport['script']> => shell.script(text);
  const refuses = (): Promise<never> => Promise.reject(new KmagicError('bug', `${name} is only there to be asked`));
  return {
    host: name,
    stats: { roundTrips: 0, bytesSent: 0, bytesReceived: 0 },
    script: asks,
    stream: refuses,
    upload: refuses,
    forward: refuses,
    close: () => shell.close(),
  };
}

const kernel = '6.1.0-28-amd64';

/** Files that only lend facts: what a plan compares is not there at all. */
function files(name: string): Readonly<Record<string, string>> {
  return {
    'etc/os-release': 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nVERSION_ID="12"\nID=debian\n',
    'etc/machine-id': `${Buffer.from(name).toString('hex').padStart(32, '0')}\n`,
    'proc/sys/kernel/random/boot_id': '00000000-0000-4000-8000-000000000000\n',
    'etc/hostname': `${name}\n`,
    'proc/meminfo': 'MemTotal:        8388608 kB\n',
    'proc/swaps': 'Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n',
    'proc/filesystems': 'nodev\text4\n',
    'sys/fs/cgroup/cgroup.controllers': 'cpuset cpu io memory hugetlb pids\n',
    // Everything is there to be loaded; nothing is.
    [`lib/modules/${kernel}/modules.dep`]: Object.keys(kernelOptions)
      .map((module) => `kernel/${module}.ko.xz:\n`)
      .join(''),
    ...Object.fromEntries(
      Object.entries({ ...kernelParameters, 'kernel/hostname': name, 'kernel/osrelease': kernel }).map(([key, value]) => [
        `proc/sys/${key}`,
        `${value}\n`,
      ]),
    ),
  };
}

/** As Debian's kernel has them at boot. */
const kernelParameters: Readonly<Record<string, string | number>> = {
  'fs/inotify/max_user_instances': 128,
  'fs/inotify/max_user_watches': 65536,
  'kernel/keys/root_maxbytes': 25_000_000,
  'kernel/keys/root_maxkeys': 1_000_000,
  'kernel/panic': 0,
  'kernel/panic_on_oops': 0,
  'net/ipv4/ip_forward': 0,
  'net/ipv4/ip_local_reserved_ports': '',
  'vm/overcommit_memory': 0,
  'vm/panic_on_oom': 0,
};

/** What the plan asks of programs, as a fresh Debian has them. */
function programs(name: string, address: string): Readonly<Record<string, string>> {
  return {
    uname: `case $1 in -r) echo ${kernel} ;; -m) echo x86_64 ;; *) echo Linux ;; esac`,
    hostname: `echo ${name}`,
    nproc: 'echo 4',
    ip: `case "$*" in *route*) echo "1.1.1.1 via 192.168.50.1 dev eth0 src ${address} uid 0" ;; *addr*) echo "2: eth0    inet ${address}/24 brd 192.168.50.255 scope global eth0" ;; esac`,
    'apt-get': 'exit 1',
    'dpkg-query': 'exit 1',
    getent: 'exit 2',
    modprobe: '[ "$1" = -n ]',
    lsmod: ':',
    sysctl: 'exit 1',
    systemctl: fakeUnits,
    curl: 'exit 7',
  };
}

const fakeUnits = `[ "$1" = show ] || exit 3
while [ "$1" != -- ]; do shift; done; shift
for unit in "$@"; do printf 'Id=%s\\nNames=%s\\nLoadState=not-found\\nActiveState=inactive\\nSubState=dead\\nUnitFileState=\\nNeedDaemonReload=no\\n\\n' "$unit" "$unit"; done`;
