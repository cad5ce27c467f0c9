import type { V1ConfigMap, V1Deployment, V1PodDisruptionBudget, V1PodSpec, V1Service } from '@kubernetes/client-node';
import { fingerprint } from '@kmagic/core';
import type { KubeObject, Manifest } from '../../manifests/kube-object.ts';
import { accountSubject, clusterRole, clusterRoleBinding, rule, serviceAccount } from '../../manifests/rbac.ts';
import { resourceRequirements, type Resources } from '../../manifests/resources.ts';

export interface CorednsOptions {
  readonly image: string;
  readonly imagePullPolicy: string;
  /** The third address of the service range. */
  readonly serviceIp: string;
  readonly replicas: number;
  readonly corefile: string;
  /** hosts(5) lines; empty is none. */
  readonly etcHosts: string;
  readonly resources: Resources;
  /** undefined: no disruption budget. */
  readonly maxUnavailable: string | undefined;
}

const place = { name: 'coredns', namespace: 'kube-system' };
const labels = { 'k8s-app': 'kube-dns' };
const ready = { path: '/ready', port: 8181, scheme: 'HTTP' };

export interface CorednsObjects {
  /** Account, rights, configuration, disruption budget and service: they need no network. */
  readonly base: readonly KubeObject[];
  /** What runs. */
  readonly workload: KubeObject;
  /** What it was given with other settings, and is not to have with these. */
  readonly unwanted: readonly KubeObject[];
}

export function corednsObjects(o: CorednsOptions): CorednsObjects {
  const config = configMap(o);
  const base = [
    serviceAccount(place),
    clusterRole('system:coredns', [
      rule('', ['endpoints', 'namespaces', 'pods', 'services'], ['list', 'watch']),
      rule('', ['nodes'], ['get']),
      rule('discovery.k8s.io', ['endpointslices'], ['list', 'watch']),
    ]),
    clusterRoleBinding('system:coredns', 'system:coredns', [accountSubject(place)]),
    config,
    ...(o.maxUnavailable === undefined ? [] : [budget(o.maxUnavailable)]),
    service(o.serviceIp),
  ];
  const unwanted = o.maxUnavailable === undefined ? [budget('1')] : [];
  return { base, workload: deployment(o, fingerprint(config.data).slice(0, 16)), unwanted };
}

/** How many CoreDNS pods can run: at most one a host. */
export function corednsReplicas(asked: number, hosts: number): number {
  return Math.max(1, Math.min(asked, hosts));
}

function configMap({ corefile, etcHosts }: CorednsOptions): Manifest<V1ConfigMap> {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: place,
    data: { Corefile: corefile, ...(etcHosts !== '' && { hosts: etcHosts }) },
  };
}

function service(clusterIP: string): Manifest<V1Service> {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      ...place,
      labels: { ...labels, 'kubernetes.io/name': 'coredns' },
      annotations: { 'prometheus.io/port': '9153', 'prometheus.io/scrape': 'true' },
    },
    spec: {
      clusterIP,
      selector: labels,
      ports: [
        { name: 'dns', port: 53, protocol: 'UDP', targetPort: 53 },
        { name: 'dns-tcp', port: 53, protocol: 'TCP', targetPort: 53 },
        { name: 'metrics', port: 9153, protocol: 'TCP', targetPort: 9153 },
      ],
    },
  };
}

function budget(maxUnavailable: string): Manifest<V1PodDisruptionBudget> {
  const limit = /^\d+$/.test(maxUnavailable) ? Number(maxUnavailable) : maxUnavailable;
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: place,
    spec: { maxUnavailable: limit, selector: { matchLabels: labels } },
  };
}

function deployment(o: CorednsOptions, configHash: string): Manifest<V1Deployment> {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { ...place, labels },
    spec: {
      replicas: o.replicas,
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: '50%' } },
      selector: { matchLabels: labels },
      // The reload plugin takes half a minute; a roll that waits for readiness also shows a Corefile that does not load.
      template: { metadata: { labels, annotations: { 'kmagic/config-hash': configHash } }, spec: podSpec(o) },
    },
  };
}

function podSpec(o: CorednsOptions): V1PodSpec {
  const files = [{ key: 'Corefile', path: 'Corefile' }, ...(o.etcHosts === '' ? [] : [{ key: 'hosts', path: 'hosts' }])];
  return {
    priorityClassName: 'system-cluster-critical',
    serviceAccountName: place.name,
    dnsPolicy: 'Default',
    nodeSelector: { 'kubernetes.io/os': 'linux' },
    securityContext: { seccompProfile: { type: 'RuntimeDefault' } },
    tolerations: [
      { key: 'CriticalAddonsOnly', operator: 'Exists' },
      { key: 'node-role.kubernetes.io/control-plane', operator: 'Exists', effect: 'NoSchedule' },
    ],
    affinity: {
      podAntiAffinity: {
        // One a host, counted within a revision: a roll may put the new one beside the old.
        requiredDuringSchedulingIgnoredDuringExecution: [
          { labelSelector: { matchLabels: labels }, matchLabelKeys: ['pod-template-hash'], topologyKey: 'kubernetes.io/hostname' },
        ],
      },
    },
    topologySpreadConstraints: [
      {
        labelSelector: { matchLabels: labels },
        maxSkew: 1,
        topologyKey: 'topology.kubernetes.io/zone',
        whenUnsatisfiable: 'ScheduleAnyway',
      },
    ],
    containers: [
      {
        name: 'coredns',
        image: o.image,
        imagePullPolicy: o.imagePullPolicy,
        args: ['-conf', '/etc/coredns/Corefile'],
        ports: [
          { name: 'dns', containerPort: 53, protocol: 'UDP' },
          { name: 'dns-tcp', containerPort: 53, protocol: 'TCP' },
          { name: 'metrics', containerPort: 9153, protocol: 'TCP' },
        ],
        resources: resourceRequirements(o.resources),
        securityContext: {
          allowPrivilegeEscalation: false,
          capabilities: { add: ['NET_BIND_SERVICE'], drop: ['ALL'] },
          readOnlyRootFilesystem: true,
        },
        // Asked every second until it is ready for the first time: names work as soon as they can. Five minutes at most.
        startupProbe: { httpGet: ready, periodSeconds: 1, failureThreshold: 300, timeoutSeconds: 5 },
        livenessProbe: { httpGet: { path: '/health', port: 8080, scheme: 'HTTP' }, failureThreshold: 10, timeoutSeconds: 5 },
        readinessProbe: {
          httpGet: ready,
          periodSeconds: 3,
          failureThreshold: 10,
          timeoutSeconds: 5,
        },
        volumeMounts: [{ name: 'config-volume', mountPath: '/etc/coredns', readOnly: true }],
      },
    ],
    volumes: [{ name: 'config-volume', configMap: { name: place.name, items: files } }],
  };
}
