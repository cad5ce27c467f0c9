import { kubesprayGroups, nearestName, shortened } from '@kmagic/core';
import { clusterHosts } from './groups.ts';
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
    return nearest === undefined ? [] : [`; did you mean ${nearest} instead of ${name}?`];
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
