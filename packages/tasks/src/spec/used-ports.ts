import type { HostSpec } from './cluster-spec.ts';
import type { Draft } from './cross-checks.ts';

/** A port of hosts that a daemon of the cluster listens on. */
export interface Listener {
  readonly port: number;
  /** The variable that says the port, or the daemon. */
  readonly who: string;
  readonly protocol: 'tcp' | 'udp';
  readonly isOn: (host: HostSpec) => boolean;
  /** Its addresses on a host; empty text is all of them. */
  readonly at: (host: HostSpec) => readonly string[];
}

/** Ports of hosts that daemons of the cluster listen on, with who does; each port once. */
export function usedPorts(draft: Draft): readonly (readonly [port: number, who: string])[] {
  const used = listeners(draft).map(({ port, who }) => [port, who] as const);
  return used.filter(([port], index) => used.findIndex(([other]) => other === port) === index).toSorted(([a], [b]) => a - b);
}

/** True: one of them has a socket where the other wants its own; a socket of all addresses is on each of them. */
export function collide(host: HostSpec, one: Listener, other: Listener): boolean {
  return one.at(host).some((a) => other.at(host).some((b) => a === b || isEveryAddress(a) || isEveryAddress(b)));
}

function isEveryAddress(address: string): boolean {
  return /^[0:.]*$/.test(address);
}

type Place = Listener['isOn'];
type Addresses = Listener['at'];

const isEtcd: Place = (host) => host.isEtcd;
const isControlPlane: Place = (host) => host.isControlPlane;
const isKube: Place = (host) => host.isKube;

const everywhere: Addresses = () => [''];
const ownAndLoopback: Addresses = ({ ip }) => [ip, '127.0.0.1'];

/** Everything that listens on hosts, where it does. */
export function listeners({ cluster, hosts }: Draft): readonly Listener[] {
  const { apiserver, loadbalancer, dns, calico, kube, etcd, kubeProxy } = cluster;
  const hasCache = dns.mode === 'coredns' && dns.nodelocal !== false;
  const all: readonly Listener[] = [
    tcp(isEtcd, ownAndLoopback, [etcd.listenMetricsUrls === undefined ? (etcd.metricsPort ?? 0) : 0, 'etcd_metrics_port']),
    tcp(isEtcd, ownAndLoopback, [2379, 'etcd']),
    tcp(isEtcd, ({ ip }) => [ip], [2380, 'etcd']),
    tcp(isControlPlane, () => [apiserver.bindAddress], [apiserver.port, 'kube_apiserver_port']),
    tcp(isKube, ({ kubelet }) => [kubelet.bindAddress], [10250, 'kubelet']),
    tcp(isControlPlane, () => [cluster.controllerManager.bindAddress], [10257, 'kube-controller-manager']),
    tcp(isControlPlane, () => [cluster.scheduler.bindAddress], [10259, 'kube-scheduler']),
    ofEndpoint(kubeProxy.healthzBindAddress, 'kube_proxy_healthz_bind_address'),
    ofEndpoint(kubeProxy.metricsBindAddress, 'kube_proxy_metrics_bind_address'),
    ...ofKubelets(hosts, 'kubelet_healthz_port', ({ kubelet }) => [kubelet.healthzBindAddress, kubelet.healthzPort]),
    ...ofKubelets(hosts, 'kube_read_only_port', ({ kubelet }) => [kubelet.bindAddress, kubelet.readOnlyPort]),
    ...(loadbalancer.localhost
      ? [
          tcp(runsLocalProxy, () => ['127.0.0.1'], [loadbalancer.port, 'loadbalancer_apiserver_port']),
          tcp(runsLocalProxy, ({ ip }) => [ip], [loadbalancer.healthcheckPort, 'loadbalancer_apiserver_healthcheck_port']),
        ]
      : []),
    ...(hasCache
      ? [
          tcp(isKube, () => [dns.nodelocalIp], [dns.nodelocalHealthPort, 'nodelocaldns_health_port']),
          tcp(isKube, dns.nodelocalBindMetricsHostIp ? ({ ip }) => [ip] : everywhere, [
            dns.nodelocalMetricsPort,
            'nodelocaldns_prometheus_port',
          ]),
        ]
      : []),
    ...(kube.networkPlugin === 'calico' ? ofCalico(calico) : []),
  ];
  return all.filter(({ port }) => port > 0);
}

const runsLocalProxy: Place = (host) => host.runsLocalProxy;

function tcp(isOn: Place, at: Addresses, [port, who]: readonly [port: number, who: string]): Listener {
  return { port, who, protocol: 'tcp', isOn, at };
}

function ofCalico(calico: Draft['cluster']['calico']): readonly Listener[] {
  const vxlanPort = calico.vxlanMode === 'Never' ? 0 : calico.vxlanPort;
  return [
    { port: vxlanPort, who: 'calico_vxlan_port', protocol: 'udp', isOn: isKube, at: everywhere },
    tcp(isKube, everywhere, [calico.backend === 'bird' ? calico.bgpListenPort : 0, 'calico_bgp_listen_port']),
    tcp(isKube, everywhere, [calico.felixMetricsEnabled ? calico.felixMetricsPort : 0, 'calico_felix_prometheusmetricsport']),
  ];
}

/** Each host may have a port of its own. */
function ofKubelets(
  hosts: readonly HostSpec[],
  who: string,
  of: (host: HostSpec) => readonly [address: string, port: number],
): readonly Listener[] {
  const ports = new Set(hosts.filter(isKube).map((host) => of(host)[1]));
  return [...ports].map((port) =>
    tcp(
      (host) => host.isKube && of(host)[1] === port,
      (host) => [of(host)[0]],
      [port, who],
    ),
  );
}

/** Of kube-proxy, whose flags have address and port in one. */
function ofEndpoint(endpoint: string, who: string): Listener {
  const [, address = '', port = 0] = /^(.*):(\d+)$/.exec(endpoint) ?? [];
  return tcp(isKube, () => [address.replace(/^\[|\]$/g, '')], [Number(port), who]);
}
