import type { V1ConfigMap, V1DaemonSet, V1PodSpec } from '@kubernetes/client-node';
import { fingerprint } from '@kmagic/core';
import type { KubeObject, Manifest } from '../../manifests/kube-object.ts';
import { serviceAccount } from '../../manifests/rbac.ts';
import { resourceRequirements, type Resources } from '../../manifests/resources.ts';

export interface NodelocaldnsOptions {
  readonly image: string;
  readonly imagePullPolicy: string;
  readonly ip: string;
  readonly healthPort: number;
  readonly metricsPort: number;
  readonly corefile: string;
  readonly resources: Resources;
}

const place = { name: 'nodelocaldns', namespace: 'kube-system' };
const labels = { 'k8s-app': 'node-local-dns' };

/** The DNS cache of every node, which binds an address of its own on a dummy device and leaves the service's alone. */
export function nodelocaldnsObjects(o: NodelocaldnsOptions): readonly KubeObject[] {
  const config: Manifest<V1ConfigMap> = { apiVersion: 'v1', kind: 'ConfigMap', metadata: place, data: { Corefile: o.corefile } };
  return [serviceAccount(place), config, daemonSet(o, fingerprint(config.data).slice(0, 16))];
}

function daemonSet(o: NodelocaldnsOptions, configHash: string): Manifest<V1DaemonSet> {
  const annotations = { 'kmagic/config-hash': configHash, 'prometheus.io/port': String(o.metricsPort), 'prometheus.io/scrape': 'true' };
  return {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { ...place, labels },
    spec: {
      selector: { matchLabels: labels },
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '20%' } },
      template: { metadata: { labels, annotations }, spec: podSpec(o) },
    },
  };
}

function podSpec(o: NodelocaldnsOptions): V1PodSpec {
  const probe = { httpGet: { host: o.ip, path: '/health', port: o.healthPort, scheme: 'HTTP' }, failureThreshold: 10, timeoutSeconds: 5 };
  return {
    nodeSelector: { 'kubernetes.io/os': 'linux' },
    priorityClassName: 'system-cluster-critical',
    serviceAccountName: place.name,
    hostNetwork: true,
    dnsPolicy: 'Default',
    terminationGracePeriodSeconds: 0,
    tolerations: [{ operator: 'Exists' }],
    containers: [
      {
        name: 'node-cache',
        image: o.image,
        imagePullPolicy: o.imagePullPolicy,
        args: ['-localip', o.ip, '-conf', '/etc/coredns/Corefile', '-upstreamsvc', 'coredns'],
        env: [{ name: 'MY_HOST_IP', valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'status.hostIP' } } }],
        // Its device, its address and its firewall rules.
        securityContext: { privileged: true },
        ports: [
          { name: 'dns', containerPort: 53, protocol: 'UDP' },
          { name: 'dns-tcp', containerPort: 53, protocol: 'TCP' },
          { name: 'metrics', containerPort: o.metricsPort, protocol: 'TCP' },
        ],
        resources: resourceRequirements(o.resources),
        livenessProbe: probe,
        readinessProbe: probe,
        volumeMounts: [
          { name: 'config-volume', mountPath: '/etc/coredns' },
          { name: 'xtables-lock', mountPath: '/run/xtables.lock' },
        ],
      },
    ],
    volumes: [
      { name: 'config-volume', configMap: { name: place.name, items: [{ key: 'Corefile', path: 'Corefile' }] } },
      { name: 'xtables-lock', hostPath: { path: '/run/xtables.lock', type: 'FileOrCreate' } },
    ],
  };
}
