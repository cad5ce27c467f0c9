/** The kernel features recipes branch on: a module's name and the kernel option that builds it in. */
export const kernelOptions = {
  br_netfilter: 'BRIDGE_NETFILTER',
  overlay: 'OVERLAY_FS',
  vxlan: 'VXLAN',
  ipip: 'NET_IPIP',
  dummy: 'DUMMY',
  ip_vs: 'IP_VS',
  nf_tables: 'NF_TABLES',
  wireguard: 'WIREGUARD',
  nf_conntrack: 'NF_CONNTRACK',
  tun: 'TUN',
} as const;

/** What shows that a feature is there when no module, list or configuration does. */
const evidence: Readonly<Record<string, string>> = {
  br_netfilter: '[ -e /proc/sys/net/bridge/bridge-nf-call-iptables ]',
  overlay: 'grep -qw overlay /proc/filesystems',
  ip_vs: '[ -e /proc/net/ip_vs ]',
  nf_conntrack: '[ -e /proc/sys/net/netfilter/nf_conntrack_max ]',
  tun: 'grep -qw tun /proc/misc',
};

/** The questions about a host, by the name of their answer; POSIX sh that only reads and copes with what is missing. */
export const factQuestions = {
  osRelease: 'cat /etc/os-release || cat /usr/lib/os-release',
  machineId: 'cat /etc/machine-id',
  bootId: 'cat /proc/sys/kernel/random/boot_id',
  hostname: 'cat /proc/sys/kernel/hostname',
  kernel: 'uname -r',
  arch: 'uname -m',
  cpus: 'nproc || grep -c ^processor /proc/cpuinfo',
  memory: 'cat /proc/meminfo',
  cgroup: 'if [ -e /sys/fs/cgroup/cgroup.controllers ]; then echo v2; else echo v1; fi',
  addresses: 'command -v ip >/dev/null && ip -4 -o addr show',
  // Where the packets of a far address would leave; nothing is sent.
  route: 'command -v ip >/dev/null && ip -4 -o route get 1.1.1.1',
  fibTrie: 'command -v ip >/dev/null || cat /proc/net/fib_trie',
  routes: 'cat /proc/net/route',
  packageManager: `if command -v apt-get >/dev/null && command -v dpkg-query >/dev/null; then echo apt
elif command -v dnf >/dev/null; then echo dnf
else echo none; fi`,
  resolved: 'systemctl is-active systemd-resolved',
  kernelFeatures: kernelFeatures(),
} as const;

export type FactName = keyof typeof factQuestions;

/** Prints the names of the features that are there. One that cannot be determined is taken for absent, which errs to the safe side. */
function kernelFeatures(): string {
  const lookups = Object.entries(kernelOptions).map(([name, option]) => {
    const ways = [
      `[ -d /sys/module/${name} ]`,
      `listed ${name}`,
      `configured ${option}`,
      ...(evidence[name] === undefined ? [] : [evidence[name]]),
      `modprobe -n -q ${name}`,
    ];
    return `if ${ways.join(' || ')}; then echo ${name}; fi`;
  });
  return `r=$(uname -r)
config=$(zcat /proc/config.gz || cat "/boot/config-$r")
builtin=$(cat "/lib/modules/$r/modules.builtin")
listed() { case $builtin in *"/$1.ko"*) return 0 ;; esac; return 1; }
configured() { case $config in *"CONFIG_$1=y"*) return 0 ;; esac; return 1; }
${lookups.join('\n')}`;
}
