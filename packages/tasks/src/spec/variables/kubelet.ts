import type { KubeletSettings, ReservedResources } from '../cluster-spec.ts';
import { mainIpOf } from '../addresses.ts';
import { evictionThresholds } from '../daemon-values.ts';
import { serviceSlice } from '../service-slice.ts';
import { allocatableList, featureGates } from '../structured-values.ts';
import { address, anyMap, boolean, duration, integer, oneOf, optional, quantity, text, textList } from '../values.ts';
import { perHost, variable, type HostScope, type Topic } from '../variable.ts';

/** kubelet. */
export const kubelet: Topic<KubeletSettings, HostScope> = {
  bindAddress: variable('kubelet_bind_address', 'The address kubelet listens on.', {
    type: address,
    default: perHost('ip of the host', ({ host }) => mainIpOf(host) ?? '0.0.0.0'),
  }),
  maxPods: variable('kubelet_max_pods', 'Pods a node may run.', { type: integer(1, 100000), default: 110 }),
  podPidsLimit: variable('kubelet_pod_pids_limit', 'Processes a pod may have; -1 is any number.', { type: integer(-1), default: -1 }),
  failSwapOn: variable('kubelet_fail_swap_on', 'kubelet does not start where swap is on.', { type: boolean, default: true }),
  swapBehavior: variable('kubelet_swap_behavior', 'Which pods may swap, where swap is tolerated.', {
    type: oneOf(['LimitedSwap', 'NoSwap']),
    // The kubelet refuses LimitedSwap on cgroup v1.
    default: perHost('LimitedSwap, or NoSwap on cgroup v1', ({ host }) => (host.facts?.cgroup === 'v1' ? 'NoSwap' : 'LimitedSwap')),
  }),
  failCgroupV1: variable('kubelet_fail_cgroup_v1', 'kubelet does not start on cgroup v1.', { type: boolean, default: true }),
  featureGates: variable('kubelet_feature_gates', 'Feature gates of kubelet, over kube_feature_gates.', {
    type: featureGates,
    default: {},
  }),
  configExtraArgs: variable('kubelet_config_extra_args', 'Merged over the KubeletConfiguration.', { type: anyMap, default: {} }),
  customFlags: variable('kubelet_custom_flags', 'Further flags of kubelet, as they are.', { type: textList, default: [] }),
  rotateCertificates: variable('kubelet_rotate_certificates', 'kubelet renews its client certificate.', { type: boolean, default: true }),
  protectKernelDefaults: variable('kubelet_protect_kernel_defaults', 'kubelet refuses kernel settings it did not expect.', {
    type: boolean,
    default: true,
  }),
  authenticationTokenWebhook: variable('kubelet_authentication_token_webhook', 'kubelet asks the API server who a token is.', {
    type: boolean,
    default: true,
  }),
  authorizationModeWebhook: variable('kubelet_authorization_mode_webhook', 'kubelet asks the API server what a caller may.', {
    type: boolean,
    default: true,
  }),
  enforceNodeAllocatable: variable('kubelet_enforce_node_allocatable', 'Which of pods, kube-reserved and system-reserved are enforced.', {
    type: allocatableList,
    default: [],
  }),
  runtimeCgroups: variable('kubelet_runtime_cgroups', 'The cgroup of containerd.', {
    type: text,
    default: perHost(
      '/system.slice/containerd.service, in kube_reserved_cgroups_for_service_slice where kube_reserved',
      ({ own }) => `${serviceCgroup(own.kubelet)}/containerd.service`,
    ),
  }),
  kubeletCgroups: variable('kubelet_kubelet_cgroups', 'The cgroup of kubelet.', {
    type: text,
    default: perHost(
      '/system.slice/kubelet.service, in kube_reserved_cgroups_for_service_slice where kube_reserved',
      ({ own }) => `${serviceCgroup(own.kubelet)}/kubelet.service`,
    ),
  }),
  kubeReserved: reserved('kube', { cpu: '100m', memory: '256Mi', slice: 'kube.slice' }),
  systemReserved: reserved('system', { cpu: '500m', memory: '512Mi', slice: 'system.slice' }),
  evictionHard: variable('eviction_hard', 'Thresholds at which pods are evicted at once.', { type: evictionThresholds, default: {} }),
  statusUpdateFrequency: variable('kubelet_status_update_frequency', 'How often kubelet reports its node.', {
    type: duration,
    default: '10s',
  }),
  eventRecordQps: variable('kubelet_event_record_qps', 'Events kubelet may make in a second; 0 is any number.', {
    type: integer(0),
    default: 50,
  }),
  shutdownGracePeriod: variable('kubelet_shutdown_grace_period', 'How long a host that shuts down waits for its pods.', {
    type: duration,
    default: '60s',
  }),
  shutdownGracePeriodCriticalPods: variable('kubelet_shutdown_grace_period_critical_pods', 'The part of it kept for critical pods.', {
    type: duration,
    default: '20s',
  }),
  logFilesMax: variable('kubelet_logfiles_max_nr', 'Log files kept for a container.', { type: integer(2), default: 5 }),
  logFileMaxSize: variable('kubelet_logfiles_max_size', 'Size at which a container log is rotated.', { type: quantity, default: '10Mi' }),
  maxParallelImagePulls: variable('kubelet_max_parallel_image_pulls', 'Images kubelet pulls at a time.', { type: integer(1), default: 1 }),
  healthzPort: variable('kubelet_healthz_port', 'The port of the health check.', { type: integer(0, 65535), default: 10248 }),
  healthzBindAddress: variable('kubelet_healthz_bind_address', 'The address of the health check.', { type: text, default: '127.0.0.1' }),
  readOnlyPort: variable('kube_read_only_port', 'The port without authentication; 0 is none.', { type: integer(0, 65535), default: 0 }),
  resolvConf: variable('kube_resolv_conf', "The resolv.conf pods with the host's DNS get.", {
    type: text,
    default: perHost('/etc/resolv.conf, or that of systemd-resolved where it runs', ({ host }) =>
      host.facts?.systemdResolved === true ? '/run/systemd/resolve/resolv.conf' : '/etc/resolv.conf',
    ),
  }),
  cpuManagerPolicy: variable('kubelet_cpu_manager_policy', 'The CPU manager policy.', { type: optional(text), default: undefined }),
  topologyManagerPolicy: variable('kubelet_topology_manager_policy', 'The topology manager policy.', {
    type: optional(text),
    default: undefined,
  }),
  topologyManagerScope: variable('kubelet_topology_manager_scope', 'The topology manager scope.', {
    type: optional(text),
    default: undefined,
  }),
  wantedUnits: variable('kubelet_systemd_wants_dependencies', 'Units systemd starts with kubelet.', { type: textList, default: [] }),
};

