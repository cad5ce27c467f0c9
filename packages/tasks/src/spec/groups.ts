import type { HostInput } from './spec-input.ts';

/** Kubespray's groups, with the dashed names and `kube-master` that older inventories have. */
const olderNames: Readonly<Record<string, string>> = {
  'kube-master': 'kube_control_plane',
  'kube-control-plane': 'kube_control_plane',
  'kube-node': 'kube_node',
  'k8s-cluster': 'k8s_cluster',
  'calico-rr': 'calico_rr',
};

/** True: the host is in the group, whichever way its name is written. */
export function isIn(host: HostInput, group: string): boolean {
  return host.groups.some((name) => (olderNames[name] ?? name) === group);
}

/** Hosts of the cluster: members of etcd or of Kubernetes. */
export function clusterHosts(hosts: readonly HostInput[]): readonly HostInput[] {
  return hosts.filter((host) => isIn(host, 'etcd') || isKube(host));
}

/** True: the host runs kubelet. */
export function isKube(host: HostInput): boolean {
  return isIn(host, 'kube_control_plane') || isIn(host, 'kube_node');
}
