import type { KubeProxySettings } from '../cluster-spec.ts';
import { isKube } from '../groups.ts';
import { versionAtLeast } from '../version-at-least.ts';
import { proxyModesRefused } from '../refusals.ts';
import { featureGates } from '../structured-values.ts';
import { boolean, duration, integer, oneOf, text, textList } from '../values.ts';
import { derived, variable, type ClusterScope, type Topic } from '../variable.ts';

/** kube-proxy. */
export const kubeProxy: Topic<KubeProxySettings, ClusterScope> = {
  mode: variable('kube_proxy_mode', 'How service addresses are implemented.', {
    type: oneOf(['nftables', 'iptables', 'ipvs'], proxyModesRefused),
    default: derived('nftables, or iptables where a kernel is older than 5.13', ({ hosts }) =>
      hosts.every((host) => !isKube(host) || host.facts === undefined || versionAtLeast(host.facts.kernel, [5, 13]))
        ? 'nftables'
        : 'iptables',
    ),
  }),
  bindAddress: variable('kube_proxy_bind_address', 'The address kube-proxy serves on.', { type: text, default: '0.0.0.0' }),
  healthzBindAddress: variable('kube_proxy_healthz_bind_address', 'Where kube-proxy answers health checks.', {
    type: text,
    default: '0.0.0.0:10256',
  }),
  metricsBindAddress: variable('kube_proxy_metrics_bind_address', 'Where kube-proxy serves metrics.', {
    type: text,
    default: '127.0.0.1:10249',
  }),
  conntrackMaxPerCore: variable('kube_proxy_conntrack_max_per_core', 'Connections tracked for each core; 0 leaves the kernel alone.', {
    type: integer(0),
    default: 32768,
  }),
  conntrackMin: variable('kube_proxy_conntrack_min', 'Connections tracked at least; 0 leaves the kernel alone.', {
    type: integer(0),
    default: 131072,
  }),
  conntrackTcpCloseWaitTimeout: variable('kube_proxy_conntrack_tcp_close_wait_timeout', 'How long half-closed connections are tracked.', {
    type: duration,
    default: '1h0m0s',
  }),
  conntrackTcpEstablishedTimeout: variable('kube_proxy_conntrack_tcp_established_timeout', 'How long idle connections are tracked.', {
    type: duration,
    default: '24h0m0s',
  }),
  masqueradeAll: variable('kube_proxy_masquerade_all', 'All traffic to services is masqueraded.', { type: boolean, default: false }),
  masqueradeBit: variable('kube_proxy_masquerade_bit', 'The packet mark bit for masquerading.', { type: integer(0, 31), default: 14 }),
  minSyncPeriod: variable('kube_proxy_min_sync_period', 'The shortest time between two updates of the rules.', {
    type: duration,
    default: '0s',
  }),
  syncPeriod: variable('kube_proxy_sync_period', 'The longest time between two updates of the rules.', { type: duration, default: '30s' }),
  ipvsScheduler: variable('kube_proxy_scheduler', 'How ipvs chooses an endpoint.', { type: text, default: 'rr' }),
  ipvsStrictArp: variable('kube_proxy_strict_arp', 'With ipvs, hosts answer ARP only for addresses of the interface asked on.', {
    type: boolean,
    default: false,
  }),
  ipvsExcludeCidrs: variable('kube_proxy_exclude_cidrs', 'Ranges whose ipvs rules are left alone.', { type: textList, default: [] }),
  nodePortAddresses: variable('kube_proxy_nodeport_addresses', 'Ranges whose addresses serve NodePorts; empty is all.', {
    type: textList,
    default: [],
  }),
  oomScoreAdj: variable('kube_proxy_oom_score_adj', 'How unwilling the kernel is to kill kube-proxy.', {
    type: integer(-1000, 1000),
    default: -999,
  }),
  featureGates: variable('kube_proxy_feature_gates', 'Feature gates of kube-proxy, over kube_feature_gates.', {
    type: featureGates,
    default: {},
  }),
};
