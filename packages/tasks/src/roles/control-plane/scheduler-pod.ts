import type { V1Pod } from '@kubernetes/client-node';
import { featureGatesFlag, flagWords, listFlag, type Flags } from '../../manifests/flags.ts';
import type { Manifest } from '../../manifests/kube-object.ts';
import { componentPod, kubeconfigMount, probeHost, type ComponentOptions } from './static-pod.ts';

/** Where kube-scheduler says how it is. */
export const schedulerPort = 10_259;

/** What kube-scheduler is told. */
export interface SchedulerOptions extends Omit<ComponentOptions, 'certDir'> {
  /** /etc/kubernetes/scheduler.conf */
  readonly kubeconfigFile: string;
  /** /etc/kubernetes/kubescheduler-config.yaml */
  readonly configFile: string;
  readonly bindAddress: string;
  readonly profiling: boolean;
  readonly featureGates: Readonly<Record<string, boolean>>;
  readonly tlsMinVersion: string | undefined;
  readonly tlsCipherSuites: readonly string[];
  readonly extraArgs: Flags;
}

/** The static pod of kube-scheduler, as kubeadm writes it with kubespray's arguments. */
export function schedulerPod(options: SchedulerOptions): Manifest<V1Pod> {
  const component = {
    name: 'kube-scheduler',
    command: ['kube-scheduler', ...flagWords(schedulerFlags(options), options.extraArgs)],
    cpuRequest: '100m',
    port: schedulerPort,
    probeHost: probeHost(options.bindAddress),
    livePath: '/livez',
    readyPath: '/readyz',
    mounts: [
      kubeconfigMount(options.kubeconfigFile),
      { name: 'kubescheduler-config', hostPath: options.configFile, readOnly: true, type: 'File' },
    ],
  };
  return componentPod(component, options);
}

function schedulerFlags(o: SchedulerOptions): Flags {
  return {
    'authentication-kubeconfig': o.kubeconfigFile,
    'authorization-kubeconfig': o.kubeconfigFile,
    'bind-address': o.bindAddress,
    config: o.configFile,
    'feature-gates': featureGatesFlag(o.featureGates),
    kubeconfig: o.kubeconfigFile,
    'leader-elect': true,
    profiling: o.profiling,
    'tls-cipher-suites': listFlag(o.tlsCipherSuites),
    'tls-min-version': o.tlsMinVersion,
  };
}
