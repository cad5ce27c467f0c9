/** One rule of an audit policy: the first that matches a request decides. */
interface AuditRule {
  readonly level: 'None' | 'Metadata' | 'Request' | 'RequestResponse';
  readonly [matcher: string]: unknown;
}

/** The policy file of the API server's audit log; `customRules` replace the standard ones. */
export function auditPolicy(customRules: readonly object[] | undefined): object {
  return { apiVersion: 'audit.k8s.io/v1', kind: 'Policy', omitStages: ['RequestReceived'], rules: customRules ?? standardRules };
}

const reads = ['get', 'list', 'watch'];
const core = (...resources: readonly string[]): object => ({ group: '', resources });

/** Groups whose requests are worth their bodies. */
const knownGroups = [
  '',
  'admissionregistration.k8s.io',
  'apiextensions.k8s.io',
  'apiregistration.k8s.io',
  'apps',
  'authentication.k8s.io',
  'authorization.k8s.io',
  'autoscaling',
  'batch',
  'certificates.k8s.io',
  'metrics.k8s.io',
  'networking.k8s.io',
  'policy',
  'rbac.authorization.k8s.io',
  'storage.k8s.io',
].map((group) => ({ group }));

/** What the cluster's own parts ask all the time. */
const silent: readonly AuditRule[] = [
  { level: 'None', users: ['system:kube-proxy'], verbs: ['watch'], resources: [core('endpoints', 'services', 'services/status')] },
  { level: 'None', userGroups: ['system:nodes'], verbs: ['get'], resources: [core('nodes', 'nodes/status')] },
  {
    level: 'None',
    users: ['system:kube-controller-manager', 'system:kube-scheduler', 'system:serviceaccount:kube-system:endpoint-controller'],
    verbs: ['get', 'update'],
    namespaces: ['kube-system'],
    resources: [core('endpoints'), { group: 'coordination.k8s.io', resources: ['leases'] }],
  },
  {
    level: 'None',
    users: ['system:apiserver'],
    verbs: ['get'],
    resources: [core('namespaces', 'namespaces/status', 'namespaces/finalize')],
  },
  { level: 'None', users: ['system:kube-controller-manager'], verbs: ['get', 'list'], resources: [{ group: 'metrics.k8s.io' }] },
  { level: 'None', nonResourceURLs: ['/healthz*', '/livez*', '/readyz*', '/version', '/swagger*', '/openapi*'] },
  { level: 'None', resources: [core('events'), { group: 'events.k8s.io', resources: ['events'] }] },
];

const standardRules: readonly AuditRule[] = [
  ...silent,
  { level: 'Request', userGroups: ['system:nodes'], verbs: ['update', 'patch'], resources: [core('nodes/status', 'pods/status')] },
  { level: 'Request', users: ['system:serviceaccount:kube-system:namespace-controller'], verbs: ['deletecollection'] },
  // Bodies of these hold secrets.
  {
    level: 'Metadata',
    resources: [core('secrets', 'configmaps', 'serviceaccounts/token'), { group: 'authentication.k8s.io', resources: ['tokenreviews'] }],
  },
  { level: 'Request', verbs: reads, resources: knownGroups },
  { level: 'RequestResponse', resources: knownGroups },
  { level: 'Metadata' },
];