function serviceCgroup({ kubeReserved }: KubeletSettings): string {
  return `/${serviceSlice(kubeReserved) ?? 'system.slice'}`;
}

function reserved(
  who: 'kube' | 'system',
  defaults: { readonly cpu: string; readonly memory: string; readonly slice: string },
): Topic<ReservedResources, HostScope> {
  const whose = who === 'kube' ? 'Kubernetes daemons' : 'the system';
  return {
    enforced: variable(`${who}_reserved`, `The reservation for ${whose} is enforced by a cgroup.`, { type: boolean, default: false }),
    cpu: variable(`${who}_cpu_reserved`, `CPU kept for ${whose}.`, { type: quantity, default: defaults.cpu }),
    memory: variable(`${who}_memory_reserved`, `Memory kept for ${whose}.`, { type: quantity, default: defaults.memory }),
    ephemeralStorage: variable(`${who}_ephemeral_storage_reserved`, `Disk kept for ${whose}.`, { type: quantity, default: '500Mi' }),
    pids: variable(`${who}_pid_reserved`, `Process numbers kept for ${whose}.`, { type: text, default: '1000' }),
    slice: variable(`${who}_reserved_cgroups_for_service_slice`, `The systemd slice of ${whose}.`, { type: text, default: defaults.slice }),
    cgroup: variable(`${who}_reserved_cgroups`, `The cgroup of ${whose}.`, {
      type: text,
      default: perHost(`/${who}_reserved_cgroups_for_service_slice`, ({ own }) => `/${own.kubelet[`${who}Reserved`].slice}`),
    }),
  };
}
