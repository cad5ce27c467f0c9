import type { CalicoSettings } from '../cluster-spec.ts';
import { autoMethod } from '../daemon-values.ts';
import { boolean, cidr, duration, integer, oneOf, optional, port, quantity, text, textList, path } from '../values.ts';
import { derived, ours, variable, type ClusterScope, type Topic } from '../variable.ts';

const overlayModes = oneOf(['Always', 'CrossSubnet', 'Never']);

/** The calico network. */
export const calico: Topic<CalicoSettings, ClusterScope> = {
  cniName: variable('calico_cni_name', 'The name of the CNI network.', { type: text, default: 'k8s-pod-network' }),
  poolName: variable('calico_pool_name', 'The name of the address pool.', { type: text, default: 'default-pool' }),
  poolCidr: variable('calico_pool_cidr', 'The range of the address pool.', {
    type: cidr,
    default: derived('kube_pods_subnet', ({ cluster }) => cluster.network.podsCidr),
  }),
  poolBlockSize: variable('calico_pool_blocksize', 'The prefix length of the blocks nodes take from the pool.', {
    type: integer(20, 32),
    default: 26,
  }),
  backend: variable('calico_network_backend', 'bird speaks BGP, vxlan does not need it, none does neither.', {
    type: oneOf(['vxlan', 'bird', 'none']),
    default: derived('bird where calico_ipip_mode is on or no overlay is, else vxlan', ({ cluster: { calico: c } }) =>
      c.vxlanMode === 'Never' ? 'bird' : 'vxlan',
    ),
  }),
  vxlanMode: variable('calico_vxlan_mode', 'When packets between nodes travel in VXLAN.', {
    type: overlayModes,
    default: derived('Always, or Never where calico_ipip_mode is on', ({ cluster: { calico: c } }) =>
      c.ipipMode === 'Never' ? 'Always' : 'Never',
    ),
  }),
  ipipMode: variable('calico_ipip_mode', 'When packets between nodes travel in IPIP.', { type: overlayModes, default: 'Never' }),
  vxlanVni: variable('calico_vxlan_vni', 'The VXLAN network number.', { type: integer(1, 16777215), default: 4096 }),
  vxlanPort: variable('calico_vxlan_port', 'The UDP port of VXLAN.', { type: port, default: 4789 }),
  natOutgoing: variable('nat_outgoing', 'Packets that leave the pool are masqueraded.', { type: boolean, default: true }),
  mtu: variable('calico_mtu', 'The MTU of the pod network; left out, calico finds it.', {
    type: optional(integer(576, 65535)),
    default: undefined,
  }),
  vethMtu: variable('calico_veth_mtu', 'The MTU of pod interfaces, where it differs from calico_mtu.', {
    type: optional(integer(576, 65535)),
    default: undefined,
  }),
  felixMtuIfacePattern: variable('calico_felix_mtu_iface_pattern', 'Interfaces whose MTU calico looks at.', {
    type: optional(text),
    default: undefined,
  }),
  asNumber: variable('global_as_num', 'The BGP AS number of nodes.', { type: integer(1, 4294967295), default: 64512 }),
  noGlobalAsNumber: variable('calico_no_global_as_num', 'No AS number is set for the cluster.', { type: boolean, default: false }),
  nodeToNodeMesh: ours('calico_node_to_node_mesh', 'Every node peers with every other.', { type: boolean, default: true }),
  bgpListenPort: variable('calico_bgp_listen_port', 'The port of BGP.', { type: port, default: 179 }),
  advertiseClusterIps: variable('calico_advertise_cluster_ips', 'Service addresses are announced by BGP.', {
    type: boolean,
    default: false,
  }),
  advertiseExternalIps: variable('calico_advertise_service_external_ips', 'Ranges of external addresses announced by BGP.', {
    type: textList,
    default: [],
  }),
  advertiseLoadbalancerIps: variable('calico_advertise_service_loadbalancer_ips', 'Ranges of balancer addresses announced by BGP.', {
    type: textList,
    default: [],
  }),
  ipAutoMethod: variable('calico_ip_auto_method', 'How calico finds the address of a node.', {
    type: autoMethod,
    default: 'can-reach=$(NODEIP)',
  }),
  iptablesBackend: variable('calico_iptables_backend', 'Which iptables felix uses.', {
    type: oneOf(['Auto', 'Legacy', 'NFT']),
    default: 'Auto',
  }),
  nftablesMode: variable('calico_nftable_mode', 'Felix writes nftables in place of iptables.', {
    type: oneOf(['Enabled', 'Disabled', 'Auto']),
    default: 'Disabled',
  }),
  iptablesLockTimeoutSeconds: variable('calico_iptables_lock_timeout_secs', 'Seconds felix waits for the iptables lock.', {
    type: integer(0),
    default: 10,
  }),
  chainInsertMode: variable('calico_felix_chaininsertmode', "Felix' rules stand before or after those of others.", {
    type: oneOf(['Insert', 'Append']),
    default: 'Insert',
  }),
  endpointToHostAction: variable('calico_endpoint_to_host_action', 'What happens to packets from a pod to its host.', {
    type: oneOf(['RETURN', 'DROP', 'ACCEPT']),
    default: 'RETURN',
  }),
  felixMetricsEnabled: variable('calico_felix_prometheusmetricsenabled', 'Felix serves metrics.', { type: boolean, default: false }),
  felixMetricsPort: variable('calico_felix_prometheusmetricsport', "The port of felix' metrics.", { type: port, default: 9091 }),
  felixFloatingIps: variable('calico_felix_floating_ips', 'Floating addresses of pods.', {
    type: oneOf(['Enabled', 'Disabled']),
    default: 'Disabled',
  }),
  felixReportingInterval: variable('calico_felix_reporting_interval', 'How often felix reports; 0s is never.', {
    type: duration,
    default: '0s',
  }),
  felixLogSeverityScreen: variable('calico_felix_log_severity_screen', 'The verbosity of felix.', { type: text, default: 'Info' }),
  healthHost: variable('calico_healthhost', 'The address felix answers health checks on.', { type: text, default: 'localhost' }),
  logLevel: variable('calico_loglevel', 'The verbosity of the CNI plugin.', { type: text, default: 'info' }),
  nodeStartupLogLevel: variable('calico_node_startup_loglevel', 'The verbosity of calico-node while it starts.', {
    type: text,
    default: 'error',
  }),
  cniLogFile: variable('calico_cni_log_file_path', 'Where the CNI plugin logs.', { type: path, default: '/var/log/calico/cni/cni.log' }),
  usageReporting: variable('calico_usage_reporting', 'Felix reports anonymous usage to its makers.', { type: boolean, default: false }),
  ignoreLooseRpf: variable('calico_node_ignorelooserpf', "Felix starts where the kernel's reverse path filter is loose.", {
    type: boolean,
    default: false,
  }),
  allowIpForwarding: variable('calico_allow_ip_forwarding', 'Containers may forward packets.', { type: boolean, default: false }),
  ipamStrictAffinity: variable('calico_ipam_strictaffinity', 'Nodes take addresses only from blocks of their own.', {
    type: boolean,
    default: false,
  }),
  ipamAutoAllocateBlocks: variable('calico_ipam_autoallocateblocks', 'Nodes take blocks as they need them.', {
    type: boolean,
    default: true,
  }),
  ipamMaxBlocksPerHost: variable('calico_ipam_maxblocksperhost', 'Blocks a node may hold; 0 is any number.', {
    type: integer(0),
    default: 0,
  }),
  nodeResources: {
    cpuRequests: variable('calico_node_cpu_requests', 'CPU calico-node asks for.', { type: quantity, default: '150m' }),
    memoryRequests: variable('calico_node_memory_requests', 'Memory calico-node asks for.', { type: quantity, default: '64M' }),
    cpuLimit: variable('calico_node_cpu_limit', 'CPU limit of calico-node; 0 is none.', { type: quantity, default: '0' }),
    memoryLimit: variable('calico_node_memory_limit', 'Memory limit of calico-node; 0 is none.', { type: quantity, default: '500M' }),
  },
  controllersResources: {
    cpuRequests: variable('calico_policy_controller_cpu_requests', 'CPU calico-kube-controllers asks for.', {
      type: quantity,
      default: '30m',
    }),
    memoryRequests: variable('calico_policy_controller_memory_requests', 'Memory calico-kube-controllers asks for.', {
      type: quantity,
      default: '64M',
    }),
    cpuLimit: variable('calico_policy_controller_cpu_limit', 'CPU limit of calico-kube-controllers.', { type: quantity, default: '1000m' }),
    memoryLimit: variable('calico_policy_controller_memory_limit', 'Memory limit of calico-kube-controllers.', {
      type: quantity,
      default: '256M',
    }),
  },
  controllersLogLevel: variable('calico_policy_controller_log_level', 'The verbosity of calico-kube-controllers.', {
    type: text,
    default: 'info',
  }),
  livenessTimeoutSeconds: variable('calico_node_livenessprobe_timeout', "Seconds calico-node's liveness probe may take.", {
    type: integer(1),
    default: 10,
  }),
  readinessTimeoutSeconds: variable('calico_node_readinessprobe_timeout', "Seconds calico-node's readiness probe may take.", {
    type: integer(1),
    default: 10,
  }),
};
