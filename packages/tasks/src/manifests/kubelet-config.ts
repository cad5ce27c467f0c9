import { kubeletReserved, type ReservedAmounts } from './kubelet-reserved.ts';
import { mergeDeep } from './merge-deep.ts';

/** What a kubelet's configuration file says. Durations as Go writes them. */
export interface KubeletConfigOptions {
  readonly clientCaFile: string;
  readonly manifestDir: string;
  readonly address: string;
  readonly clusterDns: readonly string[];
  readonly clusterDomain: string;
  readonly criSocket: string;
  readonly cgroupDriver: 'systemd' | 'cgroupfs';
  readonly maxPods: number;
  readonly podPidsLimit: number;
  readonly failSwapOn: boolean;
  readonly swapBehavior: string;
  readonly failCgroupV1: boolean;
  readonly featureGates: Readonly<Record<string, boolean>>;
  readonly rotateCertificates: boolean;
  readonly protectKernelDefaults: boolean;
  readonly authenticationTokenWebhook: boolean;
  readonly authorizationModeWebhook: boolean;
  readonly enforceNodeAllocatable: readonly string[];
  readonly kubeletCgroups: string;
  readonly kubeReserved: ReservedAmounts;
  readonly systemReserved: ReservedAmounts;
  readonly evictionHard: Readonly<Record<string, string>>;
  readonly statusUpdateFrequency: string;
  readonly eventRecordQps: number;
  readonly shutdownGracePeriod: string;
  readonly shutdownGracePeriodCriticalPods: string;
  readonly logFilesMax: number;
  readonly logFileMaxSize: string;
  readonly maxParallelImagePulls: number;
  readonly healthzPort: number;
  readonly healthzBindAddress: string;
  readonly readOnlyPort: number;
  readonly resolvConf: string;
  readonly tlsMinVersion: string | undefined;
  readonly tlsCipherSuites: readonly string[];
  readonly cpuManagerPolicy: string | undefined;
  readonly topologyManagerPolicy: string | undefined;
  readonly topologyManagerScope: string | undefined;
  /** kubelet_config_extra_args: merged over all of it, deep. */
  readonly extra: Readonly<Record<string, unknown>>;
}

/** KubeletConfiguration of one host, /etc/kubernetes/kubelet-config.yaml. */
export function kubeletConfig(o: KubeletConfigOptions): Readonly<Record<string, unknown>> {
  const config = {
    apiVersion: 'kubelet.config.k8s.io/v1beta1',
    kind: 'KubeletConfiguration',
    ...access(o),
    ...kubeletReserved(o),
    address: o.address,
    cgroupDriver: o.cgroupDriver,
    clusterDNS: o.clusterDns,
    clusterDomain: o.clusterDomain,
    containerLogMaxFiles: o.logFilesMax,
    containerLogMaxSize: o.logFileMaxSize,
    containerRuntimeEndpoint: o.criSocket,
    eventRecordQPS: o.eventRecordQps,
    failCgroupV1: o.failCgroupV1,
    failSwapOn: o.failSwapOn,
    healthzBindAddress: o.healthzBindAddress,
    healthzPort: o.healthzPort,
    kubeletCgroups: o.kubeletCgroups,
    maxParallelImagePulls: o.maxParallelImagePulls,
    maxPods: o.maxPods,
    nodeStatusUpdateFrequency: o.statusUpdateFrequency,
    podPidsLimit: o.podPidsLimit,
    protectKernelDefaults: o.protectKernelDefaults,
    readOnlyPort: o.readOnlyPort,
    resolvConf: o.resolvConf,
    serializeImagePulls: o.maxParallelImagePulls === 1,
    shutdownGracePeriod: o.shutdownGracePeriod,
    shutdownGracePeriodCriticalPods: o.shutdownGracePeriodCriticalPods,
    staticPodPath: o.manifestDir,
    ...(Object.keys(o.featureGates).length > 0 && { featureGates: o.featureGates }),
    ...(!o.failSwapOn && { memorySwap: { swapBehavior: o.swapBehavior } }),
    ...present({
      cpuManagerPolicy: o.cpuManagerPolicy,
      topologyManagerPolicy: o.topologyManagerPolicy,
      topologyManagerScope: o.topologyManagerScope,
    }),
  };
  return mergeDeep(config, o.extra);
}

function access(o: KubeletConfigOptions): Readonly<Record<string, unknown>> {
  return {
    authentication: {
      anonymous: { enabled: false },
      webhook: { enabled: o.authenticationTokenWebhook },
      x509: { clientCAFile: o.clientCaFile },
    },
    authorization: { mode: o.authorizationModeWebhook ? 'Webhook' : 'AlwaysAllow' },
    rotateCertificates: o.rotateCertificates,
    ...present({ tlsMinVersion: o.tlsMinVersion }),
    ...(o.tlsCipherSuites.length > 0 && { tlsCipherSuites: o.tlsCipherSuites }),
  };
}

function present(values: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(values).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])));
}
