/** What KubeSchedulerConfiguration says beyond its defaults. */
export interface SchedulerConfigOptions {
  readonly kubeconfigFile: string;
  readonly leaseDuration: string;
  readonly renewDeadline: string;
  readonly profiling: boolean;
  readonly profiles: readonly object[];
  readonly extenders: readonly object[];
  /** Merged over all of it, key by key. */
  readonly extra: Readonly<Record<string, unknown>>;
}

/** KubeSchedulerConfiguration, /etc/kubernetes/kubescheduler-config.yaml. */
export function schedulerConfig(o: SchedulerConfigOptions): object {
  return {
    apiVersion: 'kubescheduler.config.k8s.io/v1',
    kind: 'KubeSchedulerConfiguration',
    clientConnection: { kubeconfig: o.kubeconfigFile },
    enableProfiling: o.profiling,
    leaderElection: { leaseDuration: o.leaseDuration, renewDeadline: o.renewDeadline },
    ...(o.profiles.length > 0 && { profiles: o.profiles }),
    ...(o.extenders.length > 0 && { extenders: o.extenders }),
    ...o.extra,
  };
}
