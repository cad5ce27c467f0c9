/** How a kind stands in the paths of the API. */
export interface ApiResource {
  readonly plural: string;
  readonly namespaced: boolean;
}

const cluster = (plural: string): ApiResource => ({ plural, namespaced: false });
const namespaced = (plural: string): ApiResource => ({ plural, namespaced: true });

/** Kinds that every API server has under the same path: to ask for them first would be a round trip for each of their versions. */
export const kindsOfKubernetes: Readonly<Record<string, Readonly<Record<string, ApiResource>>>> = {
  v1: {
    ConfigMap: namespaced('configmaps'),
    Namespace: cluster('namespaces'),
    Node: cluster('nodes'),
    Pod: namespaced('pods'),
    Secret: namespaced('secrets'),
    Service: namespaced('services'),
    ServiceAccount: namespaced('serviceaccounts'),
  },
  'apiextensions.k8s.io/v1': { CustomResourceDefinition: cluster('customresourcedefinitions') },
  'apps/v1': { DaemonSet: namespaced('daemonsets'), Deployment: namespaced('deployments') },
  'policy/v1': { PodDisruptionBudget: namespaced('poddisruptionbudgets') },
  'rbac.authorization.k8s.io/v1': {
    ClusterRole: cluster('clusterroles'),
    ClusterRoleBinding: cluster('clusterrolebindings'),
    Role: namespaced('roles'),
    RoleBinding: namespaced('rolebindings'),
  },
};
