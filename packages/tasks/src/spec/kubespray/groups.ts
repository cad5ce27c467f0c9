import { addonsApps } from './addons-apps.ts';
import { addonsBalancers } from './addons-balancers.ts';
import { addonsDns } from './addons-dns.ts';
import { cloudsOpenstack } from './clouds-openstack.ts';
import { cloudsOthers } from './clouds-others.ts';
import { clusterNetwork } from './cluster-network.ts';
import { containerEngines } from './container-engines.ts';
import { containerdGroups } from './containerd.ts';
import { controlPlaneGroups } from './control-plane.ts';
import { dockerGroups } from './docker.ts';
import { networkDownloads } from './downloads-networks.ts';
import { partDownloads } from './downloads-parts.ts';
import { downloads } from './downloads.ts';
import { etcdGroups } from './etcd.ts';
import type { KnownGroup } from './known-group.ts';
import { kubeVipGroups } from './kube-vip.ts';
import { kubeadmGroups } from './kubeadm.ts';
import { networksCalico } from './networks-calico.ts';
import { networksCilium } from './networks-cilium.ts';
import { networksKubeOvn } from './networks-kube-ovn.ts';
import { networksOthers } from './networks-others.ts';
import { nodeGroups } from './node.ts';
import { operatingSystem } from './operating-system.ts';
import { providers } from './providers.ts';
import { running } from './running.ts';
import { storageCsi } from './storage-csi.ts';
import { storageLocal } from './storage-local.ts';
import { storageVsphere } from './storage-vsphere.ts';

const described: readonly KnownGroup[] = [
  ...clusterNetwork,
  ...providers,
  ...downloads,
  ...operatingSystem,
  ...running,
  ...etcdGroups,
  ...controlPlaneGroups,
  ...kubeadmGroups,
  ...nodeGroups,
  ...kubeVipGroups,
  ...containerdGroups,
  ...containerEngines,
  ...dockerGroups,
  ...networksCalico,
  ...networksCilium,
  ...networksKubeOvn,
  ...networksOthers,
  ...addonsDns,
  ...addonsApps,
  ...addonsBalancers,
  ...storageLocal,
  ...storageCsi,
  ...storageVsphere,
  ...cloudsOpenstack,
  ...cloudsOthers,
];

/** Every variable kubespray has and kmagic has no typed variable for, by the part it belongs to; what kubespray no longer has is history. */
export const knownGroups: readonly KnownGroup[] = [
  ...described,
  ...[...partDownloads, ...networkDownloads].map(({ beside, rows }) => ({ ...groupOf(beside), group: 'kubespray_defaults', rows })),
];

function groupOf(name: string): KnownGroup {
  const group = described.find(({ rows }) => rows.some(([row]) => row === name));
  if (group === undefined) throw new TypeError(`no group has ${name}`);
  return group;
}
