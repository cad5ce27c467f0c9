import type { V1Container, V1DaemonSet, V1Probe } from '@kubernetes/client-node';
import { fingerprint } from '@kmagic/core';
import type { Manifest } from '../../../manifests/kube-object.ts';
import { resourceRequirements } from '../../../manifests/resources.ts';
import type { CalicoOptions } from './calico-options.ts';
import { calicoConfigMaps } from './config-maps.ts';
import { configEnv, endpointEnv, nodeEnv, nodeNameEnv } from './node-env.ts';
import { nodeMounts, nodeVolumes } from './node-volumes.ts';

/** calico-node: felix on every host, with BIRD where the backend is `bird`; its init container installs the CNI plugin. */
export function calicoNodeDaemonSet(o: CalicoOptions): Manifest<V1DaemonSet> {
  const labels = { 'k8s-app': 'calico-node' };
  // Pods do not read changed ConfigMaps: the hash makes the DaemonSet roll.
  const annotations = { 'kmagic/config-hash': fingerprint(calicoConfigMaps(o)).slice(0, 16) };
  return {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name: 'calico-node', namespace: 'kube-system', labels },
    spec: {
      selector: { matchLabels: labels },
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1 } },
      template: {
        metadata: { labels, annotations },
        spec: {
          nodeSelector: { 'kubernetes.io/os': 'linux' },
          hostNetwork: true,
          tolerations: [{ operator: 'Exists' }],
          serviceAccountName: 'calico-node',
          terminationGracePeriodSeconds: 0,
          priorityClassName: 'system-node-critical',
          // Calico's others serve eBPF and clusters that had host-local addresses; each is a container at every start.
          initContainers: [installCni(o)],
          containers: [calicoNode(o)],
          volumes: nodeVolumes(o),
        },
      },
    },
  };
}

/** What containernetworking's archive brings, which hosts have already, verified and in a version of its own. */
const pluginsOfHosts = [
  ...['bandwidth', 'bridge', 'dhcp', 'dummy', 'firewall', 'host-device', 'host-local', 'ipvlan', 'loopback', 'macvlan'],
  ...['portmap', 'ptp', 'sbr', 'static', 'tap', 'tuning', 'vlan', 'vrf'],
];

function installCni({ images }: CalicoOptions): V1Container {
  return {
    ...privileged('install-cni', images.cni, images.pullPolicy),
    command: ['/opt/cni/bin/install'],
    envFrom: endpointEnv,
    env: [
      { name: 'CNI_CONF_NAME', value: '10-calico.conflist' },
      { name: 'SLEEP', value: 'false' },
      // Calico's own builds of them would replace those, and the next apply put them back.
      { name: 'SKIP_CNI_BINARIES', value: pluginsOfHosts.join(',') },
      nodeNameEnv('KUBERNETES_NODE_NAME'),
      configEnv('CNI_MTU', 'veth_mtu'),
      configEnv('CNI_NETWORK_CONFIG', 'cni_network_config'),
    ],
    volumeMounts: [
      { name: 'cni-bin-dir', mountPath: '/host/opt/cni/bin' },
      { name: 'cni-net-dir', mountPath: '/host/etc/cni/net.d' },
    ],
  };
}

function calicoNode(o: CalicoOptions): V1Container {
  const [live, ready] =
    o.backend === 'bird'
      ? [asked('felix-live', 'bird-live'), asked('felix-ready', 'bird-ready')]
      : [felix(o, 'liveness'), felix(o, 'readiness')];
  return {
    ...privileged('calico-node', o.images.node, o.images.pullPolicy),
    envFrom: endpointEnv,
    env: nodeEnv(o),
    resources: resourceRequirements(o.nodeResources),
    lifecycle: { preStop: { exec: { command: ['/bin/calico-node', '-shutdown'] } } },
    // Asked often until it is ready for the first time: otherwise each node of a rollout takes up to ten seconds more. Five minutes at most.
    startupProbe: { ...felix(o, 'readiness'), periodSeconds: 1, failureThreshold: 300, timeoutSeconds: o.readinessTimeoutSeconds },
    livenessProbe: { ...live, periodSeconds: 10, initialDelaySeconds: 10, failureThreshold: 6, timeoutSeconds: o.livenessTimeoutSeconds },
    readinessProbe: { ...ready, periodSeconds: 10, failureThreshold: 6, timeoutSeconds: o.readinessTimeoutSeconds },
    volumeMounts: [...nodeMounts],
  };
}

/** Felix's own answer: for a program started in the container a dozen times a minute a node pays more than for felix itself. */
function felix({ healthHost }: CalicoOptions, question: 'liveness' | 'readiness'): V1Probe {
  return { httpGet: { host: healthHost, path: `/${question}`, port: 9099 } };
}

/** Calico's program asks several at once, where a probe can ask one address only. */
function asked(...questions: readonly string[]): V1Probe {
  return { exec: { command: ['/bin/calico-node', ...questions.map((q) => `-${q}`)] } };
}

function privileged(name: string, image: string, imagePullPolicy: string): V1Container {
  return { name, image, imagePullPolicy, securityContext: { privileged: true } };
}
