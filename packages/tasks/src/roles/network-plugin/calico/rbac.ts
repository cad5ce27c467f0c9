import type { V1PolicyRule } from '@kubernetes/client-node';
import type { KubeObject } from '../../../manifests/kube-object.ts';
import { accountSubject, clusterRole, clusterRoleBinding, rule, serviceAccount } from '../../../manifests/rbac.ts';

const crd = 'crd.projectcalico.org';
const read = ['get', 'list', 'watch'];
const manage = ['get', 'list', 'create', 'update', 'delete', 'watch'];

/** Accounts of calico and what each may do: the union of what versions 3.28 to 3.31 ask for. */
export function calicoRbac(): readonly KubeObject[] {
  return [
    ...account('calico-node', nodeRules),
    ...account('calico-cni-plugin', cniRules),
    ...account('calico-kube-controllers', controllerRules),
  ];
}

function account(name: string, rules: readonly V1PolicyRule[]): readonly KubeObject[] {
  const place = { name, namespace: 'kube-system' };
  return [serviceAccount(place), clusterRole(name, rules), clusterRoleBinding(name, name, [accountSubject(place)])];
}

const ipam = ['blockaffinities', 'ipamblocks', 'ipamhandles'];

/** Resources felix follows, policies above all. */
const followed = [
  'bgpconfigurations',
  'bgpfilters',
  'bgppeers',
  'blockaffinities',
  'caliconodestatuses',
  'clusterinformations',
  'felixconfigurations',
  'globalbgpconfigs',
  'globalfelixconfigs',
  'globalnetworkpolicies',
  'globalnetworksets',
  'hostendpoints',
  'ipamblocks',
  'ippools',
  'ipreservations',
  'networkpolicies',
  'networksets',
  'stagedglobalnetworkpolicies',
  'stagedkubernetesnetworkpolicies',
  'stagednetworkpolicies',
  'tiers',
];

const nodeRules: readonly V1PolicyRule[] = [
  // The CNI plugin's token, which calico-node keeps fresh in its kubeconfig.
  { ...rule('', ['serviceaccounts/token'], ['create']), resourceNames: ['calico-cni-plugin'] },
  rule('', ['nodes', 'namespaces', 'pods', 'serviceaccounts', 'endpoints', 'services'], read),
  rule('', ['configmaps'], ['get']),
  rule('', ['nodes/status'], ['patch', 'update']),
  rule('', ['pods/status'], ['patch']),
  rule('discovery.k8s.io', ['endpointslices'], ['list', 'watch']),
  rule('networking.k8s.io', ['networkpolicies'], ['list', 'watch']),
  rule('policy.networking.k8s.io', ['adminnetworkpolicies', 'baselineadminnetworkpolicies', 'clusternetworkpolicies'], ['list', 'watch']),
  rule('apps', ['daemonsets'], ['get']),
  rule(crd, followed, read),
  rule(crd, ['bgpconfigurations', 'bgppeers', 'clusterinformations', 'felixconfigurations', 'ippools'], ['create', 'update']),
  rule(crd, ['caliconodestatuses'], ['update']),
  rule(crd, ['tiers'], ['create']),
  rule(crd, ipam, ['get', 'list', 'create', 'update', 'delete']),
  rule(crd, ['ipamconfigs'], ['get', 'create']),
];

const cniRules: readonly V1PolicyRule[] = [
  rule('', ['namespaces', 'nodes', 'pods'], ['get']),
  rule('', ['pods/status'], ['patch']),
  rule(crd, [...ipam, 'clusterinformations', 'ipamconfigs', 'ippools', 'ipreservations'], ['get', 'list', 'create', 'update', 'delete']),
];

const controllerRules: readonly V1PolicyRule[] = [
  rule('', ['namespaces', 'nodes', 'pods'], read),
  rule('', ['services', 'services/status'], ['get', 'list', 'update', 'watch']),
  rule(crd, ['ipreservations', 'ippools'], ['list', 'watch']),
  rule(crd, [...ipam, 'hostendpoints', 'ipamconfigs', 'tiers'], manage),
  rule(crd, ['globalnetworkpolicies', 'networkpolicies', 'stagedglobalnetworkpolicies', 'stagednetworkpolicies'], manage),
  rule(crd, ['clusterinformations', 'kubecontrollersconfigurations'], ['get', 'list', 'create', 'update', 'watch']),
  rule(crd, ['kubecontrollersconfigurations/status'], ['get', 'update']),
];
