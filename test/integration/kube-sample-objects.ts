import type { KubeObject } from '../../packages/tasks/src/manifests/kube-object.ts';

/** A ConfigMap with this data. */
export const config = (data: Record<string, string>): KubeObject =>
  ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings', namespace: 'kmagic-test' }, data }) as KubeObject;

/** One object of each kind whose stored form, order or API is worth a test; not in an order that works. */
export const objects = [
  {
    apiVersion: 'example.org/v1',
    kind: 'Pool',
    metadata: { name: 'default' },
    spec: { cidr: '10.0.0.0/16', disabled: false, note: '', weights: {} },
  },
  config({ a: '1', b: '2' }),
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'kmagic-test' } },
  {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'kmagic-test', labels: { app: 'web' } },
    spec: {
      replicas: 0,
      selector: { matchLabels: { app: 'web' } },
      template: {
        metadata: { labels: { app: 'web' } },
        spec: {
          hostNetwork: false,
          tolerations: [{ operator: 'Exists' }],
          priorityClassName: '',
          nodeSelector: {},
          terminationGracePeriodSeconds: 0,
          containers: [
            {
              name: 'web',
              image: 'x',
              env: [
                { name: 'EMPTY', value: '' },
                { name: 'A', value: 'b' },
              ],
              ports: [{ containerPort: 53, protocol: 'UDP', name: 'dns' }, { containerPort: 80 }],
              resources: { requests: { cpu: '1000m', memory: '1024Mi' } },
            },
          ],
        },
      },
    },
  },
  {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'web', namespace: 'kmagic-test' },
    spec: { podSelector: {}, ingress: [{ ports: [{ port: 53 }] }] },
  },
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web', namespace: 'kmagic-test' },
    spec: { selector: { app: 'web' }, ports: [{ port: 80 }] },
  },
  {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: { name: 'Example:Reader' },
    rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }],
  },
  {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'pools.example.org' },
    spec: {
      group: 'example.org',
      scope: 'Cluster',
      names: { kind: 'Pool', plural: 'pools', singular: 'pool', listKind: 'PoolList' },
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          schema: {
            openAPIV3Schema: { type: 'object', properties: { spec: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } } },
          },
        },
      ],
    },
  },
] as readonly KubeObject[];

/** The workload among them. */
export const web = objects.find(({ kind }) => kind === 'Deployment')!;

/** A node as a kubelet with a taint and a label of its own registers it. */
export const registered = {
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name: 'worker1', labels: { own: 'kubelet' } },
  spec: { taints: [{ key: 'kubelet', effect: 'NoExecute' }] },
};

/** What is said and looked at after a wait in vain; no wait of these tests ends so. */
export const help = { hint: '', binDir: '/usr/local/bin', configDir: '/etc/kubernetes' };
