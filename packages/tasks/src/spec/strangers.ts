import { nearestName } from '@kmagic/core';
import { clusterHosts } from './groups.ts';
import type { HostInput } from './spec-input.ts';

/** The groups that make a host the cluster's, or that kubespray gives another meaning. */
const meant = [
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

/** A note on the hosts that no group makes part of the cluster: they are left alone, which a misspelt group may not have meant. */
export function notesOnStrangers(hosts: readonly HostInput[]): readonly string[] {
  const members = new Set(clusterHosts(hosts));
  const strangers = hosts.filter(
    (host) =>
      !members.has(host) && host.name !== 'localhost' && !host.groups.some((name) => name !== 'k8s_cluster' && meant.includes(name)),
  );
  if (strangers.length === 0) return [];
  const groups = [...new Set(strangers.flatMap((host) => host.groups))].filter((name) => name !== 'ungrouped').sort();
  const near = groups.flatMap((name) => {
    const nearest = nearestName(name, meant);
    return nearest === undefined ? [] : [`; did you mean ${nearest} instead of ${name}?`];
  });
  const of = groups.length === 0 ? 'in no group' : `groups: ${shortened(groups)}`;
  const are = strangers.length === 1 ? 'is' : 'are';
  const what = `in none of kube_control_plane, kube_node and etcd, and ${are} left alone`;
  return [`${shortened(strangers.map(({ name }) => name))} ${are} ${what} (${of})${near.join('')}`];
}

function shortened(names: readonly string[]): string {
  return names.length > 6 ? `${names.slice(0, 5).join(', ')} and ${names.length - 5} more` : names.join(', ');
}
