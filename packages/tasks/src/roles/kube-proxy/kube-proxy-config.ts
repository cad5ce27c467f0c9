/** What kube-proxy is told. Durations as Go writes them. */
export interface KubeProxyConfigOptions {
  readonly mode: 'nftables' | 'iptables' | 'ipvs';
  readonly podsCidr: string;
  readonly bindAddress: string;
  readonly healthzBindAddress: string;
  readonly metricsBindAddress: string;
  /** 0 leaves the kernel's limit alone. */
  readonly conntrackMaxPerCore: number;
  /** 0 likewise. */
  readonly conntrackMin: number;
  readonly conntrackTcpCloseWaitTimeout: string;
  readonly conntrackTcpEstablishedTimeout: string;
  readonly masqueradeAll: boolean;
  readonly masqueradeBit: number;
  readonly minSyncPeriod: string;
  readonly syncPeriod: string;
  readonly ipvsScheduler: string;
  readonly ipvsStrictArp: boolean;
  readonly ipvsExcludeCidrs: readonly string[];
  readonly nodePortAddresses: readonly string[];
  readonly oomScoreAdj: number;
  readonly featureGates: Readonly<Record<string, boolean>>;
}

/** KubeProxyConfiguration: one for all hosts, each names itself by a flag. */
export function kubeProxyConfig(o: KubeProxyConfigOptions): Readonly<Record<string, unknown>> {
  return {
    apiVersion: 'kubeproxy.config.k8s.io/v1alpha1',
    kind: 'KubeProxyConfiguration',
    bindAddress: o.bindAddress,
    clientConnection: { kubeconfig: '/var/lib/kube-proxy/kubeconfig.conf' },
    clusterCIDR: o.podsCidr,
    conntrack: {
      maxPerCore: o.conntrackMaxPerCore,
      min: o.conntrackMin,
      tcpCloseWaitTimeout: o.conntrackTcpCloseWaitTimeout,
      tcpEstablishedTimeout: o.conntrackTcpEstablishedTimeout,
    },
    ...(Object.keys(o.featureGates).length > 0 && { featureGates: o.featureGates }),
    healthzBindAddress: o.healthzBindAddress,
    metricsBindAddress: o.metricsBindAddress,
    mode: o.mode,
    ...(o.nodePortAddresses.length > 0 && { nodePortAddresses: o.nodePortAddresses }),
    oomScoreAdj: o.oomScoreAdj,
    ...modeSections(o),
  };
}

function modeSections(o: KubeProxyConfigOptions): Readonly<Record<string, unknown>> {
  const masquerading = { masqueradeAll: o.masqueradeAll, masqueradeBit: o.masqueradeBit };
  const syncing = { minSyncPeriod: o.minSyncPeriod, syncPeriod: o.syncPeriod };
  if (o.mode === 'nftables') return { nftables: { ...masquerading, ...syncing } };
  if (o.mode === 'iptables') return { iptables: { ...masquerading, ...syncing } };
  const excluded = o.ipvsExcludeCidrs.length > 0 && { excludeCIDRs: o.ipvsExcludeCidrs };
  return { iptables: masquerading, ipvs: { ...syncing, scheduler: o.ipvsScheduler, strictARP: o.ipvsStrictArp, ...excluded } };
}
