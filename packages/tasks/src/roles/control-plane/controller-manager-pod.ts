import type { V1Pod } from '@kubernetes/client-node';
import { featureGatesFlag, flagWords, listFlag, type Flags } from '../../manifests/flags.ts';
import type { Manifest } from '../../manifests/kube-object.ts';
import { componentPod, hostCaMounts, kubeconfigMount, probeHost, type ComponentOptions } from './static-pod.ts';

/** Where kube-controller-manager says how it is. */
export const controllerManagerPort = 10_257;

/** What kube-controller-manager is told. */
export interface ControllerManagerOptions extends ComponentOptions {
  /** /etc/kubernetes/controller-manager.conf */
  readonly kubeconfigFile: string;
  readonly clusterName: string;
  readonly bindAddress: string;
  readonly podsCidr: string;
  readonly servicesCidr: string;
  /** Prefix length of a node's pod range where ranges are allocated; undefined: the network plugin has its own IPAM. */
  readonly nodePrefix: number | undefined;
  readonly nodeMonitorGracePeriod: string;
  readonly nodeMonitorPeriod: string;
  readonly terminatedPodGcThreshold: number;
  readonly leaseDuration: string;
  readonly renewDeadline: string;
  readonly flexvolumeDir: string;
  readonly profiling: boolean;
  readonly featureGates: Readonly<Record<string, boolean>>;
  readonly tlsMinVersion: string | undefined;
  readonly tlsCipherSuites: readonly string[];
  readonly hostCaDirs: readonly string[];
  readonly extraArgs: Flags;
}

/** The static pod of kube-controller-manager, as kubeadm writes it with kubespray's arguments. */
export function controllerManagerPod(options: ControllerManagerOptions): Manifest<V1Pod> {
  const { certDir, flexvolumeDir, kubeconfigFile, hostCaDirs, bindAddress } = options;
  const component = {
    name: 'kube-controller-manager',
    command: ['kube-controller-manager', ...flagWords(controllerManagerFlags(options), options.extraArgs)],
    cpuRequest: '200m',
    port: controllerManagerPort,
    probeHost: probeHost(bindAddress),
    livePath: '/healthz',
    readyPath: undefined,
    mounts: [
      { name: 'k8s-certs', hostPath: certDir, readOnly: true, type: 'DirectoryOrCreate' },
      { name: 'flexvolume-dir', hostPath: flexvolumeDir, readOnly: false, type: 'DirectoryOrCreate' },
      kubeconfigMount(kubeconfigFile),
      ...hostCaMounts(hostCaDirs),
    ],
  };
  return componentPod(component, options);
}

function controllerManagerFlags(o: ControllerManagerOptions): Flags {
  const ca = `${o.certDir}/ca.crt`;
  return {
    'allocate-node-cidrs': o.nodePrefix !== undefined,
    'authentication-kubeconfig': o.kubeconfigFile,
    'authorization-kubeconfig': o.kubeconfigFile,
    'bind-address': o.bindAddress,
    'client-ca-file': ca,
    'cluster-cidr': o.podsCidr,
    'cluster-name': o.clusterName,
    'cluster-signing-cert-file': ca,
    'cluster-signing-key-file': `${o.certDir}/ca.key`,
    'configure-cloud-routes': false,
    controllers: '*,bootstrapsigner,tokencleaner',
    'feature-gates': featureGatesFlag(o.featureGates),
    'flex-volume-plugin-dir': o.flexvolumeDir,
    // A new leader asks some hundred times before any controller starts: at 20 a second, the default, it would wait for itself (ADR 20).
    'kube-api-burst': 100,
    'kube-api-qps': 100,
    kubeconfig: o.kubeconfigFile,
    'leader-elect': true,
    'leader-elect-lease-duration': o.leaseDuration,
    'leader-elect-renew-deadline': o.renewDeadline,
    'node-cidr-mask-size-ipv4': o.nodePrefix,
    'node-monitor-grace-period': o.nodeMonitorGracePeriod,
    'node-monitor-period': o.nodeMonitorPeriod,
    profiling: o.profiling,
    'requestheader-client-ca-file': `${o.certDir}/front-proxy-ca.crt`,
    'root-ca-file': ca,
    'service-account-private-key-file': `${o.certDir}/sa.key`,
    'service-cluster-ip-range': o.servicesCidr,
    'terminated-pod-gc-threshold': o.terminatedPodGcThreshold,
    'tls-cipher-suites': listFlag(o.tlsCipherSuites),
    'tls-min-version': o.tlsMinVersion,
    'use-service-account-credentials': true,
  };
}
