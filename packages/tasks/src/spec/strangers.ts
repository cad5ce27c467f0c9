import { kubesprayGroups, nearestName, shortened } from '@kmagic/core';
import { clusterHosts, isIn } from './groups.ts';
import type { HostInput } from './spec-input.ts';

/** A note on the hosts that no group makes part of the cluster: they are left alone, which a misspelt group may not have meant. */
export function notesOnStrangers(hosts: readonly HostInput[]): readonly string[] {
  const members = new Set(clusterHosts(hosts));
  const strangers = hosts.filter(
    (host) =>
      !members.has(host) &&
      host.name !== 'localhost' &&
      !host.groups.some((name) => name !== 'k8s_cluster' && kubesprayGroups.includes(name)),
  );
  if (strangers.length === 0) return [];
  const groups = [...new Set(strangers.flatMap((host) => host.groups))].filter((name) => name !== 'ungrouped').sort();
  const near = groups.flatMap((name) => {
    const nearest = nearestName(name, kubesprayGroups);
    return nearest === undefined || storageGroups.includes(name) ? [] : [`; did you mean ${nearest} instead of ${name}?`];
  });
  const names = shortened(
    strangers.map(({ name }) => name),
    6,
  );
  const of = groups.length === 0 ? 'in no group' : `groups: ${shortened(groups, 6)}`;
  const are = strangers.length === 1 ? 'is' : 'are';
  const what = `in none of kube_control_plane, kube_node and etcd, and ${are} left alone`;
  return [`${names} ${are} ${what} (${of})${near.join('')}`];
}

/** Groups of hosts that are none of the cluster's, as kubespray's terraform modules make them. */
const storageGroups = ['gfs-cluster', 'network-storage'];

/** Groups people mean when they name one like it. */
const meantGroups = ['kube_control_plane', 'kube_node', 'etcd', 'k8s_cluster', 'calico_rr', 'bastion'];

/** A note on each group that has hosts of the cluster and is named like one of kubespray's that they are not in. */
export function notesOnGroups(hosts: readonly HostInput[]): readonly string[] {
  const members = clusterHosts(hosts);
  const names = new Set(members.flatMap((host) => host.groups));
  return [...names].sort().flatMap((name) => {
    if (meantGroups.some((group) => isIn({ name: '', groups: [name], variables: {}, origins: {} }, group))) return [];
    const meant = nearestName(name, meantGroups);
    if (meant === undefined) return [];
    const has = (host: HostInput): boolean => host.groups.includes(name);
    const outside = members.filter((host) => has(host) && !isIn(host, meant)).map((host) => host.name);
    const inside = members.filter((host) => isIn(host, meant));
    // A group of more than those of the other is one of its own.
    if (outside.length === 0 || (inside.length > 0 && inside.every(has))) return [];
    return [`group ${name} makes ${shortened(outside, 6)} no part of ${meant}; did you mean ${meant}?`];
  });
}
