import type { Secret } from '@kmagic/core';
import type { FeatureGates } from './host-settings.ts';

/** Settings that are the same on every host; the doc comment of each property is its kubespray name (or ours, marked so). */

export interface ClusterIdentity {
  /** cluster_name */ readonly name: string;
  /** dns_domain */ readonly dnsDomain: string;
}

export interface PathSettings {
  /** bin_dir */ readonly binDir: string;
  /** kube_config_dir */ readonly configDir: string;
  /** kube_cert_dir */ readonly certDir: string;
  /** kube_cert_compat_dir: a link to kube_cert_dir */ readonly certCompatDir: string;
  /** kube_manifest_dir */ readonly manifestDir: string;
  /** kube_script_dir */ readonly scriptDir: string;
  /** cni_bin_dir (ours) */ readonly cniBinDir: string;
  /** cni_config_dir (ours) */ readonly cniConfigDir: string;
  /** nginx_config_dir */ readonly nginxConfigDir: string;
  /** kube_owner */ readonly kubeOwner: string;
  /** kube_cert_group */ readonly kubeCertGroup: string;
}

export interface KubeSettings {
  /** kube_version, without `v` */ readonly version: string;
  /** kube_network_plugin */ readonly networkPlugin: 'calico' | 'cni' | 'none';
  /** container_manager */ readonly containerManager: 'containerd';
  /** k8s_image_pull_policy */ readonly imagePullPolicy: 'IfNotPresent' | 'Always' | 'Never';
  /** kube_log_level */ readonly logLevel: number;
  /** kube_feature_gates: of every component */ readonly featureGates: FeatureGates;
  /** kube_profiling */ readonly profiling: boolean;
}

export interface NetworkSettings {
  /** kube_service_addresses */ readonly servicesCidr: string;
  /** kube_pods_subnet */ readonly podsCidr: string;
  /** kube_network_node_prefix: prefix length of a node's pod range */ readonly nodePrefix: number;
  /** kube_apiserver_node_port_range, `30000-32767` */ readonly nodePortRange: string;
}

export interface CertificateSettings {
  /** certificates_key_size: RSA bits of etcd's keys */ readonly keySize: 2048 | 3072 | 4096;
  /** kube_asymmetric_encryption_algorithm */
  readonly kubeKeyAlgorithm: 'RSA-2048' | 'RSA-3072' | 'RSA-4096' | 'ECDSA-P256' | 'ECDSA-P384';
  /** certificates_duration: of etcd's certificates */ readonly etcdValidityDays: number;
  /** kube_cert_validity_period, `8760h` */ readonly kubeValidityHours: number;
  /** kube_ca_cert_validity_period, `87600h` */ readonly kubeCaValidityHours: number;
  /** certificates_renew_before_days (ours): a certificate with fewer days left is issued again */ readonly renewBeforeDays: number;
}

export interface EtcdSettings {
  /** etcd_deployment_type */ readonly deploymentType: 'container' | 'host';
  /** etcd_data_dir */ readonly dataDir: string;
  /** etcd_config_dir */ readonly configDir: string;
  /** etcd_cert_dir */ readonly certDir: string;
  /** etcd_owner */ readonly owner: string;
  /** etcd_cert_group */ readonly certGroup: string;
  /** etcd_heartbeat_interval */ readonly heartbeatIntervalMs: number;
  /** etcd_election_timeout */ readonly electionTimeoutMs: number;
  /** etcd_snapshot_count */ readonly snapshotCount: number;
  /** etcd_quota_backend_bytes */ readonly quotaBackendBytes: number;
  /** etcd_max_request_bytes */ readonly maxRequestBytes: number;
  /** etcd_compaction_retention: hours, or a duration */ readonly compactionRetention: string;
  /** etcd_max_snapshots */ readonly maxSnapshots: number;
  /** etcd_max_wals */ readonly maxWals: number;
  /** etcd_metrics */ readonly metrics: 'basic' | 'extensive';
  /** etcd_metrics_port: listens for plain metrics where set */ readonly metricsPort: number | undefined;
  /** etcd_listen_metrics_urls */ readonly listenMetricsUrls: string | undefined;
  /** etcd_log_level */ readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'panic' | 'fatal';
  /** etcd_secure_client */ readonly secureClient: boolean;
  /** etcd_peer_client_auth */ readonly peerClientAuth: boolean;
  /** etcd_tls_cipher_suites */ readonly tlsCipherSuites: readonly string[];
  /** etcd_experimental_initial_corrupt_check */ readonly initialCorruptCheck: boolean;
  /** etcd_experimental_watch_progress_notify_interval */ readonly watchProgressNotifyInterval: string;
  /** etcd_cert_alt_names */ readonly certAltNames: readonly string[];
  /** etcd_cert_alt_ips */ readonly certAltIps: readonly string[];
  /** etcd_extra_vars: further lines of etcd.env */ readonly extraVars: Readonly<Record<string, string>>;
}

