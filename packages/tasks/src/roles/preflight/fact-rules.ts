import type { StableFacts } from '@kmagic/core';
import type { ClusterSpec, HostSpec } from '../../spec/cluster-spec.ts';
import { contains } from '../../spec/cidr.ts';
import { clusterRanges } from './cluster-ranges.ts';
import type { Finding } from './finding.ts';

/** A host of the spec with what it said of itself. */
export interface KnownHost {
  readonly host: HostSpec;
  readonly facts: StableFacts;
}

/** What is in the way by facts alone, beyond what a spec is refused for (cgroup v1, shared addresses, an even etcd). */
export function factFindings(spec: ClusterSpec, hosts: readonly KnownHost[]): readonly Finding[] {
  return [...same(hosts), ...addresses(hosts), ...ranges(spec, hosts), ...hosts.flatMap((h) => [...memory(h), ...system(h)])];
}

/** Hosts that look like one another. */
function same(hosts: readonly KnownHost[]): readonly Finding[] {
  const shared = (of: (h: KnownHost) => string): readonly (readonly string[])[] =>
    [
      ...Map.groupBy(
        hosts.filter((h) => of(h) !== ''),
        of,
      ).values(),
    ]
      .filter((g) => g.length > 1)
      .map((g) => g.map((h) => h.host.name));
  const machines = shared((h) => h.facts.bootId);
  const isOneMachine = (names: readonly string[]): boolean => machines.some((m) => names.every((n) => m.includes(n)));
  return [
    ...machines.map((names): Finding => ({
      severity: 'error',
      hosts: names,
      what: 'are one and the same machine',
      why: 'each host of the inventory must be a machine of its own',
      hint: 'look at ansible_host of each',
    })),
    ...shared((h) => h.facts.machineId)
      .filter((names) => !isOneMachine(names))
      .map((names): Finding => ({
        severity: 'error',
        hosts: names,
        what: 'have the same machine-id',
        why: 'clones of one machine get the same addresses by DHCP and are told apart by nothing that lasts',
        hint: 'on all but one: rm /etc/machine-id /var/lib/dbus/machine-id; systemd-machine-id-setup; then reboot',
      })),
    // Otherwise an apply gives each its name of the inventory.
    ...shared((h) => (h.host.preinstall.overrideSystemHostname ? '' : h.facts.hostname))
      .filter((names) => !isOneMachine(names))
      .map((names): Finding => ({
        severity: 'warning',
        hosts: names,
        what: `are all called ${hosts.find((h) => h.host.name === names[0])?.facts.hostname ?? ''}`,
        why: 'their logs cannot be told apart; nodes are named as in the inventory all the same',
        hint: 'hostnamectl set-hostname on each, or let kmagic do it: override_system_hostname: true',
      })),
  ];
}

/** `ip` is an address of the host and of no other. */
function addresses(hosts: readonly KnownHost[]): readonly Finding[] {
  return hosts.flatMap(({ host, facts }) => {
    const own = [...facts.addresses, ...(facts.defaultIpv4 ? [facts.defaultIpv4.address] : [])];
    const found: Finding[] = [];
    if (own.length > 0 && host.ip !== '' && !own.includes(host.ip)) {
      found.push({
        severity: 'error',
        hosts: [host.name],
        what: `does not have the address ${host.ip} that ip says (it has ${own.join(', ')})`,
        why: 'etcd, the API server and the kubelet would listen on it',
        hint: 'correct ip; where it is the address others see behind a NAT, that is access_ip',
      });
    }
    const others = hosts.filter((o) => o.host.name !== host.name && o.facts.bootId !== facts.bootId && o.facts.addresses.includes(host.ip));
    if (others.length > 0) {
      found.push({
        severity: 'error',
        hosts: [host.name, ...others.map((o) => o.host.name)],
        what: `both have the address ${host.ip}`,
        why: `it is ip of ${host.name}, and packets for it reach one or the other`,
        hint: 'take it from the one it does not belong to',
      });
    }
    return found;
  });
}

function ranges(spec: ClusterSpec, hosts: readonly KnownHost[]): readonly Finding[] {
  return clusterRanges(spec).flatMap(({ variable, text, range }) => {
    return hosts.flatMap(({ host, facts }): Finding[] => {
      const inside = facts.addresses.filter((address) => contains(range, address));
      if (inside.length === 0) return [];
      return [
        {
          severity: 'error',
          hosts: [host.name],
          what: `has ${inside.join(', ')}, which ${variable} ${text} holds`,
          why: 'pods could not reach what is there, and the host not the pods',
          hint: `choose another ${variable}`,
        },
      ];
    });
  });
}

function memory({ host, facts }: KnownHost): readonly Finding[] {
  const { minimalControlPlaneMemoryMb, minimalNodeMemoryMb } = host.preinstall;
  const [variable, least] = host.isControlPlane
    ? (['minimal_master_memory_mb', minimalControlPlaneMemoryMb] as const)
    : (['minimal_node_memory_mb', minimalNodeMemoryMb] as const);
  if (!host.isKube || facts.memoryMiB >= least) return [];
  return [
    {
      severity: 'error',
      hosts: [host.name],
      what: `has ${facts.memoryMiB} MiB of memory; ${least} are needed`,
      why: `${host.isControlPlane ? 'the control plane' : 'pods'} would be ended for lack of it`,
      hint: `give it more, or lower ${variable}`,
    },
  ];
}

/** Versions by id; every distribution that says it is like one of rhel counts by its major version. */
const supported: Readonly<Record<string, readonly string[]>> = {
  debian: ['11', '12', '13'],
  ubuntu: ['22.04', '24.04'],
  rhel: ['9', '10'],
  centos: ['9', '10'],
  rocky: ['9', '10'],
  almalinux: ['9', '10'],
  ol: ['9', '10'],
};

function system({ host, facts: { os } }: KnownHost): readonly Finding[] {
  const versions = supported[os.id] ?? [];
  const isKnown = versions.some((v) => os.versionId === v || os.versionId.startsWith(`${v}.`));
  if (isKnown || host.preinstall.allowUnsupportedDistribution) return [];
  return [
    {
      severity: 'error',
      hosts: [host.name],
      what: `runs ${os.prettyName}`,
      why: 'nobody has tried kmagic on it; tried or meant are Debian 11 to 13, Ubuntu 22.04 and 24.04, and RHEL 9 and 10 with their rebuilds',
      hint: 'set allow_unsupported_distribution_setup: true to try it',
    },
  ];
}
