import { shortened } from '@kmagic/core';
import type { ClusterSpec, HostSpec } from '../../spec/cluster-spec.ts';
import { foreignProblems } from '../../kinds/foreign-software/foreign-software.ts';
import { overlaps, parseCidr } from '../../spec/cidr.ts';
import { authorities } from './authorities.ts';
import { clusterRanges } from './cluster-ranges.ts';
import { doorsOf, portsToOpen } from './doors.ts';
import type { Finding } from './finding.ts';
import type { HostState } from './host-state.ts';

const leastFreeGiB = 10;

/** Everything in the way that a look at one host shows. */
export function stateFindings(spec: ClusterSpec, host: HostSpec, state: HostState): readonly Finding[] {
  return [
    ...systemd(host, state),
    ...disk(host, state),
    ...ports(spec, host, state),
    ...foreign(host, state),
    ...networks(spec, host, state),
    ...silence(host, state),
    ...nameless(host, state),
    ...shut(spec, host, state),
    ...firewalls(spec, host, state),
    ...authorities(spec, host, state),
    ...habits(host, state),
  ];
}

function systemd(host: HostSpec, state: HostState): readonly Finding[] {
  if (state.systemd) return [];
  return [
    {
      severity: 'error',
      hosts: [host.name],
      what: 'does not run systemd',
      why: 'containerd, etcd and the kubelet are its services',
      hint: 'use a system that boots with systemd',
    },
  ];
}

function disk(host: HostSpec, state: HostState): readonly Finding[] {
  const short = state.free.filter(({ freeKiB }) => freeKiB < leastFreeGiB * 1024 * 1024);
  const perMount = [...Map.groupBy(short, (f) => f.mountPoint).values()].map((same) => same[0]!);
  return perMount.map(({ directory, mountPoint, freeKiB }) => ({
    // What runs already has used its space; it is only near its end.
    severity: state.installed.size === 0 ? 'error' : 'warning',
    hosts: [host.name],
    what: `has ${(freeKiB / 1024 / 1024).toFixed(1)} GiB left on ${mountPoint} for ${directory}; ${leastFreeGiB} are needed`,
    why: 'images and data go there, and the kubelet ends pods when it runs full',
    hint: 'make room, or mount a larger file system there',
  }));
}

interface Listener {
  readonly port: number;
  readonly who: string;
  /** What has installed it where kmagic has been. */
  readonly unit: string;
}

function listeners(spec: ClusterSpec, host: HostSpec): readonly Listener[] {
  const [kubelet, etcd] = ['kubelet.service', 'etcd.service'];
  return [
    ...(host.isKube ? [{ port: 10250, who: 'the kubelet', unit: kubelet }] : []),
    ...(host.isControlPlane
      ? [
          { port: spec.apiserver.port, who: 'the API server', unit: kubelet },
          { port: 10257, who: 'the controller manager', unit: kubelet },
          { port: 10259, who: 'the scheduler', unit: kubelet },
        ]
      : []),
    ...(host.runsLocalProxy ? [{ port: spec.loadbalancer.port, who: 'the node-local API proxy', unit: kubelet }] : []),
    ...(host.isEtcd ? [2379, 2380].map((port) => ({ port, who: 'etcd', unit: etcd })) : []),
  ];
}

function ports(spec: ClusterSpec, host: HostSpec, state: HostState): readonly Finding[] {
  return listeners(spec, host)
    .filter(({ port, unit }) => state.ports.has(port) && !state.installed.has(unit))
    .map(({ port, who }) => ({
      severity: 'error',
      hosts: [host.name],
      what: `has something that listens on port ${port}`,
      why: `${who} is to listen there, and kmagic has not installed it yet`,
      hint: `see what it is: ss -ltnp 'sport = :${port}'; a former cluster is taken off with its own tool first`,
    }));
}

function foreign(host: HostSpec, state: HostState): readonly Finding[] {
  return foreignProblems(state.foreign).map((problem) => ({ severity: 'error', hosts: [host.name], ...problem }));
}

function networks(spec: ClusterSpec, host: HostSpec, state: HostState): readonly Finding[] {
  return clusterRanges(spec).flatMap(({ variable, text, range }) => {
    return state.networks.flatMap(({ cidr, isOwn, device }): Finding[] => {
      const other = parseCidr(cidr);
      if (other === undefined || !overlaps(range, other)) return [];
      return [
        {
          severity: isOwn ? 'error' : 'warning',
          hosts: [host.name],
          what: `${isOwn ? 'is in' : 'has a route into'} ${cidr} (${device}), which overlaps ${variable} ${text}`,
          why: 'an address in both belongs to two',
          hint: `choose another ${variable}`,
        },
      ];
    });
  });
}

function silence(host: HostSpec, { silent }: HostState): readonly Finding[] {
  return silent.map((address) => ({
    severity: 'error',
    hosts: [host.name],
    what: `gets no answer from its own access_ip ${address}`,
    why: 'other hosts reach it there',
    hint: 'correct access_ip; where only pings are dropped, set ping_access_ip: false',
  }));
}

function nameless(host: HostSpec, state: HostState): readonly Finding[] {
  return state.nameless.map((name) => ({
    severity: 'error',
    hosts: [host.name],
    what: `does not find an address of ${name} (apiserver_loadbalancer_domain_name)`,
    why: 'its kubelet and kube-proxy reach the API by that name',
    hint: 'add the name to your DNS, or to /etc/hosts of all hosts; or leave it out, then the address of loadbalancer_apiserver is used',
  }));
}

function shut(spec: ClusterSpec, host: HostSpec, state: HostState): readonly Finding[] {
  if (state.shut.length === 0) return [];
  const through = doorsOf(spec, host).filter((door) =>
    state.shut.some(({ address, port }) => address === door.address && port === door.port),
  );
  return [...Map.groupBy(through, ({ port }) => port)].map(([port, doors]) => {
    const others = doors.map((door) => door.host);
    return {
      severity: 'error',
      hosts: [host.name],
      what: `does not get through to port ${port} of ${shortened(others, 6)}`,
      why: `${doors[0]!.because}; something in between drops or rejects it`,
      hint: `let ${port}/tcp in from the hosts of the cluster, in firewalls on the hosts and between them`,
    };
  });
}

function firewalls(spec: ClusterSpec, host: HostSpec, state: HostState): readonly Finding[] {
  return state.firewalls.map((name) => ({
    severity: 'warning',
    hosts: [host.name],
    what: `runs a firewall (${name})`,
    why: 'it has to let in what hosts send each other, and to forward what pods send; kmagic opens nothing in it',
    hint: `let in ${portsToOpen(spec, host)} from the hosts of the cluster, let ${spec.network.podsCidr} in and be forwarded, or switch it off`,
  }));
}

function habits(host: HostSpec, state: HostState): readonly Finding[] {
  const found: Finding[] = [];
  if (state.clockSynchronized === false) {
    found.push({
      severity: 'warning',
      hosts: [host.name],
      what: 'does not synchronise its clock',
      why: 'certificates and leases are judged by it; kmagic installs nothing for that',
      hint: 'run systemd-timesyncd or chrony',
    });
  }
  for (const unit of state.updaters) {
    found.push({
      severity: 'warning',
      hosts: [host.name],
      what: `installs updates on its own (${unit})`,
      why: 'services restart and hosts reboot when nobody planned it; kmagic leaves it alone',
      hint: 'keep it to security updates without reboots, or turn it off',
    });
  }
  return found;
}
