import type { ChecksumMapName, ChecksumsByArch } from '../catalog/checksums.ts';

/** More settings that are the same on every host: what runs on the cluster and where it comes from. */

export interface KubeadmSettings {
  /** kubeadm_feature_gates */ readonly featureGates: Readonly<Record<string, boolean>>;
  /** kubeadm_ignore_preflight_errors */ readonly ignorePreflightErrors: readonly string[];
  /** discovery_timeout */ readonly discoveryTimeout: string;
  /** kubeadm_join_timeout */ readonly joinTimeout: string;
  /** kubeadm_token_ttl (ours): life of a join token */ readonly tokenTtl: string;
}

export interface LoadbalancerSettings {
  /** loadbalancer_apiserver: an external balancer in front of the API servers */ readonly external:
    { readonly address: string; readonly port: number } | undefined;
  /** apiserver_loadbalancer_domain_name */ readonly domainName: string;
  /** loadbalancer_apiserver_localhost */ readonly localhost: boolean;
  /** loadbalancer_apiserver_type */ readonly type: 'nginx';
  /** loadbalancer_apiserver_port: of the node-local proxy */ readonly port: number;
  /** loadbalancer_apiserver_healthcheck_port: 0 is none */ readonly healthcheckPort: number;
  /** loadbalancer_apiserver_keepalive_timeout */ readonly keepaliveTimeout: string;
  /** loadbalancer_apiserver_memory_requests */ readonly memoryRequests: string;
  /** loadbalancer_apiserver_cpu_requests */ readonly cpuRequests: string;
  /** loadbalancer_apiserver_pod_name */ readonly podName: string;
}

export type OverlayMode = 'Always' | 'CrossSubnet' | 'Never';

export interface CalicoSettings {
  /** calico_cni_name */ readonly cniName: string;
  /** calico_pool_name */ readonly poolName: string;
  /** calico_pool_cidr: default kube_pods_subnet */ readonly poolCidr: string;
  /** calico_pool_blocksize */ readonly poolBlockSize: number;
  /** calico_network_backend: `bird` runs BGP, `vxlan` does not, `none` neither */ readonly backend: 'vxlan' | 'bird' | 'none';
  /** calico_vxlan_mode */ readonly vxlanMode: OverlayMode;
  /** calico_ipip_mode */ readonly ipipMode: OverlayMode;
  /** calico_vxlan_vni */ readonly vxlanVni: number;
  /** calico_vxlan_port */ readonly vxlanPort: number;
  /** nat_outgoing */ readonly natOutgoing: boolean;
  /** calico_mtu: undefined is automatic */ readonly mtu: number | undefined;
  /** calico_veth_mtu: undefined is calico_mtu */ readonly vethMtu: number | undefined;
  /** calico_felix_mtu_iface_pattern */ readonly felixMtuIfacePattern: string | undefined;
  /** global_as_num */ readonly asNumber: number;
  /** calico_no_global_as_num */ readonly noGlobalAsNumber: boolean;
  /** nodetonode mesh: on in this slice */ readonly nodeToNodeMesh: boolean;
  /** calico_bgp_listen_port */ readonly bgpListenPort: number;
  /** calico_advertise_cluster_ips */ readonly advertiseClusterIps: boolean;
  /** calico_advertise_service_external_ips */ readonly advertiseExternalIps: readonly string[];
  /** calico_advertise_service_loadbalancer_ips */ readonly advertiseLoadbalancerIps: readonly string[];
  /** calico_ip_auto_method: default `can-reach=$(NODEIP)` */ readonly ipAutoMethod: string;
  /** calico_iptables_backend */ readonly iptablesBackend: 'Auto' | 'Legacy' | 'NFT';
  /** calico_nftable_mode */ readonly nftablesMode: 'Enabled' | 'Disabled' | 'Auto';
  /** calico_iptables_lock_timeout_secs */ readonly iptablesLockTimeoutSeconds: number;
  /** calico_felix_chaininsertmode */ readonly chainInsertMode: 'Insert' | 'Append';
  /** calico_endpoint_to_host_action */ readonly endpointToHostAction: 'RETURN' | 'DROP' | 'ACCEPT';
  /** calico_felix_prometheusmetricsenabled */ readonly felixMetricsEnabled: boolean;
  /** calico_felix_prometheusmetricsport */ readonly felixMetricsPort: number;
  /** calico_felix_floating_ips */ readonly felixFloatingIps: 'Enabled' | 'Disabled';
  /** calico_felix_reporting_interval */ readonly felixReportingInterval: string;
  /** calico_felix_log_severity_screen */ readonly felixLogSeverityScreen: string;
  /** calico_healthhost */ readonly healthHost: string;
  /** calico_loglevel */ readonly logLevel: string;
  /** calico_node_startup_loglevel */ readonly nodeStartupLogLevel: string;
  /** calico_cni_log_file_path */ readonly cniLogFile: string;
  /** calico_usage_reporting */ readonly usageReporting: boolean;
  /** calico_node_ignorelooserpf */ readonly ignoreLooseRpf: boolean;
  /** calico_allow_ip_forwarding */ readonly allowIpForwarding: boolean;
  /** calico_ipam_strictaffinity */ readonly ipamStrictAffinity: boolean;
  /** calico_ipam_autoallocateblocks */ readonly ipamAutoAllocateBlocks: boolean;
  /** calico_ipam_maxblocksperhost */ readonly ipamMaxBlocksPerHost: number;
  /** calico_node_{cpu,memory}_{requests,limit} */ readonly nodeResources: PodResources;
  /** calico_policy_controller_{cpu,memory}_{requests,limit} */ readonly controllersResources: PodResources;
  /** calico_policy_controller_log_level */ readonly controllersLogLevel: string;
  /** calico_node_livenessprobe_timeout, seconds */ readonly livenessTimeoutSeconds: number;
  /** calico_node_readinessprobe_timeout, seconds */ readonly readinessTimeoutSeconds: number;
}

