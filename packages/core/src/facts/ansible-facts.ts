import type { StableFacts } from './stable-facts.ts';

/** What a host said of itself under the names Ansible gives it: `ansible_default_ipv4`, ..., and the same in `ansible_facts`. */
export function ansibleFacts(facts: StableFacts): Readonly<Record<string, unknown>> {
  const plain = plainFacts(facts);
  const prefixed = Object.fromEntries(Object.entries(plain).map(([name, value]) => [`ansible_${name}`, value]));
  return { ...prefixed, ansible_facts: { ...plain, ...prefixed } };
}

function plainFacts({ os, hostname, defaultIpv4, addresses, interfaces = {}, ...facts }: StableFacts): Readonly<Record<string, unknown>> {
  const [short = hostname, ...domain] = hostname.split('.');
  const machine = facts.arch === 'amd64' ? 'x86_64' : 'aarch64';
  const [major = ''] = os.versionId.split('.');
  return {
    hostname: short,
    nodename: hostname,
    fqdn: hostname,
    domain: domain.join('.'),
    machine_id: facts.machineId,
    system: 'Linux',
    kernel: facts.kernel,
    architecture: machine,
    machine,
    userspace_architecture: machine,
    processor_vcpus: facts.cpus,
    processor_nproc: facts.cpus,
    memtotal_mb: facts.memoryMiB,
    distribution: distributions[os.id] ?? os.id,
    distribution_version: os.versionId,
    distribution_major_version: major,
    ...(release(os.prettyName) !== undefined && { distribution_release: release(os.prettyName) }),
    os_family: familyOf(os),
    pkg_mgr: facts.packageManager === 'none' ? 'unknown' : facts.packageManager,
    service_mgr: 'systemd',
    interfaces: Object.keys(interfaces),
    all_ipv4_addresses: addresses,
    ...Object.fromEntries(Object.entries(interfaces).map(([name, address]) => [variableName(name), interfaceFacts(name, address)])),
    ...(defaultIpv4 && { default_ipv4: { address: defaultIpv4.address, interface: defaultIpv4.interface, type: 'ether' } }),
  };
}

function interfaceFacts(device: string, address: string): object {
  return { device, active: true, ipv4: { address } };
}

/** Ansible writes interfaces as variables: `eth0.100` is `eth0_100`. */
function variableName(device: string): string {
  return device.replace(/[^\w]/g, '_');
}

const distributions: Readonly<Record<string, string>> = {
  debian: 'Debian',
  ubuntu: 'Ubuntu',
  rocky: 'Rocky',
  almalinux: 'AlmaLinux',
  centos: 'CentOS',
  rhel: 'RedHat',
  fedora: 'Fedora',
  ol: 'OracleLinux',
  opensuse: 'openSUSE',
  amzn: 'Amazon',
  flatcar: 'Flatcar',
};

function familyOf({ id, idLike }: StableFacts['os']): string {
  const names = [id, ...idLike];
  if (names.some((name) => name === 'debian' || name === 'ubuntu')) return 'Debian';
  if (names.some((name) => ['rhel', 'fedora', 'centos', 'amzn', 'ol'].includes(name))) return 'RedHat';
  if (names.some((name) => name.startsWith('suse') || name.startsWith('opensuse'))) return 'Suse';
  return distributions[id] ?? id;
}

/** `Debian GNU/Linux 12 (bookworm)` says its code name in parentheses. */
function release(prettyName: string): string | undefined {
  return /\(([\w ]+)\)/.exec(prettyName)?.[1];
}