export interface ApiserverSettings {
  /** kube_apiserver_port */ readonly port: number;
  /** kube_apiserver_bind_address */ readonly bindAddress: string;
  /** kube_api_anonymous_auth */ readonly anonymousAuth: boolean;
  /** authorization_modes */ readonly authorizationModes: readonly string[];
  /** kube_apiserver_feature_gates merged over kube_feature_gates */ readonly featureGates: FeatureGates;
  /** kube_apiserver_enable_admission_plugins */ readonly enableAdmissionPlugins: readonly string[];
  /** kube_apiserver_disable_admission_plugins */ readonly disableAdmissionPlugins: readonly string[];
  /** kube_api_runtime_config, such as `api/all=true` */ readonly runtimeConfig: readonly string[];
  /** kube_kubeadm_apiserver_extra_args */ readonly extraArgs: ExtraArgs;
  /** apiserver_extra_volumes */ readonly extraVolumes: readonly ExtraVolume[];
  /** supplementary_addresses_in_ssl_keys */ readonly extraSans: readonly string[];
  /** kube_apiserver_request_timeout */ readonly requestTimeout: string;
  /** kube_apiserver_etcd_compaction_interval */ readonly etcdCompactionInterval: string;
  /** event_ttl_duration */ readonly eventTtl: string;
  /** kube_apiserver_pod_eviction_not_ready_timeout_seconds */ readonly notReadyTolerationSeconds: number;
  /** kube_apiserver_pod_eviction_unreachable_timeout_seconds */ readonly unreachableTolerationSeconds: number;
  /** kube_apiserver_service_account_lookup */ readonly serviceAccountLookup: boolean;
  /** kube_api_aggregator_routing */ readonly aggregatorRouting: boolean;
  /** kubelet_preferred_address_types */ readonly kubeletPreferredAddressTypes: string;
  /** tls_min_version: of all components; undefined is Kubernetes' own */ readonly tlsMinVersion: string | undefined;
  /** tls_cipher_suites */ readonly tlsCipherSuites: readonly string[];
}

/** Flags by name without dashes; an empty value is written as `--name=`. */
export type ExtraArgs = Readonly<Record<string, string>>;

export interface ExtraVolume {
  readonly name: string;
  readonly hostPath: string;
  readonly mountPath: string;
  readonly readOnly: boolean;
  readonly pathType?: string | undefined;
}

export interface AuditSettings {
  /** kubernetes_audit */ readonly enabled: boolean;
  /** audit_log_path, inside the pod; `-` is standard output */ readonly logPath: string;
  /** audit_log_hostpath */ readonly logHostDir: string;
  /** audit_log_maxage, days */ readonly logMaxAgeDays: number;
  /** audit_log_maxbackups */ readonly logMaxBackups: number;
  /** audit_log_maxsize, MB */ readonly logMaxSizeMb: number;
  /** audit_policy_file */ readonly policyFile: string;
  /** audit_policy_custom_rules: YAML text or a list; undefined is our standard policy */ readonly policyCustomRules:
    readonly Readonly<Record<string, unknown>>[] | undefined;
}

export interface EncryptionSettings {
  /** kube_encrypt_secret_data */ readonly enabled: boolean;
  /** kube_encryption_algorithm */ readonly algorithm: 'secretbox' | 'aesgcm' | 'aescbc';
  /** kube_encryption_resources */ readonly resources: readonly string[];
  /** kube_encrypt_token: 32 characters; undefined: made once and kept on the control planes */ readonly token: Secret | undefined;
}

