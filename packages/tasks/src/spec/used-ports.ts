import type { HostSpec } from './cluster-spec.ts';
import type { Draft } from './cross-checks.ts';

/** A port of hosts that a daemon of the cluster listens on. */
export interface Listener {
  readonly port: number;
  /** The variable that says the port, or the daemon. */
  readonly who: string;
  readonly protocol: 'tcp' | 'udp';
  readonly isOn: (host: HostSpec) => boolean;
}

/** Ports of hosts that daemons of the cluster listen on, with who does; each port once. */
export function usedPorts(draft: Draft): readonly (readonly [port: number, who: string])[] {
  const used = listeners(draft).map(({ port, who }) => [port, who] as const);
  return used.filter(([port], index) => used.findIndex(([other]) => other === port) === index).toSorted(([a], [b]) => a - b);
}

type Place = Listener['isOn'];

const isEtcd: Place = (host) => host.isEtcd;
const isControlPlane: Place = (host) => host.isControlPlane;
const isKube: Place = (host) => host.isKube;

/** Everything that listens on hosts, where it does. */
export function listeners({ cluster, hosts }: Draft): readonly Listener[] {
  const { apiserver, loadbalancer, dns, calico, kube, etcd } = cluster;
  const hasCache = dns.mode === 'coredns' && dns.nodelocal !== false;
  const on = (isOn: Place, ...all: readonly (readonly [port: number, who: string])[]): readonly Listener[] =>
    all.map(([port, who]) => ({ port, who, protocol: 'tcp', isOn }));
  const all: readonly Listener[] = [
    ...on(isEtcd, [etcd.metricsPort ?? 0, 'etcd_metrics_port'], [2379, 'etcd'], [2380, 'etcd']),
    ...on(isControlPlane, [apiserver.port, 'kube_apiserver_port']),
    ...on(isKube, [10250, 'kubelet']),
    ...on(isControlPlane, [10257, 'kube-controller-manager'], [10259, 'kube-scheduler']),
    ...on(
      isKube,
      [portOf(cluster.kubeProxy.healthzBindAddress), 'kube_proxy_healthz_bind_address'],
      [portOf(cluster.kubeProxy.metricsBindAddress), 'kube_proxy_metrics_bind_address'],
    ),
    ...ofKubelets(hosts, 'kubelet_healthz_port', ({ kubelet }) => kubelet.healthzPort),
    ...ofKubelets(hosts, 'kube_read_only_port', ({ kubelet }) => kubelet.readOnlyPort),
    ...(loadbalancer.localhost
      ? on(
          (host) => host.runsLocalProxy,
          [loadbalancer.port, 'loadbalancer_apiserver_port'],
          [loadbalancer.healthcheckPort, 'loadbalancer_apiserver_healthcheck_port'],
        )
      : []),
    ...(hasCache
      ? on(isKube, [dns.nodelocalHealthPort, 'nodelocaldns_health_port'], [dns.nodelocalMetricsPort, 'nodelocaldns_prometheus_port'])
      : []),
    ...(kube.networkPlugin === 'calico'
      ? [
          { port: calico.vxlanMode === 'Never' ? 0 : calico.vxlanPort, who: 'calico_vxlan_port', protocol: 'udp', isOn: isKube } as const,
          ...on(
            isKube,
            [calico.backend === 'bird' ? calico.bgpListenPort : 0, 'calico_bgp_listen_port'],
            [calico.felixMetricsEnabled ? calico.felixMetricsPort : 0, 'calico_felix_prometheusmetricsport'],
          ),
        ]
      : []),
  ];
  return all.filter(({ port }) => port > 0);
}

/** Each host may have a port of its own. */
function ofKubelets(hosts: readonly HostSpec[], who: string, of: (host: HostSpec) => number): readonly Listener[] {
  const ports = new Set(hosts.filter(isKube).map(of));
  return [...ports].map((port) => ({ port, who, protocol: 'tcp', isOn: (host) => host.isKube && of(host) === port }));
}

function portOf(address: string): number {
  return Number(/:(\d+)$/.exec(address)?.[1] ?? 0);
}
