import type { ClusterSpec, HostSpec } from '../../spec/cluster-spec.ts';

/** A TCP port of another host that a host of the cluster has to get through to. */
export interface Door {
  readonly host: string;
  readonly address: string;
  readonly port: number;
  /** What for, as the end of a sentence. */
  readonly because: string;
}

/** Every port of the others a host connects to; whatever listens there one day. */
export function doorsOf(spec: ClusterSpec, self: HostSpec): readonly Door[] {
  return spec.hosts.flatMap((other) => doorsBetween(spec, self, other)).filter(({ address }) => address !== '');
}

/** What a firewall on a host has to let in from the other hosts, as people write it: `4789/udp, 6443/tcp`. */
export function portsToOpen(spec: ClusterSpec, self: HostSpec): string {
  const doors = spec.hosts.flatMap((other) => doorsBetween(spec, other, self));
  const overlay = self.isKube && spec.kube.networkPlugin === 'calico' && spec.calico.vxlanMode !== 'Never';
  const ports = [...doors.map(({ port }) => `${port}/tcp`), ...(overlay ? [`${spec.calico.vxlanPort}/udp`] : [])];
  return [...new Set(ports)].toSorted((a, b) => parseInt(a, 10) - parseInt(b, 10)).join(', ');
}

function doorsBetween({ apiserver, calico, kube }: ClusterSpec, from: HostSpec, to: HostSpec): readonly Door[] {
  if (from.name === to.name) return [];
  const bird = kube.networkPlugin === 'calico' && calico.backend === 'bird';
  const ports: readonly (readonly [boolean, number, string])[] = [
    [from.isKube && !from.isControlPlane && to.isControlPlane, apiserver.port, 'the API is there, for kubelets and pods'],
    [from.isControlPlane && to.isEtcd, 2379, 'API servers keep everything in etcd'],
    [from.isEtcd && to.isEtcd, 2380, 'the members of etcd agree there'],
    [from.isControlPlane && to.isKube, 10250, 'API servers ask kubelets there, for logs and exec'],
    [bird && from.isKube && to.isKube, calico.bgpListenPort, 'calico tells other hosts there where pods are'],
  ];
  return ports.flatMap(([isNeeded, port, because]) => (isNeeded ? [{ host: to.name, address: to.accessIp, port, because }] : []));
}
