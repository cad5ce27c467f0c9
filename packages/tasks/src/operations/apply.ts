import type { HostView, Operation, Stage } from '@kmagic/core';
import { cluster } from '../roles/cluster/role.ts';
import { client } from '../roles/client/role.ts';
import { containerEngine } from '../roles/container-engine/role.ts';
import { controlPlane } from '../roles/control-plane/role.ts';
import { dns } from '../roles/dns/role.ts';
import { download } from '../roles/download/role.ts';
import { encryption, learnsToRead } from '../roles/encryption/role.ts';
import { etcdCluster } from '../roles/etcd/cluster-role.ts';
import { etcd } from '../roles/etcd/role.ts';
import { identities } from '../roles/identity/role.ts';
import { kubeadm } from '../roles/kubeadm/role.ts';
import { kubeProxy } from '../roles/kube-proxy/role.ts';
import { networkPlugin } from '../roles/network-plugin/role.ts';
import { node } from '../roles/node/role.ts';
import { nodeLabel } from '../roles/node-label/role.ts';
import { pki } from '../roles/pki/role.ts';
import { preinstall } from '../roles/preinstall/role.ts';
import type { ClusterSpec } from '../spec/cluster-spec.ts';

/** Makes the cluster of the inventory true: installs it, changes what differs, and does nothing where nothing does. */
export const apply: Operation<ClusterSpec> = {
  name: 'apply',
  about: 'Install the cluster, or bring it to what the inventory says.',
  stages: (spec): readonly Stage[] => [
    {
      name: 'prepare',
      about: 'operating system, container engine, downloads',
      hosts: all,
      roles: [identities, preinstall, containerEngine, download],
    },
    { name: 'authorities', about: 'certificate authorities, kept by their owners', hosts: one(spec), roles: [pki, etcdCluster] },
    { name: 'etcd', about: 'etcd members and their cluster', hosts: inGroup('etcd'), roles: [etcd] },
    { name: 'nodes', about: 'kubelet and the node-local API proxy', hosts: inGroup('k8s_cluster'), roles: [node] },
    ...(learnsToRead(spec)
      ? [
          {
            name: 'encryption',
            about: 'every API server can read what will be encrypted',
            hosts: inGroup('kube_control_plane'),
            roles: [encryption],
          },
        ]
      : []),
    {
      name: 'control plane',
      about: 'API server, controller manager, scheduler',
      hosts: inGroup('kube_control_plane'),
      roles: [controlPlane, client],
    },
    {
      name: 'cluster',
      about: 'network, what kubeadm and nodes expect to find, kube-proxy, DNS',
      hosts: one(spec),
      // What joining hosts wait for comes first.
      roles: [cluster, networkPlugin, kubeProxy, dns],
    },
    { name: 'join', about: 'the other hosts join', hosts: workers(spec), roles: [kubeadm] },
    { name: 'settle', about: 'labels and taints; everything is ready', hosts: one(spec), roles: [nodeLabel] },
  ],
};

function all(hosts: readonly HostView[]): readonly HostView[] {
  return hosts;
}

function inGroup(group: string): (hosts: readonly HostView[]) => readonly HostView[] {
  return (hosts) => hosts.filter((h) => h.groups.includes(group));
}

/** The control plane that speaks for the cluster: the first that answers, so that a dead first one is no special case. */
function one(spec: ClusterSpec): (hosts: readonly HostView[]) => readonly HostView[] {
  return (hosts) => {
    const planes = hosts.filter((h) => spec.host(h.name).isControlPlane);
    return planes
      .filter((h) => h.reachable)
      .concat(planes)
      .slice(0, 1);
  };
}

function workers(spec: ClusterSpec): (hosts: readonly HostView[]) => readonly HostView[] {
  return (hosts) => hosts.filter((h) => spec.host(h.name).isKube && !spec.host(h.name).isControlPlane);
}
