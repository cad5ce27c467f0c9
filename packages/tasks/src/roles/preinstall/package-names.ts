/** For speed: with igzip containerd unpacks images at little more than half the processor's time. Ubuntu has it in universe. */
export const optionalPackages: readonly string[] = ['isal'];

/** What the list of packages depends on. */
export interface PackageChoice {
  readonly manager: 'apt' | 'dnf';
  readonly proxyMode: 'nftables' | 'iptables' | 'ipvs';
}

/** The packages kubespray's system_packages installs for these choices, minus Python and what only Ansible's modules need. */
export function packageNames({ manager, proxyMode }: PackageChoice): readonly string[] {
  const common = [
    'bash-completion',
    'ca-certificates',
    'curl',
    'e2fsprogs',
    'ebtables',
    'ipset',
    'iptables',
    'nftables',
    'openssl',
    'socat',
    'tar',
    'xfsprogs',
  ];
  const own =
    manager === 'apt'
      ? ['apparmor', 'conntrack', 'iproute2', ...optionalPackages, 'libseccomp2']
      : ['conntrack-tools', 'container-selinux', 'iproute', 'libseccomp'];
  return [...common, ...own, ...(proxyMode === 'ipvs' ? ['ipvsadm'] : [])].sort();
}