export interface ControllerManagerSettings {
  /** kube_controller_manager_bind_address */ readonly bindAddress: string;
  /** kube_controller_feature_gates merged over kube_feature_gates */ readonly featureGates: FeatureGates;
  /** kube_kubeadm_controller_extra_args */ readonly extraArgs: ExtraArgs;
  /** controller_manager_extra_volumes */ readonly extraVolumes: readonly ExtraVolume[];
  /** kube_controller_node_monitor_grace_period */ readonly nodeMonitorGracePeriod: string;
  /** kube_controller_node_monitor_period */ readonly nodeMonitorPeriod: string;
  /** kube_controller_terminated_pod_gc_threshold */ readonly terminatedPodGcThreshold: number;
  /** kube_controller_manager_leader_elect_lease_duration */ readonly leaseDuration: string;
  /** kube_controller_manager_leader_elect_renew_deadline */ readonly renewDeadline: string;
}

export interface SchedulerSettings {
  /** kube_scheduler_bind_address */ readonly bindAddress: string;
  /** kube_scheduler_feature_gates merged over kube_feature_gates */ readonly featureGates: FeatureGates;
  /** kube_kubeadm_scheduler_extra_args */ readonly extraArgs: ExtraArgs;
  /** scheduler_extra_volumes */ readonly extraVolumes: readonly ExtraVolume[];
  /** kube_scheduler_profiles */ readonly profiles: readonly Readonly<Record<string, unknown>>[];
  /** kube_scheduler_extenders */ readonly extenders: readonly Readonly<Record<string, unknown>>[];
  /** kube_scheduler_config_extra_opts: merged over KubeSchedulerConfiguration */ readonly configExtra: Readonly<Record<string, unknown>>;
  /** kube_scheduler_leader_elect_lease_duration */ readonly leaseDuration: string;
  /** kube_scheduler_leader_elect_renew_deadline */ readonly renewDeadline: string;
}

export interface KubeProxySettings {
  /** kube_proxy_mode */ readonly mode: 'nftables' | 'iptables' | 'ipvs';
  /** kube_proxy_bind_address */ readonly bindAddress: string;
  /** kube_proxy_healthz_bind_address */ readonly healthzBindAddress: string;
  /** kube_proxy_metrics_bind_address */ readonly metricsBindAddress: string;
  /** kube_proxy_conntrack_max_per_core: 0 leaves the kernel's limit alone */ readonly conntrackMaxPerCore: number;
  /** kube_proxy_conntrack_min: 0 likewise */ readonly conntrackMin: number;
  /** kube_proxy_conntrack_tcp_close_wait_timeout */ readonly conntrackTcpCloseWaitTimeout: string;
  /** kube_proxy_conntrack_tcp_established_timeout */ readonly conntrackTcpEstablishedTimeout: string;
  /** kube_proxy_masquerade_all */ readonly masqueradeAll: boolean;
  /** kube_proxy_masquerade_bit */ readonly masqueradeBit: number;
  /** kube_proxy_min_sync_period */ readonly minSyncPeriod: string;
  /** kube_proxy_sync_period */ readonly syncPeriod: string;
  /** kube_proxy_scheduler, ipvs only */ readonly ipvsScheduler: string;
  /** kube_proxy_strict_arp, ipvs only */ readonly ipvsStrictArp: boolean;
  /** kube_proxy_exclude_cidrs, ipvs only */ readonly ipvsExcludeCidrs: readonly string[];
  /** kube_proxy_nodeport_addresses */ readonly nodePortAddresses: readonly string[];
  /** kube_proxy_oom_score_adj */ readonly oomScoreAdj: number;
  /** kube_proxy_feature_gates merged over kube_feature_gates */ readonly featureGates: FeatureGates;
}

export type {
  CalicoSettings,
  ClientSettings,
  DnsSettings,
  DownloadSettings,
  ExternalZone,
  KubeadmSettings,
  LoadbalancerSettings,
  OverlayMode,
  PodResources,
  ProxySettings,
  ResetSettings,
  SourceSettings,
  VersionSettings,
} from './service-settings.ts';
