import { sh } from '@kmagic/core';
import type { EncryptionRules } from '../../manifests/encryption-configuration.ts';
import { readsAnnotation } from '../../manifests/encryption-in-pod.ts';
import type { ClusterSpec, HostSpec } from '../../spec/cluster-spec.ts';
import { wrapped } from '../../spec/derived/addresses.ts';
import { guardAnnotations, type StaticPods } from '../static-pods.ts';
import { apiserverPod } from './apiserver-pod.ts';
import { controllerManagerPod, controllerManagerPort } from './controller-manager-pod.ts';
import { authenticationConfigFile, schedulerConfigFile } from './control-plane-paths.ts';
import { schedulerPod, schedulerPort } from './scheduler-pod.ts';
import { probeHost } from './static-pod.ts';

/** Directories with certificate authorities that links in /etc/ssl/certs may point into. */
const hostCaDirs = ['/etc/ssl/certs', '/etc/ca-certificates', '/usr/share/ca-certificates', '/usr/local/share/ca-certificates'];

/** What the API server of one host starts with, beyond the spec. */
export interface ApiserverStart {
  /** The fingerprint of the files it reads only then. */
  readonly inputs: string;
  /** Its encryption configuration; undefined where nothing is encrypted, nor ever was. */
  readonly encryption: { readonly file: string; readonly rules: EncryptionRules } | undefined;
}

/** The API server of one host. */
export function apiserverOf(spec: ClusterSpec, self: HostSpec, { inputs, encryption }: ApiserverStart): object {
  const { apiserver, audit, etcd, network, paths } = spec;
  const node = `${etcd.certDir}/node-${self.name}`;
  return apiserverPod({
    image: spec.images.kubeApiserver,
    imagePullPolicy: spec.kube.imagePullPolicy,
    certDir: paths.certDir,
    annotations: { ...guardAnnotations(inputs), ...(encryption && readsAnnotation(encryption.rules)) },
    extraVolumes: apiserver.extraVolumes.map(mountOf),
    advertiseAddress: self.accessIp,
    bindAddress: apiserver.bindAddress,
    port: apiserver.port,
    servicesCidr: network.servicesCidr,
    dnsDomain: spec.cluster.dnsDomain,
    nodePortRange: network.nodePortRange,
    etcd: { endpoints: spec.derived.etcdClientUrls, caFile: `${etcd.certDir}/ca.pem`, certFile: `${node}.pem`, keyFile: `${node}-key.pem` },
    authorizationModes: apiserver.authorizationModes,
    authenticationConfigFile: authenticationConfigFile(spec),
    enableAdmissionPlugins: apiserver.enableAdmissionPlugins,
    disableAdmissionPlugins: apiserver.disableAdmissionPlugins,
    featureGates: apiserver.featureGates,
    runtimeConfig: apiserver.runtimeConfig,
    kubeletPreferredAddressTypes: apiserver.kubeletPreferredAddressTypes,
    eventTtl: apiserver.eventTtl,
    requestTimeout: apiserver.requestTimeout,
    etcdCompactionInterval: apiserver.etcdCompactionInterval,
    notReadyTolerationSeconds: apiserver.notReadyTolerationSeconds,
    unreachableTolerationSeconds: apiserver.unreachableTolerationSeconds,
    serviceAccountLookup: apiserver.serviceAccountLookup,
    aggregatorRouting: apiserver.aggregatorRouting,
    profiling: spec.kube.profiling,
    tlsMinVersion: apiserver.tlsMinVersion,
    tlsCipherSuites: apiserver.tlsCipherSuites,
    audit: audit.enabled ? audit : undefined,
    encryptionConfigFile: encryption?.file,
    hostCaDirs,
    extraArgs: apiserver.extraArgs,
  });
}

/** The controller manager of one host. */
export function controllerManagerOf(spec: ClusterSpec, self: HostSpec, inputs: string): object {
  const { controllerManager: settings, network, paths } = spec;
  return controllerManagerPod({
    image: spec.images.kubeControllerManager,
    imagePullPolicy: spec.kube.imagePullPolicy,
    certDir: paths.certDir,
    annotations: guardAnnotations(inputs),
    extraVolumes: settings.extraVolumes.map(mountOf),
    kubeconfigFile: `${paths.configDir}/controller-manager.conf`,
    clusterName: spec.cluster.name,
    bindAddress: settings.bindAddress,
    podsCidr: network.podsCidr,
    servicesCidr: network.servicesCidr,
    nodePrefix: spec.derived.allocateNodeCidrs ? network.nodePrefix : undefined,
    nodeMonitorGracePeriod: settings.nodeMonitorGracePeriod,
    nodeMonitorPeriod: settings.nodeMonitorPeriod,
    terminatedPodGcThreshold: settings.terminatedPodGcThreshold,
    leaseDuration: settings.leaseDuration,
    renewDeadline: settings.renewDeadline,
    flexvolumeDir: self.preinstall.flexvolumeDir,
    profiling: spec.kube.profiling,
    featureGates: settings.featureGates,
    tlsMinVersion: spec.apiserver.tlsMinVersion,
    tlsCipherSuites: spec.apiserver.tlsCipherSuites,
    hostCaDirs,
    extraArgs: settings.extraArgs,
  });
}

/** The scheduler of one host. */
export function schedulerOf(spec: ClusterSpec, _self: HostSpec, inputs: string): object {
  const { scheduler: settings, paths } = spec;
  return schedulerPod({
    image: spec.images.kubeScheduler,
    imagePullPolicy: spec.kube.imagePullPolicy,
    annotations: guardAnnotations(inputs),
    extraVolumes: settings.extraVolumes.map(mountOf),
    kubeconfigFile: `${paths.configDir}/scheduler.conf`,
    configFile: schedulerConfigFile(spec),
    bindAddress: settings.bindAddress,
    profiling: spec.kube.profiling,
    featureGates: settings.featureGates,
    tlsMinVersion: spec.apiserver.tlsMinVersion,
    tlsCipherSuites: spec.apiserver.tlsCipherSuites,
    extraArgs: settings.extraArgs,
  });
}

/** The controller manager and the scheduler of a host: neither asks who wants to know only how it is, and each has a certificate of its own. */
export function electedPodsOf({ paths, controllerManager, scheduler }: ClusterSpec, { containerd }: HostSpec): StaticPods {
  const manager = `https://${localHost(controllerManager.bindAddress)}:${controllerManagerPort}/healthz`;
  const serve = sh`curl -sfk --noproxy '*' -m 5 --fail-early -o /dev/null ${manager} -o /dev/null ${`https://${localHost(scheduler.bindAddress)}:${schedulerPort}/readyz`}`;
  const { binDir, manifestDir } = paths;
  return { pods: ['kube-controller-manager', 'kube-scheduler'], binDir, manifestDir, stateDir: containerd.stateDir, serve };
}

function localHost(bindAddress: string): string {
  return wrapped(probeHost(bindAddress) ?? '127.0.0.1');
}

function mountOf(volume: ClusterSpec['apiserver']['extraVolumes'][number]): {
  name: string;
  hostPath: string;
  mountPath: string;
  readOnly: boolean;
  type: string | undefined;
} {
  const { name, hostPath, mountPath, readOnly, pathType } = volume;
  return { name, hostPath, mountPath, readOnly, type: pathType };
}
