/** Settings that may differ from host to host; the doc comment of each property is its kubespray name (or ours, marked so). */

export interface HostNodeSettings {
  /** ip */ readonly ip: string | undefined;
  /** access_ip */ readonly accessIp: string | undefined;
  /** etcd_member_name */ readonly etcdMemberName: string | undefined;
  /** kube_override_hostname */ readonly overrideHostname: string | undefined;
  /** node_labels */ readonly labels: Readonly<Record<string, string>>;
  /** node_taints, such as `key=value:NoSchedule` */ readonly taints: readonly string[];
}

export interface KubeletSettings {
  /** kubelet_bind_address: default the host's ip */ readonly bindAddress: string;
  /** kubelet_max_pods */ readonly maxPods: number;
  /** kubelet_pod_pids_limit */ readonly podPidsLimit: number;
  /** kubelet_fail_swap_on */ readonly failSwapOn: boolean;
  /** kubelet_swap_behavior, used where swap is tolerated */ readonly swapBehavior: 'LimitedSwap' | 'NoSwap';
  /** kubelet_fail_cgroup_v1 */ readonly failCgroupV1: boolean;
  /** kubelet_feature_gates merged over kube_feature_gates */ readonly featureGates: FeatureGates;
  /** kubelet_config_extra_args: merged over KubeletConfiguration, deep */ readonly configExtraArgs: Readonly<Record<string, unknown>>;
  /** kubelet_custom_flags: added to the command line as they are */ readonly customFlags: readonly string[];
  /** kubelet_rotate_certificates */ readonly rotateCertificates: boolean;
  /** kubelet_protect_kernel_defaults */ readonly protectKernelDefaults: boolean;
  /** kubelet_authentication_token_webhook */ readonly authenticationTokenWebhook: boolean;
  /** kubelet_authorization_mode_webhook */ readonly authorizationModeWebhook: boolean;
  /** kubelet_enforce_node_allocatable: [] or some of pods, kube-reserved, system-reserved */ readonly enforceNodeAllocatable: readonly string[];
  /** kubelet_runtime_cgroups */ readonly runtimeCgroups: string;
  /** kubelet_kubelet_cgroups */ readonly kubeletCgroups: string;
  /** kube_reserved: true enforces the cgroup of the amounts below */ readonly kubeReserved: ReservedResources;
  /** system_reserved, likewise */ readonly systemReserved: ReservedResources;
  /** eviction_hard, such as `{ 'memory.available': '300Mi' }` */ readonly evictionHard: Readonly<Record<string, string>>;
  /** kubelet_status_update_frequency */ readonly statusUpdateFrequency: string;
  /** kubelet_event_record_qps */ readonly eventRecordQps: number;
  /** kubelet_shutdown_grace_period */ readonly shutdownGracePeriod: string;
  /** kubelet_shutdown_grace_period_critical_pods */ readonly shutdownGracePeriodCriticalPods: string;
  /** kubelet_logfiles_max_nr */ readonly logFilesMax: number;
  /** kubelet_logfiles_max_size */ readonly logFileMaxSize: string;
  /** kubelet_max_parallel_image_pulls */ readonly maxParallelImagePulls: number;
  /** kubelet_healthz_port */ readonly healthzPort: number;
  /** kubelet_healthz_bind_address */ readonly healthzBindAddress: string;
  /** kube_read_only_port */ readonly readOnlyPort: number;
  /** kube_resolv_conf: default systemd-resolved's upstream file where the host runs it */ readonly resolvConf: string;
  /** kubelet_cpu_manager_policy */ readonly cpuManagerPolicy: string | undefined;
  /** kubelet_topology_manager_policy */ readonly topologyManagerPolicy: string | undefined;
  /** kubelet_topology_manager_scope */ readonly topologyManagerScope: string | undefined;
  /** kubelet_systemd_wants_dependencies: units the kubelet unit wants */ readonly wantedUnits: readonly string[];
}

export interface ReservedResources {
  /** kube_reserved / system_reserved */ readonly enforced: boolean;
  /** *_cpu_reserved */ readonly cpu: string;
  /** *_memory_reserved */ readonly memory: string;
  /** *_ephemeral_storage_reserved */ readonly ephemeralStorage: string;
  /** *_pid_reserved */ readonly pids: string;
  /** *_reserved_cgroups */ readonly cgroup: string;
  /** *_reserved_cgroups_for_service_slice */ readonly slice: string;
}

