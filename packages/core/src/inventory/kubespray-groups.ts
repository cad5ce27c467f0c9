const formerNames: Readonly<Record<string, string>> = {
  'kube-master': 'kube_control_plane',
  'kube-node': 'kube_node',
  'k8s-cluster': 'k8s_cluster',
  'calico-rr': 'calico_rr',
  'no-floating': 'no_floating',
};

/** The groups kubespray gives a meaning; an empty one of these is nothing to wonder about. */
export const kubesprayGroups: readonly string[] = [
  'kube_control_plane',
  'kube_node',
  'etcd',
  'k8s_cluster',
  'calico_rr',
  'bastion',
  'no_floating',
  'broken_etcd',
  'broken_kube_control_plane',
];

/** What `k8s_cluster` consists of where the inventory does not say. */
export const clusterMembers: readonly string[] = ['kube_control_plane', 'kube_node', 'calico_rr'];

/** The current name of a group: kubespray's dashed names are read as today's, any other stays. */
export function currentGroupName(name: string): string {
  return Object.hasOwn(formerNames, name) ? (formerNames[name] ?? name) : name;
}

/** The former names of a group, under which its files in group_vars/ may still stand. */
export function formerGroupNames(name: string): readonly string[] {
  return Object.keys(formerNames).filter((former) => formerNames[former] === name);
}
