/** What a host is and stays: the only facts a recipe may branch on. Sizes in MiB. */
export interface StableFacts {
  readonly hostname: string;
  readonly machineId: string;
  readonly bootId: string;
  readonly os: { readonly id: string; readonly versionId: string; readonly prettyName: string; readonly idLike: readonly string[] };
  readonly kernel: string;
  readonly arch: 'amd64' | 'arm64';
  readonly cpus: number;
  readonly memoryMiB: number;
  readonly cgroup: 'v1' | 'v2';
  readonly defaultIpv4?: { readonly address: string; readonly interface: string };
  readonly addresses: readonly string[];
  /** The first IPv4 address of each network interface of the host's own; left out where the host has no `ip` tool to name them. */
  readonly interfaces?: Readonly<Record<string, string>>;
  readonly packageManager: 'apt' | 'dnf' | 'none';
  readonly systemdResolved: boolean;
  /** Kernel features by name (module names), true where built in, loaded or loadable. */
  readonly kernelFeatures: Readonly<Record<string, boolean>>;
}

/** Facts with where they come from: `fresh` this run, `stale` from the cache of an unreachable host. */
export interface GatheredFacts {
  readonly facts: StableFacts;
  readonly age: 'fresh' | 'stale';
}
