import { render } from '../render.ts';

/** What the kubelet's environment file says: flags, as kubespray's kubelet.env. */
export interface KubeletEnvOptions {
  readonly binDir: string;
  readonly logLevel: number;
  readonly nodeName: string;
  /** Addresses joined by commas. */
  readonly nodeIp: string;
  /** /etc/kubernetes/kubelet-config.yaml */
  readonly configFile: string;
  readonly kubeconfigFile: string;
  readonly bootstrapKubeconfigFile: string;
  readonly flexvolumeDir: string;
  /** `/system.slice/containerd.service`; empty leaves the flag out. */
  readonly runtimeCgroups: string;
  /** kubelet_custom_flags, as they are. */
  readonly customFlags: readonly string[];
}

/** /etc/kubernetes/kubelet.env */
export function kubeletEnv({ runtimeCgroups, customFlags, ...options }: KubeletEnvOptions): string {
  const flags = [...(runtimeCgroups === '' ? [] : [`--runtime-cgroups=${runtimeCgroups}`]), ...customFlags];
  return render('node/kubelet.env', { ...options, flags });
}

export interface KubeletUnitOptions {
  readonly binDir: string;
  /** /etc/kubernetes/kubelet.env */
  readonly envFile: string;
  /** Further units the kubelet wants. */
  readonly wantedUnits: readonly string[];
  /** The slice the kubelet runs in where resources are reserved for it; undefined: systemd's own. */
  readonly slice: string | undefined;
}

/** /etc/systemd/system/kubelet.service */
export function kubeletUnit(options: KubeletUnitOptions): string {
  // Kubespray waits 10 s; a joining host is Ready sooner with 2.
  return render('node/kubelet.service', { ...options, restartSeconds: 2 });
}

/** The node-local proxy in front of all API servers. */
export interface NginxConfigOptions {
  /** `address:port` of each API server. */
  readonly apiservers: readonly string[];
  /** Where kubelet and kube-proxy of this host connect. */
  readonly port: number;
  /** 0: no health server. */
  readonly healthPort: number;
  readonly healthAddress: string;
  readonly keepaliveTimeout: string;
  /** Whether to listen on ::1 too; a host whose kernel has no IPv6 cannot. */
  readonly listens: 'ipv4' | 'both';
}

/** /etc/nginx/nginx.conf */
export function nginxConfig({ listens, ...options }: NginxConfigOptions): string {
  return render('node/nginx.conf', {
    ...options,
    ipv6: listens === 'both',
    limitNofile: 16_384,
    connections: 8_192,
    // A dead API server is left alone for a moment; requests go to the next at once.
    failTimeout: '5s',
    connectTimeout: '1s',
    proxyTimeout: '10m',
  });
}