/** Kubernetes quantities; `0` or empty is no request or limit. */
export interface PodResources {
  readonly cpuRequests: string;
  readonly memoryRequests: string;
  readonly cpuLimit: string;
  readonly memoryLimit: string;
}

export interface DnsSettings {
  /** dns_mode */ readonly mode: 'coredns' | 'manual' | 'none';
  /** resolvconf_mode: hosts' resolvers are left alone in either */ readonly resolvconfMode: 'none' | 'host_resolvconf';
  /** manual_dns_server, in mode manual */ readonly manualServer: string;
  /** skydns_server: undefined is the third service address */ readonly serviceIp: string | undefined;
  /** upstream_dns_servers: undefined forwards to the node's resolv.conf */ readonly upstreamServers: readonly string[];
  /** dns_upstream_forward_extra_opts */ readonly forwardExtraOptions: Readonly<Record<string, string>>;
  /** coredns_replicas */ readonly replicas: number;
  /** coredns_pod_disruption_budget (default true here) */ readonly podDisruptionBudget: boolean;
  /** coredns_pod_disruption_budget_max_unavailable */ readonly podDisruptionBudgetMaxUnavailable: string;
  /** coredns_default_zone_cache_block: Corefile text */ readonly cacheBlock: string;
  /** coredns_external_zones */ readonly externalZones: readonly ExternalZone[];
  /** coredns_rewrite_block: Corefile text */ readonly rewriteBlock: string;
  /** coredns_kubernetes_extra_opts: lines of the kubernetes plugin */ readonly kubernetesExtraOptions: readonly string[];
  /** coredns_kubernetes_extra_domains: further zones of the kubernetes plugin */ readonly kubernetesExtraDomains: string;
  /** coredns_additional_error_config: Corefile text in the errors plugin */ readonly errorsBlock: string;
  /** dns_etchosts: hosts(5) lines answered by CoreDNS */ readonly etcHosts: string;
  /** enable_coredns_reverse_dns_lookups */ readonly reverseLookups: boolean;
  /** enable_coredns_k8s_endpoint_pod_names */ readonly endpointPodNames: boolean;
  /** dns_cpu_requests, dns_memory_requests, dns_memory_limit, dns_cpu_limit */ readonly resources: PodResources;
  /** enable_nodelocaldns as asked: undefined is "where the kernel can"; see derived.nodelocaldns */ readonly nodelocal:
    boolean | undefined;
  /** nodelocaldns_ip */ readonly nodelocalIp: string;
  /** nodelocaldns_health_port */ readonly nodelocalHealthPort: number;
  /** nodelocaldns_prometheus_port */ readonly nodelocalMetricsPort: number;
  /** nodelocaldns_bind_metrics_host_ip */ readonly nodelocalBindMetricsHostIp: boolean;
  /** nodelocaldns_external_zones */ readonly nodelocalExternalZones: readonly ExternalZone[];
  /** nodelocaldns_cpu_requests, nodelocaldns_memory_requests, nodelocaldns_memory_limit */ readonly nodelocalResources: PodResources;
}

