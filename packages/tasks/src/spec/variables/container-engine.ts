import type { ContainerdSettings } from '../cluster-spec.ts';
import { nullable, registryMirrors } from '../structured-values.ts';
import { boolean, duration, integer, oneOf, path, text, ulimit } from '../values.ts';
import { ours, variable, type HostScope, type Topic } from '../variable.ts';

/** containerd. */
export const containerd: Topic<ContainerdSettings, HostScope> = {
  storageDir: variable('containerd_storage_dir', 'Where images and containers are kept.', { type: path, default: '/var/lib/containerd' }),
  stateDir: variable('containerd_state_dir', 'Where the state of running containers is kept.', { type: path, default: '/run/containerd' }),
  configDir: variable('containerd_cfg_dir', 'Where the configuration of containerd stands.', { type: path, default: '/etc/containerd' }),
  oomScore: variable('containerd_oom_score', 'The OOM score containerd gives itself; 0 leaves it.', {
    type: integer(-1000, 1000),
    default: 0,
  }),
  unitOomScoreAdjust: ours('containerd_unit_oom_score_adjust', "OOMScoreAdjust of containerd's unit; null leaves the line out.", {
    type: nullable(integer(-1000, 1000)),
    default: -999,
  }),
  restrictOomScoreAdj: ours(
    'containerd_restrict_oom_score_adj',
    'containerd never lowers an OOM score below its own, for hosts that may not.',
    {
      type: boolean,
      default: false,
    },
  ),
  limitProcNum: variable('containerd_limit_proc_num', "LimitNPROC of containerd's unit.", { type: ulimit, default: 'infinity' }),
  limitCore: variable('containerd_limit_core', "LimitCORE of containerd's unit.", { type: ulimit, default: 'infinity' }),
  limitOpenFileNum: variable('containerd_limit_open_file_num', "LimitNOFILE of containerd's unit.", { type: ulimit, default: '1048576' }),
  limitMemLock: variable('containerd_limit_mem_lock', "LimitMEMLOCK of containerd's unit.", { type: ulimit, default: 'infinity' }),
  snapshotter: variable('containerd_snapshotter', 'How image layers are mounted.', {
    type: oneOf(['overlayfs', 'native']),
    default: 'overlayfs',
  }),
  systemdCgroup: variable('containerd_use_systemd_cgroup', 'Cgroups of containers are made by systemd.', { type: boolean, default: true }),
  containerNofile: variable('containerd_base_runtime_spec_rlimit_nofile', 'Files a container may have open.', {
    type: integer(1024),
    default: 65535,
  }),
  discardUnpackedLayers: variable('containerd_discard_unpacked_layers', 'Compressed layers are dropped once unpacked.', {
    type: boolean,
    default: true,
  }),
  grpcMaxRecvBytes: variable('containerd_grpc_max_recv_message_size', 'The largest message containerd reads.', {
    type: integer(1),
    default: 16777216,
  }),
  grpcMaxSendBytes: variable('containerd_grpc_max_send_message_size', 'The largest message containerd sends.', {
    type: integer(1),
    default: 16777216,
  }),
  debugLevel: variable('containerd_debug_level', 'The verbosity of containerd.', { type: text, default: 'info' }),
  debugAddress: variable('containerd_debug_address', "The socket of containerd's debug service; empty is none.", {
    type: text,
    default: '',
  }),
  metricsAddress: variable('containerd_metrics_address', 'Where containerd serves metrics; empty is nowhere.', { type: text, default: '' }),
  metricsGrpcHistogram: variable('containerd_metrics_grpc_histogram', 'Metrics that are served have histograms of calls.', {
    type: boolean,
    default: false,
  }),
  maxContainerLogLineBytes: variable('containerd_max_container_log_line_size', 'Bytes at which a log line is split.', {
    type: integer(-1),
    default: 16384,
  }),
  unprivilegedPorts: variable('containerd_enable_unprivileged_ports', 'Containers may open ports below 1024 without privilege.', {
    type: boolean,
    default: false,
  }),
  unprivilegedIcmp: variable('containerd_enable_unprivileged_icmp', 'Containers may ping without privilege.', {
    type: boolean,
    default: false,
  }),
  selinux: variable('containerd_enable_selinux', 'containerd labels containers for SELinux.', { type: boolean, default: false }),
  disableApparmor: variable('containerd_disable_apparmor', 'containerd sets no AppArmor profile.', { type: boolean, default: false }),
  tolerateMissingHugetlb: variable('containerd_tolerate_missing_hugetlb_controller', 'Hosts without the hugetlb cgroup are accepted.', {
    type: boolean,
    default: true,
  }),
  disableHugetlb: variable('containerd_disable_hugetlb_controller', 'The hugetlb cgroup is not used.', { type: boolean, default: true }),
  imagePullProgressTimeout: variable('containerd_image_pull_progress_timeout', 'Standstill after which a pull is given up.', {
    type: duration,
    default: '5m',
  }),
  registryMirrors: variable('containerd_registries_mirrors', 'Mirrors by registry; the prefix _default answers for all others.', {
    type: registryMirrors,
    default: [
      {
        prefix: 'docker.io',
        mirrors: [{ host: 'https://registry-1.docker.io', capabilities: ['pull', 'resolve'], skipVerify: false, overridePath: false }],
      },
    ],
    written: '[{prefix: docker.io, mirrors: [{host: https://registry-1.docker.io}]}]',
  }),
  extraToml: variable('containerd_extra_args', 'TOML appended to config.toml.', { type: text, default: '' }),
  cdi: variable('enable_cdi', 'Containers may ask for devices by CDI.', { type: boolean, default: false }),
  nri: variable('nri_enabled', 'containerd loads NRI plugins.', { type: boolean, default: true }),
};
