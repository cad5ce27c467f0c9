import type { DnsSettings } from '../cluster-spec.ts';
import { dnsServers } from '../daemon-values.ts';
import { externalZones } from '../structured-values.ts';
import { boolean, integer, ipv4, oneOf, optional, port, quantity, text, textList, textMap } from '../values.ts';
import { derived, ours, variable, type ClusterScope, type Topic } from '../variable.ts';

/** CoreDNS and the node-local cache. */
export const dns: Topic<DnsSettings, ClusterScope> = {
  mode: variable('dns_mode', 'Who answers cluster DNS.', {
    type: oneOf(['coredns', 'manual', 'none'], { coredns_dual: 'a second CoreDNS is not built; raise coredns_replicas' }),
    default: 'coredns',
  }),
  resolvconfMode: variable('resolvconf_mode', 'Accepted as inventories of kubespray have it: the resolvers of hosts stay as they are.', {
    type: oneOf(['none', 'host_resolvconf'], { docker_dns: 'there is no docker on the hosts' }),
    default: 'none',
  }),
  manualServer: variable('manual_dns_server', 'The server of dns_mode manual.', { type: text, default: '' }),
  serviceIp: variable('skydns_server', 'The service address of CoreDNS; left out, the third of the range.', {
    type: optional(ipv4),
    default: undefined,
  }),
  upstreamServers: variable('upstream_dns_servers', "Where other names are asked; empty is the node's own resolvers.", {
    type: dnsServers,
    default: [],
  }),
  forwardExtraOptions: variable('dns_upstream_forward_extra_opts', 'Further options of forwarding, by name.', {
    type: textMap,
    default: {},
  }),
  replicas: variable('coredns_replicas', 'How many CoreDNS pods run.', { type: integer(1, 100), default: 2 }),
  podDisruptionBudget: variable('coredns_pod_disruption_budget', 'Drains leave CoreDNS running.', { type: boolean, default: true }),
  podDisruptionBudgetMaxUnavailable: variable('coredns_pod_disruption_budget_max_unavailable', 'How much of CoreDNS may be away at once.', {
    type: text,
    default: '30%',
  }),
  cacheBlock: variable('coredns_default_zone_cache_block', "The Corefile's cache section.", { type: text, default: 'cache 30\n' }),
  externalZones: variable('coredns_external_zones', 'Zones with resolvers of their own.', { type: externalZones, default: [] }),
  rewriteBlock: variable('coredns_rewrite_block', 'Corefile text that rewrites names.', { type: text, default: '' }),
  kubernetesExtraOptions: variable('coredns_kubernetes_extra_opts', "Further lines of the Corefile's kubernetes section.", {
    type: textList,
    default: [],
  }),
  kubernetesExtraDomains: variable('coredns_kubernetes_extra_domains', 'Further domains answered as cluster domains.', {
    type: text,
    default: '',
  }),
  errorsBlock: variable('coredns_additional_error_config', "Text in the Corefile's errors section.", { type: text, default: '' }),
  etcHosts: variable('dns_etchosts', 'Lines as in /etc/hosts that CoreDNS answers.', { type: text, default: '' }),
  reverseLookups: variable('enable_coredns_reverse_dns_lookups', 'CoreDNS answers for addresses of services and pods.', {
    type: boolean,
    default: true,
  }),
  endpointPodNames: variable('enable_coredns_k8s_endpoint_pod_names', 'Endpoints are named by their pods.', {
    type: boolean,
    default: false,
  }),
  resources: {
    cpuRequests: variable('dns_cpu_requests', 'CPU a CoreDNS pod asks for.', { type: quantity, default: '100m' }),
    memoryRequests: variable('dns_memory_requests', 'Memory a CoreDNS pod asks for.', { type: quantity, default: '70Mi' }),
    cpuLimit: variable('dns_cpu_limit', 'CPU limit of a CoreDNS pod; empty is none.', { type: quantity, default: '' }),
    memoryLimit: variable('dns_memory_limit', 'Memory limit of a CoreDNS pod.', { type: quantity, default: '300Mi' }),
  },
  nodelocal: variable('enable_nodelocaldns', 'Every node caches DNS.', {
    type: optional(boolean),
    default: derived('true where every kernel has dummy devices and dns_mode is coredns', () => undefined),
  }),
  nodelocalIp: variable('nodelocaldns_ip', 'The address of the cache on every node.', { type: ipv4, default: '169.254.25.10' }),
  nodelocalHealthPort: variable('nodelocaldns_health_port', 'Where the cache answers health checks.', { type: port, default: 9254 }),
  nodelocalMetricsPort: variable('nodelocaldns_prometheus_port', 'Where the cache serves metrics.', { type: port, default: 9253 }),
  nodelocalBindMetricsHostIp: variable('nodelocaldns_bind_metrics_host_ip', "The cache serves metrics on the host's address only.", {
    type: boolean,
    default: false,
  }),
  nodelocalExternalZones: variable('nodelocaldns_external_zones', 'Zones with resolvers of their own, at the cache.', {
    type: externalZones,
    default: [],
  }),
  nodelocalResources: {
    cpuRequests: variable('nodelocaldns_cpu_requests', 'CPU the cache asks for.', { type: quantity, default: '100m' }),
    memoryRequests: variable('nodelocaldns_memory_requests', 'Memory the cache asks for.', { type: quantity, default: '70Mi' }),
    cpuLimit: ours('nodelocaldns_cpu_limit', 'CPU limit of the cache; empty is none.', { type: quantity, default: '' }),
    memoryLimit: variable('nodelocaldns_memory_limit', 'Memory limit of the cache.', { type: quantity, default: '200Mi' }),
  },
};
