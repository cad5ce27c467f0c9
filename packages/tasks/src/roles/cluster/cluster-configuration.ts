import type { Flags } from '../../manifests/flags.ts';

/** A control-plane component as kubeadm knows it: its extra arguments and volumes. */
export interface ComponentConfiguration {
  readonly extraArgs: Flags;
  readonly extraVolumes: readonly {
    readonly name: string;
    readonly hostPath: string;
    readonly mountPath: string;
    readonly readOnly: boolean;
    readonly pathType?: string | undefined;
  }[];
}

export interface ClusterConfigurationOptions {
  readonly clusterName: string;
  /** Without `v`. */
  readonly kubernetesVersion: string;
  /** `host:port`. */
  readonly controlPlaneEndpoint: string;
  readonly certDir: string;
  readonly imageRepository: string;
  readonly dnsDomain: string;
  readonly servicesCidr: string;
  readonly podsCidr: string;
  readonly etcd: { readonly endpoints: readonly string[]; readonly caFile: string; readonly certFile: string; readonly keyFile: string };
  /** SANs of the API server's certificate. */
  readonly certSans: readonly string[];
  readonly certificateValidityHours: number;
  readonly caValidityHours: number;
  /** The kind of new keys, `RSA-2048`. */
  readonly encryptionAlgorithm: string;
  readonly featureGates: Readonly<Record<string, boolean>>;
  readonly apiServer: ComponentConfiguration;
  readonly controllerManager: ComponentConfiguration;
  readonly scheduler: ComponentConfiguration;
}

/** ClusterConfiguration of kubeadm (v1beta4): what kubeadm and its users are told the cluster is. */
export function clusterConfiguration(o: ClusterConfigurationOptions): Readonly<Record<string, unknown>> {
  return {
    apiVersion: 'kubeadm.k8s.io/v1beta4',
    kind: 'ClusterConfiguration',
    apiServer: { ...component(o.apiServer), certSANs: o.certSans },
    caCertificateValidityPeriod: `${o.caValidityHours}h0m0s`,
    certificateValidityPeriod: `${o.certificateValidityHours}h0m0s`,
    certificatesDir: o.certDir,
    clusterName: o.clusterName,
    controlPlaneEndpoint: o.controlPlaneEndpoint,
    controllerManager: component(o.controllerManager),
    // CoreDNS and kube-proxy are not kubeadm's here.
    dns: { disabled: true },
    encryptionAlgorithm: o.encryptionAlgorithm,
    etcd: { external: o.etcd },
    ...(Object.keys(o.featureGates).length > 0 && { featureGates: o.featureGates }),
    imageRepository: o.imageRepository,
    kubernetesVersion: `v${o.kubernetesVersion}`,
    networking: { dnsDomain: o.dnsDomain, podSubnet: o.podsCidr, serviceSubnet: o.servicesCidr },
    proxy: { disabled: true },
    scheduler: component(o.scheduler),
  };
}

function component({ extraArgs, extraVolumes }: ComponentConfiguration): Readonly<Record<string, unknown>> {
  const args = Object.entries(extraArgs)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, value]) => (value === undefined ? [] : [value].flat().map((v) => ({ name, value: String(v) }))));
  const volumes = extraVolumes.map(({ pathType, ...volume }) => ({ ...volume, ...(pathType !== undefined && { pathType }) }));
  return { ...(args.length > 0 && { extraArgs: args }), ...(volumes.length > 0 && { extraVolumes: volumes }) };
}