export interface ContainerdSettings {
  /** containerd_storage_dir */ readonly storageDir: string;
  /** containerd_state_dir */ readonly stateDir: string;
  /** containerd_cfg_dir */ readonly configDir: string;
  /** containerd_oom_score: OOM score of the daemon in config.toml */ readonly oomScore: number;
  /** containerd_unit_oom_score_adjust (ours): OOMScoreAdjust of the unit, null leaves the line out */ readonly unitOomScoreAdjust:
    number | null;
  /** containerd_restrict_oom_score_adj (ours) */ readonly restrictOomScoreAdj: boolean;
  /** containerd_limit_proc_num */ readonly limitProcNum: string;
  /** containerd_limit_core */ readonly limitCore: string;
  /** containerd_limit_open_file_num */ readonly limitOpenFileNum: string;
  /** containerd_limit_mem_lock */ readonly limitMemLock: string;
  /** containerd_snapshotter */ readonly snapshotter: string;
  /** containerd_use_systemd_cgroup */ readonly systemdCgroup: boolean;
  /** containerd_base_runtime_spec_rlimit_nofile */ readonly containerNofile: number;
  /** containerd_discard_unpacked_layers */ readonly discardUnpackedLayers: boolean;
  /** containerd_grpc_max_recv_message_size */ readonly grpcMaxRecvBytes: number;
  /** containerd_grpc_max_send_message_size */ readonly grpcMaxSendBytes: number;
  /** containerd_debug_level */ readonly debugLevel: string;
  /** containerd_debug_address */ readonly debugAddress: string;
  /** containerd_metrics_address */ readonly metricsAddress: string;
  /** containerd_metrics_grpc_histogram */ readonly metricsGrpcHistogram: boolean;
  /** containerd_max_container_log_line_size */ readonly maxContainerLogLineBytes: number;
  /** containerd_enable_unprivileged_ports */ readonly unprivilegedPorts: boolean;
  /** containerd_enable_unprivileged_icmp */ readonly unprivilegedIcmp: boolean;
  /** containerd_enable_selinux */ readonly selinux: boolean;
  /** containerd_disable_apparmor */ readonly disableApparmor: boolean;
  /** containerd_tolerate_missing_hugetlb_controller */ readonly tolerateMissingHugetlb: boolean;
  /** containerd_disable_hugetlb_controller */ readonly disableHugetlb: boolean;
  /** containerd_image_pull_progress_timeout */ readonly imagePullProgressTimeout: string;
  /** containerd_registries_mirrors */ readonly registryMirrors: readonly RegistryMirror[];
  /** containerd_extra_args: TOML appended to config.toml as it is */ readonly extraToml: string;
  /** enable_cdi */ readonly cdi: boolean;
  /** nri_enabled */ readonly nri: boolean;
}

/** One certs.d/PREFIX/hosts.toml; prefix `_default` answers for every registry without one of its own. */
export interface RegistryMirror {
  readonly prefix: string;
  readonly server?: string | undefined;
  readonly mirrors: readonly {
    readonly host: string;
    readonly capabilities: readonly ('pull' | 'resolve' | 'push')[];
    readonly skipVerify: boolean;
    readonly overridePath: boolean;
    readonly ca?: readonly string[] | undefined;
    readonly client?: readonly (readonly [string, string])[] | undefined;
    readonly header?: Readonly<Record<string, string>> | undefined;
  }[];
}

export interface EtcdHostSettings {
  /** etcd_limit_nofile (ours): RLIMIT_NOFILE of etcd */ readonly limitNofile: number;
  /** etcd_memory_limit: of the container, `0` is none; default 512M below 4 GiB of memory */ readonly memoryLimit: string;
}

export interface PreinstallSettings {
  /** sysctl_file_path */ readonly sysctlFile: string;
  /** additional_sysctl: list of {name, value} */ readonly additionalSysctl: readonly { readonly name: string; readonly value: string }[];
  /** override_system_hostname: the host is named as in the inventory */ readonly overrideSystemHostname: boolean;
  /** minimal_node_memory_mb */ readonly minimalNodeMemoryMb: number;
  /** minimal_master_memory_mb */ readonly minimalControlPlaneMemoryMb: number;
  /** ping_access_ip: preflight tries to reach each access_ip */ readonly pingAccessIp: boolean;
  /** allow_unsupported_distribution_setup */ readonly allowUnsupportedDistribution: boolean;
  /** ignore_assert_errors: preflight problems become warnings */ readonly ignoreAssertErrors: boolean;
  /** kubelet_flexvolumes_plugins_dir */ readonly flexvolumeDir: string;
  /** pkg_install_timeout, seconds */ readonly packageTimeoutSeconds: number;
  /** ntp_enabled: accepted only false; time sync is checked, never installed */ readonly ntpEnabled: boolean;
}

export type FeatureGates = Readonly<Record<string, boolean>>;
