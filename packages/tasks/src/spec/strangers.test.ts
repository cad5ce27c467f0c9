import { expect, it } from 'vitest';
import type { HostInput } from './spec-input.ts';
import { notesOnGroups, notesOnStrangers } from './strangers.ts';

const host = (name: string, ...groups: readonly string[]): HostInput => ({ name, groups, variables: {}, origins: {}, facts: undefined });

it.each<readonly [readonly HostInput[], readonly string[]]>([
  [[host('n1', 'kube_node'), host('b', 'bastion'), host('localhost'), host('old', 'kube-master')], []],
  [
    [host('n1', 'etcd'), host('n2', 'kube_nodes')],
    [
      'n2 is in none of kube_control_plane, kube_node and etcd, and is left alone (groups: kube_nodes); did you mean kube_node instead of kube_nodes?',
    ],
  ],
  [
    [host('o1', 'osds'), host('o2', 'mons', 'osds'), host('x', 'ungrouped')],
    ['o1, o2, x are in none of kube_control_plane, kube_node and etcd, and are left alone (groups: mons, osds)'],
  ],
  [
    [host('n1', 'etcd'), host('nfs1', 'gfs-cluster')],
    ['nfs1 is in none of kube_control_plane, kube_node and etcd, and is left alone (groups: gfs-cluster)'],
  ],
  [[host('x', 'k8s_cluster')], ['x is in none of kube_control_plane, kube_node and etcd, and is left alone (groups: k8s_cluster)']],
  [[host('x', 'ungrouped')], ['x is in none of kube_control_plane, kube_node and etcd, and is left alone (in no group)']],
])('hosts in no group of the cluster are said: %#', (hosts, notes) => {
  expect(notesOnStrangers(hosts)).toEqual(notes);
});

it.each<readonly [readonly HostInput[], readonly string[]]>([
  [
    [host('n1', 'etcd', 'kube_control_plane', 'kube_nodes'), host('n2', 'kube_node')],
    ['group kube_nodes makes n1 no part of kube_node; did you mean kube_node?'],
  ],
  [[host('n1', 'kube_node', 'kube_nodes'), host('n2', 'kube_node', 'rack1', 'kube_node_gpu'), host('n3', 'kube-node')], []],
  [[host('n1', 'kube_control_plane', 'kube_nodes'), host('n2', 'kube_node', 'kube_nodes')], []],
  [[host('n1', 'etcd', 'kube_control_plane', 'kube_nodes')], ['group kube_nodes makes n1 no part of kube_node; did you mean kube_node?']],
  [[host('n1', 'etcd', 'storage', 'ungrouped'), host('x', 'kube_nodes')], []],
])('groups named nearly like those of kubespray are said: %#', (hosts, notes) => {
  expect(notesOnGroups(hosts)).toEqual(notes);
});