export interface ExternalZone {
  readonly zones: readonly string[];
  readonly nameservers: readonly string[];
  /** Seconds. */
  readonly cache: number;
  readonly rewrite: readonly string[];
}

export interface DownloadSettings {
  /** download_retries */ readonly retries: number;
  /** download_validate_certs */ readonly validateCerts: boolean;
}

/** Where files and images come from; each falls back to files_repo or registry_host, then to upstream. */
export interface SourceSettings {
  /** files_repo: a mirror laid out as HOST/PATH */ readonly filesRepo: string | undefined;
  /** dl_k8s_io_url */ readonly dlK8sIoUrl: string;
  /** github_url */ readonly githubUrl: string;
  /** registry_host: a mirror holding every image by its path */ readonly registryHost: string | undefined;
  /** kube_image_repo */ readonly kubeImageRepo: string;
  /** gcr_image_repo */ readonly gcrImageRepo: string;
  /** docker_image_repo */ readonly dockerImageRepo: string;
  /** quay_image_repo */ readonly quayImageRepo: string;
  /** github_image_repo */ readonly githubImageRepo: string;
  /** X_download_url, where given: by file name */ readonly downloadUrls: Readonly<Record<string, string>>;
  /** X_image_repo and X_image_tag, where given: by variable name */ readonly imageOverrides: Readonly<Record<string, string>>;
  /** X_checksums, the inventory's over the catalog's */ readonly checksums: Readonly<Partial<Record<ChecksumMapName, ChecksumsByArch>>>;
}

export type { ChecksumsByArch };

/** Versions of what is installed, by default the catalog's set of kube_version; no leading `v`. */
export interface VersionSettings {
  /** etcd_version */ readonly etcd: string;
  /** containerd_version */ readonly containerd: string;
  /** runc_version */ readonly runc: string;
  /** crictl_version */ readonly crictl: string;
  /** cni_version */ readonly cni: string;
  /** calico_version */ readonly calico: string;
  /** coredns_version */ readonly coredns: string;
  /** pod_infra_version */ readonly pause: string;
  /** nodelocaldns_version */ readonly nodelocaldns: string;
}

export interface ProxySettings {
  /** http_proxy */ readonly http: string;
  /** https_proxy */ readonly https: string;
  /** no_proxy: replaces the computed list, with nothing where it is empty */ readonly noProxy: string | undefined;
  /** additional_no_proxy */ readonly additionalNoProxy: string;
  /** skip_http_proxy_on_os_packages: apt and dnf go past it */ readonly skipPackages: boolean;
  /** no_proxy_exclude_workers */ readonly excludeWorkers: boolean;
}

export interface ClientSettings {
  /** kubeconfig_localhost (default true here): admin.conf is fetched to artifacts/ */ readonly kubeconfigLocalhost: boolean;
  /** kubeconfig_localhost_ansible_host: it names ansible_host, not access_ip */ readonly kubeconfigAnsibleHost: boolean;
}

export interface ResetSettings {
  /** reset_restart_network: false is fixed in this slice */ readonly restartNetwork: boolean;
}
