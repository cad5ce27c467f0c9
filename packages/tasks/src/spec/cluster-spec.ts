import type { FileName, ImageName } from '../catalog/sources.ts';
import type * as cluster from './cluster-settings.ts';
import type { ContainerdSettings, HostNodeSettings, KubeletSettings, PreinstallSettings, EtcdHostSettings } from './host-settings.ts';

export type * from './cluster-settings.ts';
export type * from './host-settings.ts';

/** The whole cluster as typed data: every setting resolved, defaulted and checked, and what follows from them. */
export interface ClusterSpec {
  // Settings that are the same on every host, by topic; the doc comment of each property is its kubespray name.
  readonly cluster: cluster.ClusterIdentity;
  readonly paths: cluster.PathSettings;
  readonly kube: cluster.KubeSettings;
  readonly network: cluster.NetworkSettings;
  readonly certificates: cluster.CertificateSettings;
  readonly etcd: cluster.EtcdSettings;
  readonly apiserver: cluster.ApiserverSettings;
  readonly audit: cluster.AuditSettings;
  readonly encryption: cluster.EncryptionSettings;
  readonly controllerManager: cluster.ControllerManagerSettings;
  readonly scheduler: cluster.SchedulerSettings;
  readonly kubeProxy: cluster.KubeProxySettings;
  readonly kubeadm: cluster.KubeadmSettings;
  readonly loadbalancer: cluster.LoadbalancerSettings;
  readonly calico: cluster.CalicoSettings;
  readonly dns: cluster.DnsSettings;
  readonly download: cluster.DownloadSettings;
  readonly sources: cluster.SourceSettings;
  readonly versions: cluster.VersionSettings;
  readonly proxy: cluster.ProxySettings;
  readonly client: cluster.ClientSettings;
  readonly reset: cluster.ResetSettings;

  /** What follows from the settings and the hosts. */
  readonly derived: DerivedSettings;
  /** Complete image references (`registry/repository:tag`), mirrors and overrides applied. */
  readonly images: Readonly<Record<ImageName, string>>;

  /** Every host of the cluster (k8s_cluster and etcd), in inventory order. */
  readonly hosts: readonly HostSpec[];
  /** In group order: the first is never special, but its order numbers etcd members. */
  readonly controlPlanes: readonly HostSpec[];
  readonly etcdHosts: readonly HostSpec[];
  /** Members of k8s_cluster: control planes and kube_node. */
  readonly kubeHosts: readonly HostSpec[];
  /** The host's own settings; throws `bug` for a name that is not in the cluster. */
  host(name: string): HostSpec;

  /** When the spec was made: certificates are judged by it. */
  readonly now: Date;
  /** What a person should know and need not act on: defaults that were chosen by facts, names without effect. */
  readonly notes: readonly string[];
}

/** Values computed once from settings and hosts, so that no role computes them differently. */
export interface DerivedSettings {
  /** The minor of the version, such as `1.36`. */
  readonly kubeMinor: string;
  /** First address of the service range: the API server inside the cluster (10.233.0.1). */
  readonly apiserverServiceIp: string;
  /** Service address of CoreDNS: the third of the range (10.233.0.3), or manual_dns_server. */
  readonly dnsServiceIp: string;
  /** What kubelet writes as clusterDNS: the node-local cache where it is on, else the DNS service. */
  readonly clusterDnsIps: readonly string[];
  /** True: nodelocaldns is rendered (asked for or defaulted, and every node's kernel can). */
  readonly nodelocaldns: boolean;
  /** `https://IP:2379` of each member, in group order; joined by commas for `--etcd-servers`. */
  readonly etcdClientUrls: readonly string[];
  /** `etcd1=https://IP:2380`, in group order. */
  readonly etcdInitialCluster: readonly string[];
  /** SANs of every etcd certificate. */
  readonly etcdSans: SubjectAltNames;
  /** SANs of the API server's serving certificate. */
  readonly apiserverSans: SubjectAltNames;
  /** `host:port`, kubeadm's controlPlaneEndpoint: the external balancer, else the first control plane. */
  readonly controlPlaneEndpoint: string;
  /** True: hosts without an API server run the node-local proxy. */
  readonly localProxy: boolean;
  /** `access_ip:port` of each API server, in group order: upstreams of the node-local proxy. */
  readonly apiserverAddresses: readonly string[];
  /** The value of NO_PROXY, undefined where no proxy is set. */
  readonly noProxy: string | undefined;
  /** True: the controller manager allocates pod ranges to nodes (false with calico's own IPAM). */
  readonly allocateNodeCidrs: boolean;
  /** `unix:///var/run/containerd/containerd.sock`. */
  readonly criSocket: string;
}

export interface SubjectAltNames {
  readonly dns: readonly string[];
  readonly ip: readonly string[];
}

/** One host: where it is, what it is, and the settings that may differ from host to host. */
export interface HostSpec {
  readonly name: string;
  readonly groups: readonly string[];
  /** Name of the Node object and of certificates' subjects: kube_override_hostname, else the inventory name. */
  readonly nodeName: string;
  /** The address daemons bind: `ip`, else the default IPv4 address, else ansible_host where it is an address. */
  readonly ip: string;
  /** The address other hosts reach it at: `access_ip`, else `ip`. */
  readonly accessIp: string;
  readonly arch: 'amd64' | 'arm64';

  readonly isControlPlane: boolean;
  readonly isEtcd: boolean;
  /** In kube_node: pods run here; a control plane that is not gets the NoSchedule taint. */
  readonly isNode: boolean;
  /** In k8s_cluster: runs containerd and kubelet. */
  readonly isKube: boolean;
  /** True: kubelet and kube-proxy reach the API through the nginx static pod on this host. */
  readonly runsLocalProxy: boolean;
  /** `https://...`: where the kubelet finds the API: its host's API server or proxy, else the control plane's endpoint. */
  readonly apiserverUrl: string;

  /** Member name (etcd1...), undefined where the host is no member. */
  readonly etcdMemberName: string | undefined;
  /** `https://ACCESS_IP:2379` and `:2380`, undefined where the host is no member. */
  readonly etcdClientUrl: string | undefined;
  readonly etcdPeerUrl: string | undefined;

  /** Complete label set kmagic wants on the Node beyond kubelet's own. */
  readonly labels: Readonly<Record<string, string>>;
  /** Complete taint set kmagic wants, control-plane taint included where it applies. */
  readonly taints: readonly Taint[];

  readonly node: HostNodeSettings;
  readonly kubelet: KubeletSettings;
  readonly containerd: ContainerdSettings;
  readonly etcd: EtcdHostSettings;
  readonly preinstall: PreinstallSettings;
  /** What this host downloads from where, for its architecture. */
  readonly files: Readonly<Record<FileName, FileSource>>;
}

export interface Taint {
  readonly key: string;
  readonly value: string;
  readonly effect: 'NoSchedule' | 'PreferNoSchedule' | 'NoExecute';
}

/** A file to download: `sha256` is 64 hex digits; empty where unknown and nothing of the slice needs the file. */
export interface FileSource {
  readonly name: FileName;
  readonly version: string;
  readonly url: string;
  readonly sha256: string;
  /** 'file': the download is the program; 'archive': a gzipped tar. */
  readonly form: 'file' | 'archive';
}
