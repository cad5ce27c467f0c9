import { expect, test } from 'vitest';
import { yamlText } from './yaml-text.ts';
import { kubeletConfig, type KubeletConfigOptions } from './kubelet-config.ts';

const reserved = { enforced: false, cpu: '100m', memory: '256Mi', ephemeralStorage: '500Mi', pids: '1000', cgroup: '/kube.slice' };

const defaults: KubeletConfigOptions = {
  clientCaFile: '/etc/kubernetes/ssl/ca.crt',
  manifestDir: '/etc/kubernetes/manifests',
  address: '10.0.0.11',
  clusterDns: ['169.254.25.10'],
  clusterDomain: 'cluster.local',
  criSocket: 'unix:///var/run/containerd/containerd.sock',
  cgroupDriver: 'systemd',
  maxPods: 110,
  podPidsLimit: -1,
  failSwapOn: true,
  swapBehavior: 'LimitedSwap',
  failCgroupV1: true,
  featureGates: {},
  rotateCertificates: true,
  protectKernelDefaults: true,
  authenticationTokenWebhook: true,
  authorizationModeWebhook: true,
  enforceNodeAllocatable: [],
  kubeletCgroups: '/system.slice/kubelet.service',
  kubeReserved: reserved,
  systemReserved: { ...reserved, cpu: '500m', memory: '512Mi', cgroup: '/system.slice' },
  evictionHard: {},
  statusUpdateFrequency: '10s',
  eventRecordQps: 50,
  shutdownGracePeriod: '60s',
  shutdownGracePeriodCriticalPods: '20s',
  logFilesMax: 5,
  logFileMaxSize: '10Mi',
  maxParallelImagePulls: 1,
  healthzPort: 10_248,
  healthzBindAddress: '127.0.0.1',
  readOnlyPort: 0,
  resolvConf: '/etc/resolv.conf',
  tlsMinVersion: undefined,
  tlsCipherSuites: [],
  cpuManagerPolicy: undefined,
  topologyManagerPolicy: undefined,
  topologyManagerScope: undefined,
  extra: {},
};

test('the defaults of kubespray', () => {
  expect(yamlText(kubeletConfig(defaults))).toMatchInlineSnapshot(`
    "address: 10.0.0.11
    apiVersion: kubelet.config.k8s.io/v1beta1
    authentication:
      anonymous:
        enabled: false
      webhook:
        enabled: true
      x509:
        clientCAFile: /etc/kubernetes/ssl/ca.crt
    authorization:
      mode: Webhook
    cgroupDriver: systemd
    clusterDNS:
    - 169.254.25.10
    clusterDomain: cluster.local
    containerLogMaxFiles: 5
    containerLogMaxSize: 10Mi
    containerRuntimeEndpoint: unix:///var/run/containerd/containerd.sock
    eventRecordQPS: 50
    failCgroupV1: true
    failSwapOn: true
    healthzBindAddress: 127.0.0.1
    healthzPort: 10248
    kind: KubeletConfiguration
    kubeReserved:
      cpu: 100m
      ephemeral-storage: 500Mi
      memory: 256Mi
      pid: "1000"
    kubeletCgroups: /system.slice/kubelet.service
    maxParallelImagePulls: 1
    maxPods: 110
    nodeStatusUpdateFrequency: 10s
    podPidsLimit: -1
    protectKernelDefaults: true
    readOnlyPort: 0
    resolvConf: /etc/resolv.conf
    rotateCertificates: true
    serializeImagePulls: true
    shutdownGracePeriod: 60s
    shutdownGracePeriodCriticalPods: 20s
    staticPodPath: /etc/kubernetes/manifests
    systemReserved:
      cpu: 500m
      ephemeral-storage: 500Mi
      memory: 512Mi
      pid: "1000"
    "
  `);
});

test('a host that keeps its swap says how pods may use it', () => {
  expect(kubeletConfig({ ...defaults, failSwapOn: false })).toMatchObject({
    failSwapOn: false,
    memorySwap: { swapBehavior: 'LimitedSwap' },
  });
  expect(kubeletConfig(defaults)).not.toHaveProperty('memorySwap');
});

test('enforced reservations name their cgroups', () => {
  const config = kubeletConfig({
    ...defaults,
    kubeReserved: { ...reserved, enforced: true },
    enforceNodeAllocatable: ['pods', 'kube-reserved'],
  });
  expect(config).toMatchObject({ kubeReservedCgroup: '/kube.slice', enforceNodeAllocatable: ['pods', 'kube-reserved'] });
  expect(config).not.toHaveProperty('systemReservedCgroup');
});

test('extra arguments of the user merge deep and win', () => {
  const config = kubeletConfig({ ...defaults, extra: { authentication: { webhook: { cacheTTL: '1m' } }, maxPods: 20 } });
  expect(config).toMatchObject({
    authentication: { anonymous: { enabled: false }, webhook: { enabled: true, cacheTTL: '1m' } },
    maxPods: 20,
  });
});

test('more than one image pull at a time means they are not serialized', () => {
  expect(kubeletConfig({ ...defaults, maxParallelImagePulls: 4 })).toMatchObject({ serializeImagePulls: false, maxParallelImagePulls: 4 });
});
