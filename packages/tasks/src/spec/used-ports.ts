import type { Draft } from './cross-checks.ts';

/** Ports of hosts that daemons of the cluster listen on, with who does; each port once. */
export function usedPorts({ cluster, hosts }: Draft): readonly (readonly [port: number, who: string])[] {
  const { apiserver, loadbalancer, dns, calico, kube, etcd } = cluster;
  const hasCache = dns.mode === 'coredns' && dns.nodelocal !== false;
  const all: readonly (readonly [number, string])[] = [
    [etcd.metricsPort ?? 0, 'etcd_metrics_port'],
    [2379, 'etcd'],
    [2380, 'etcd'],
    [apiserver.port, 'kube_apiserver_port'],
    [10250, 'kubelet'],
    [10257, 'kube-controller-manager'],
    [10259, 'kube-scheduler'],
    [portOf(cluster.kubeProxy.healthzBindAddress), 'kube_proxy_healthz_bind_address'],
    [portOf(cluster.kubeProxy.metricsBindAddress), 'kube_proxy_metrics_bind_address'],
    ...hosts.flatMap(({ kubelet }) => [
      [kubelet.healthzPort, 'kubelet_healthz_port'] as const,
      [kubelet.readOnlyPort, 'kube_read_only_port'] as const,
    ]),
    ...(loadbalancer.localhost
      ? ([
          [loadbalancer.port, 'loadbalancer_apiserver_port'],
          [loadbalancer.healthcheckPort, 'loadbalancer_apiserver_healthcheck_port'],
        ] as const)
      : []),
    ...(hasCache
      ? ([
          [dns.nodelocalHealthPort, 'nodelocaldns_health_port'],
          [dns.nodelocalMetricsPort, 'nodelocaldns_prometheus_port'],
        ] as const)
      : []),
    ...(kube.networkPlugin === 'calico'
      ? ([
          [calico.vxlanMode === 'Never' ? 0 : calico.vxlanPort, 'calico_vxlan_port'],
          [calico.backend === 'bird' ? calico.bgpListenPort : 0, 'calico_bgp_listen_port'],
          [calico.felixMetricsEnabled ? calico.felixMetricsPort : 0, 'calico_felix_prometheusmetricsport'],
        ] as const)
      : []),
  ];
  const used = all.filter(([port]) => port > 0);
  return used.filter(([port], index) => used.findIndex(([other]) => other === port) === index).toSorted(([a], [b]) => a - b);
}

function portOf(address: string): number {
  return Number(/:(\d+)$/.exec(address)?.[1] ?? 0);
}
