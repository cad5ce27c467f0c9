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

/** What shows that a feature is there when no module does. */
const evidence: Readonly<Record<string, string>> = {
  br_netfilter: '[ -e /proc/sys/net/bridge/bridge-nf-call-iptables ]',
  overlay: 'grep -qw overlay /proc/filesystems',
  ip_vs: '[ -e /proc/net/ip_vs ]',
  nf_conntrack: '[ -e /proc/sys/net/netfilter/nf_conntrack_max ]',
  tun: 'grep -qw tun /proc/misc',
};

/**
 * The questions about a host, by the name of their answer; POSIX sh that only reads, copes with what is missing and leaves the
 * shell as it was.
 */
export const factQuestions = {
  osRelease: 'cat /etc/os-release || cat /usr/lib/os-release',
  machineId: firstLineOf('/etc/machine-id'),
  bootId: firstLineOf('/proc/sys/kernel/random/boot_id'),
  hostname: firstLineOf('/proc/sys/kernel/hostname'),
  kernel: firstLineOf('/proc/sys/kernel/osrelease'),
  arch: 'uname -m',
  cpus: 'nproc || grep -c ^processor /proc/cpuinfo',
  memory: firstLineOf('/proc/meminfo'),
  cgroup: 'if [ -e /sys/fs/cgroup/cgroup.controllers ]; then echo v2; else echo v1; fi',
  addresses: 'command -v ip >/dev/null && ip -4 -o addr show',
  // Where the packets of a far address would leave; nothing is sent.
  route: 'command -v ip >/dev/null && ip -4 -o route get 1.1.1.1',
  fibTrie: 'command -v ip >/dev/null || cat /proc/net/fib_trie',
  routes: 'cat /proc/net/route',
  packageManager: `if command -v apt-get >/dev/null && command -v dpkg-query >/dev/null; then echo apt
elif command -v dnf >/dev/null; then echo dnf
else echo none; fi`,
  // The directory is there once it has run since the last boot.
  resolved: '[ -d /run/systemd/resolve ] && systemctl is-active systemd-resolved',
  kernelFeatures: kernelFeatures(),
} as const;

export type FactName = keyof typeof factQuestions;

/** Without a process of its own. */
function firstLineOf(path: string): string {
  return `line=; read -r line < ${path}; printf '%s\\n' "$line"`;
}

/**
 * Prints the names of the features that are there: seen at work, built in, or to be had as a module. The kernel's long lists are read
 * once, and only for what is left. A feature that cannot be determined is taken for absent, which errs to the safe side.
 */
function kernelFeatures(): string {
  const [names, options] = [Object.keys(kernelOptions), Object.values(kernelOptions)];
  const looks = Object.entries(kernelOptions).map(([name, option]) => {
    const ways = [`[ -d /sys/module/${name} ]`, ...(evidence[name] === undefined ? [] : [evidence[name]])];
    return `if ${ways.join(' || ')}; then echo ${name}; else set -- "$@" ${name}:${option}; fi`;
  });
  return `(set --
${looks.join('\n')}
[ $# -gt 0 ] || exit 0
read -r r < /proc/sys/kernel/osrelease
known='^CONFIG_(${options.join('|')})=y|/(${names.join('|')})[.]ko'
listed=$([ ! -r /proc/config.gz ] || gzip -dc /proc/config.gz | grep -E "$known"
  grep -hE "$known" "/boot/config-$r" "/lib/modules/$r/modules.builtin" "/lib/modules/$r/modules.dep")
for f in "$@"; do
  case $listed in *"/\${f%%:*}.ko"*|*"CONFIG_\${f#*:}=y"*) echo "\${f%%:*}" ;; esac
done)`;
}
