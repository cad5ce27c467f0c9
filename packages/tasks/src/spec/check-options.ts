import type { HostSpec } from './cluster-spec.ts';
import type { Check } from './cross-checks.ts';
import { versionAtLeast } from './version-at-least.ts';
import { aboutVariable } from './problem.ts';
import type { HostInput, Problem } from './spec-input.ts';

/** Options that exclude or need each other. */
export const checkOptions: Check = ({ cluster, inputs }) => {
  const problems: Problem[] = [];
  const say = (name: string, message: string, hint: string): void => void problems.push(aboutVariable(name, [message, hint], inputs));
  const { vxlanMode, ipipMode, backend } = cluster.calico;
  if (cluster.kube.networkPlugin === 'calico') {
    if (vxlanMode !== 'Never' && ipipMode !== 'Never') {
      say('calico_ipip_mode', `${ipipMode} and calico_vxlan_mode ${vxlanMode} exclude each other`, 'set one of them to Never');
    }
    if (ipipMode !== 'Never' && backend !== 'bird')
      say('calico_network_backend', `${backend} cannot do IPIP`, 'set it to bird, or leave it out');
    if (vxlanMode === 'Always' && backend === 'none')
      say('calico_network_backend', 'none cannot do VXLAN', 'set it to vxlan, or leave it out');
    if (cluster.calico.nftablesMode === 'Enabled' && cluster.kubeProxy.mode !== 'nftables') {
      const message = `Enabled does not go with kube_proxy_mode ${cluster.kubeProxy.mode}: calico writes nftables only beside a kube-proxy that does`;
      say('calico_nftable_mode', message, 'set kube_proxy_mode to nftables, or leave calico_nftable_mode out');
    }
  }
  const { heartbeatIntervalMs, electionTimeoutMs } = cluster.etcd;
  if (electionTimeoutMs < 5 * heartbeatIntervalMs) {
    say(
      'etcd_election_timeout',
      `${electionTimeoutMs} ms is less than five times etcd_heartbeat_interval ${heartbeatIntervalMs} ms`,
      'raise it to ten times the heartbeat',
    );
  }
  if (cluster.dns.mode === 'manual' && cluster.dns.manualServer === '')
    say('manual_dns_server', 'is empty in dns_mode manual', 'set it to the address of your DNS server');
  if (cluster.loadbalancer.localhost && cluster.loadbalancer.external !== undefined) {
    say('loadbalancer_apiserver_localhost', 'and loadbalancer_apiserver are both set', 'keep one of the two');
  }
  const { bindAddress, port } = cluster.apiserver;
  if (cluster.loadbalancer.localhost && cluster.loadbalancer.port !== port) {
    const message = `${cluster.loadbalancer.port} is not kube_apiserver_port ${port}: pods that run on every host reach the API at one port of 127.0.0.1, their API server's or the proxy's`;
    say('loadbalancer_apiserver_port', message, 'leave it out');
  }
  if (!['0.0.0.0', '::'].includes(bindAddress)) {
    const message = `${bindAddress} leaves out 127.0.0.1, where the host's own programs and pods reach the API server`;
    say('kube_apiserver_bind_address', message, 'leave it out; a firewall keeps others away from an address');
  }
  if (!['Node', 'RBAC'].every((mode) => cluster.apiserver.authorizationModes.includes(mode))) {
    say('authorization_modes', 'must hold Node and RBAC: kubelets and kmagic itself rely on them', 'add them');
  }
  const [from = 0, to = 0] = cluster.network.nodePortRange.split('-').map(Number);
  if (from < 1024 || to > 65535 || from > to)
    say('kube_apiserver_node_port_range', `${cluster.network.nodePortRange} is no range of ports above 1023`, 'use 30000-32767');
  return problems;
};

/** What the kernels of the hosts, as far as known, cannot do. */
export const checkKernels: Check = ({ cluster, hosts, inputs }) => {
  const kube = inputs.filter((host) => hosts.some(({ name, isKube }) => isKube && name === host.name));
  const lacking = (feature: string): readonly HostInput[] => kube.filter(({ facts }) => facts?.kernelFeatures[feature] === false);
  const problems: Problem[] = [];
  const refuse = (name: string, [message, hint]: readonly [string, string], on: readonly HostInput[]): void => {
    if (on.length > 0) problems.push(aboutVariable(name, [`${message} (${on.map((host) => host.name).join(', ')})`, hint], on));
  };
  if (cluster.kubeProxy.mode === 'ipvs') {
    refuse('kube_proxy_mode', ['ipvs needs the kernel module ip_vs, which is missing', 'use nftables or iptables'], lacking('ip_vs'));
  }
  if (cluster.kubeProxy.mode === 'nftables') {
    const old = kube.filter(({ facts }) => facts !== undefined && !versionAtLeast(facts.kernel, [5, 13]));
    refuse('kube_proxy_mode', ['nftables needs Linux 5.13, and the kernel is older', 'use iptables'], old);
  }
  if (cluster.dns.nodelocal === true) {
    const hint = 'leave enable_nodelocaldns out: the cache is then used where every kernel can';
    refuse('enable_nodelocaldns', ['the node-local cache needs dummy network devices, which the kernel lacks', hint], lacking('dummy'));
  }
  if (cluster.kube.networkPlugin === 'calico') {
    if (cluster.calico.ipipMode !== 'Never')
      refuse('calico_ipip_mode', ['IPIP needs the kernel module ipip, which is missing', 'use calico_vxlan_mode'], lacking('ipip'));
    if (cluster.calico.vxlanMode !== 'Never')
      refuse(
        'calico_vxlan_mode',
        ['VXLAN needs the kernel module vxlan, which is missing', 'use calico_ipip_mode, or no overlay'],
        lacking('vxlan'),
      );
  }
  const onVersion1 = (refuses: (host: HostSpec) => boolean): readonly HostInput[] =>
    kube.filter(({ name, facts }) => facts?.cgroup === 'v1' && hosts.some((host) => host.name === name && refuses(host)));
  refuse(
    'kubelet_fail_cgroup_v1',
    ['kubelet would not start: the host has cgroup v1', 'boot it with cgroup v2, or set kubelet_fail_cgroup_v1: false'],
    onVersion1(({ kubelet }) => kubelet.failCgroupV1),
  );
  refuse(
    'kubelet_swap_behavior',
    ['kubelet would not start: pods cannot be limited in swap on cgroup v1', 'leave it out, or boot the host with cgroup v2'],
    onVersion1(({ kubelet }) => !kubelet.failSwapOn && kubelet.swapBehavior === 'LimitedSwap'),
  );
  return problems;
};
