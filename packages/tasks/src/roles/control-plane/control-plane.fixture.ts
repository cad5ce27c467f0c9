import type { ApiserverOptions } from './apiserver-pod.ts';
import type { ControllerManagerOptions } from './controller-manager-pod.ts';
import type { SchedulerOptions } from './scheduler-pod.ts';

/** Options as kubespray's defaults make them, for tests. */
const shared = {
  imagePullPolicy: 'IfNotPresent',
  certDir: '/etc/kubernetes/ssl',
  extraVolumes: [],
  annotations: {},
  featureGates: {},
  profiling: false,
  tlsMinVersion: undefined,
  tlsCipherSuites: [],
  hostCaDirs: ['/etc/ssl/certs', '/usr/share/ca-certificates'],
  extraArgs: {},
};

export const apiserverDefaults: ApiserverOptions = {
  ...shared,
  image: 'registry.k8s.io/kube-apiserver:v1.36.4',
  advertiseAddress: '10.0.0.11',
  bindAddress: '::',
  port: 6443,
  servicesCidr: '10.233.0.0/18',
  dnsDomain: 'cluster.local',
  nodePortRange: '30000-32767',
  etcd: {
    endpoints: ['https://10.0.0.11:2379', 'https://10.0.0.12:2379'],
    caFile: '/etc/ssl/etcd/ssl/ca.pem',
    certFile: '/etc/ssl/etcd/ssl/node-node1.pem',
    keyFile: '/etc/ssl/etcd/ssl/node-node1-key.pem',
  },
  authorizationModes: ['Node', 'RBAC'],
  authenticationConfigFile: undefined,
  enableAdmissionPlugins: [],
  disableAdmissionPlugins: [],
  runtimeConfig: [],
  kubeletPreferredAddressTypes: 'InternalDNS,InternalIP,Hostname,ExternalDNS,ExternalIP',
  eventTtl: '1h0m0s',
  requestTimeout: '1m0s',
  etcdCompactionInterval: '5m0s',
  notReadyTolerationSeconds: 300,
  unreachableTolerationSeconds: 300,
  serviceAccountLookup: true,
  aggregatorRouting: false,
  audit: undefined,
  encryptionConfigFile: undefined,
};

export const controllerManagerDefaults: ControllerManagerOptions = {
  ...shared,
  image: 'registry.k8s.io/kube-controller-manager:v1.36.4',
  kubeconfigFile: '/etc/kubernetes/controller-manager.conf',
  clusterName: 'cluster.local',
  bindAddress: '::',
  podsCidr: '10.233.64.0/18',
  servicesCidr: '10.233.0.0/18',
  nodePrefix: undefined,
  nodeMonitorGracePeriod: '40s',
  nodeMonitorPeriod: '5s',
  terminatedPodGcThreshold: 12_500,
  leaseDuration: '15s',
  renewDeadline: '10s',
  flexvolumeDir: '/usr/libexec/kubernetes/kubelet-plugins/volume/exec',
};

export const schedulerDefaults: SchedulerOptions = {
  ...shared,
  image: 'registry.k8s.io/kube-scheduler:v1.36.4',
  kubeconfigFile: '/etc/kubernetes/scheduler.conf',
  configFile: '/etc/kubernetes/kubescheduler-config.yaml',
  bindAddress: '::',
};
