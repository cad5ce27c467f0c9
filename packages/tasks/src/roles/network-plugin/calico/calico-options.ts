import type { Resources } from '../../../manifests/resources.ts';

export type OverlayMode = 'Always' | 'CrossSubnet' | 'Never';

/** Images of one calico version. */
export interface CalicoImages {
  readonly node: string;
  readonly cni: string;
  readonly kubeControllers: string;
  readonly pullPolicy: string;
}

/** Which addresses pods get and how their packets travel. */
export interface CalicoPoolOptions {
  readonly poolName: string;
  readonly poolCidr: string;
  readonly poolBlockSize: number;
  readonly vxlanMode: OverlayMode;
  readonly ipipMode: OverlayMode;
  readonly natOutgoing: boolean;
}

export interface CalicoBgpOptions {
  /** undefined: nodes say their own. */
  readonly asNumber: number | undefined;
  readonly nodeToNodeMesh: boolean;
  readonly listenPort: number;
  /** Service ranges told to BGP peers. */
  readonly advertisedClusterCidrs: readonly string[];
  readonly advertisedExternalCidrs: readonly string[];
  readonly advertisedLoadBalancerCidrs: readonly string[];
}

export interface CalicoIpamOptions {
  readonly ipamStrictAffinity: boolean;
  readonly ipamAutoAllocateBlocks: boolean;
  readonly ipamMaxBlocksPerHost: number;
}

export interface CalicoFelixOptions {
  readonly vxlanVni: number;
  readonly vxlanPort: number;
  readonly felixMtuIfacePattern: string | undefined;
  readonly felixFloatingIps: 'Enabled' | 'Disabled';
  readonly felixReportingInterval: string;
  readonly felixLogSeverityScreen: string;
  readonly felixMetricsEnabled: boolean;
  readonly felixMetricsPort: number;
  readonly iptablesBackend: string;
  readonly nftablesMode: string;
  readonly iptablesLockTimeoutSeconds: number;
  readonly chainInsertMode: string;
  readonly endpointToHostAction: string;
  readonly usageReporting: boolean;
  readonly ignoreLooseRpf: boolean;
  readonly healthHost: string;
  /** Node port range where kube-proxy is in ipvs mode, whose node ports felix must know. */
  readonly ipvsNodePortRange: string | undefined;
}

export interface CalicoCniOptions {
  readonly cniName: string;
  readonly cniLogLevel: string;
  readonly cniLogFile: string;
  readonly allowIpForwarding: boolean;
  /** Of pods' interfaces; 0 is automatic. */
  readonly vethMtu: number;
  readonly cniBinDir: string;
  readonly cniConfigDir: string;
}

/** Everything about calico. */
export interface CalicoOptions extends CalicoPoolOptions, CalicoIpamOptions, CalicoFelixOptions, CalicoCniOptions {
  readonly images: CalicoImages;
  /** `bird` runs BGP, `vxlan` does not, `none` neither. */
  readonly backend: 'vxlan' | 'bird' | 'none';
  readonly bgp: CalicoBgpOptions;
  /** How a node finds its address: `can-reach=$(NODEIP)`. */
  readonly ipAutoMethod: string;
  readonly nodeStartupLogLevel: string;
  readonly nodeResources: Resources;
  readonly livenessTimeoutSeconds: number;
  readonly readinessTimeoutSeconds: number;
  readonly controllersResources: Resources;
  readonly controllersLogLevel: string;
  /** Where calico reaches the API on every host; undefined: by the service address, which needs kube-proxy first. */
  readonly apiserver: { readonly host: string; readonly port: number } | undefined;
}
