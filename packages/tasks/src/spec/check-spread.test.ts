import { describe, expect, it } from 'vitest';
import { examineSpec } from './build-spec.ts';
import { sampleInput, sampleProblems } from './sample-spec.ts';
import type { SpecInput } from './spec-input.ts';

const only =
  (...hosts: readonly string[]) =>
  (variables: Readonly<Record<string, unknown>>) =>
    Object.fromEntries(hosts.map((host) => [host, { variables }]));

/** As `sampleInput`, with values that come from groups; etcd may have a host of its own. */
function grouped(variables: Readonly<Record<string, unknown>>, hosts: readonly string[], etcdOnly: readonly string[] = []): SpecInput {
  const input = sampleInput({}, only(...hosts)(variables));
  const origins = Object.fromEntries(Object.keys(variables).map((name, line) => [name, { file: 'group_vars/g.yml', line: line + 1 }]));
  return {
    ...input,
    hosts: input.hosts.map((host) => ({
      ...host,
      ...(etcdOnly.includes(host.name) && { groups: ['etcd'] }),
      ...(hosts.includes(host.name) && { origins, ownNames: new Set() }),
    })),
  };
}

const said = (input: SpecInput): readonly string[] => {
  const { spec, problems } = examineSpec(input);
  expect(problems).toEqual([]);
  return spec.notes;
};

describe('a value of single hosts', () => {
  it.each([
    [
      only('node3')({ kube_version: '1.35.8' }),
      ['kube_version is one for the whole cluster, but only node3 has it: node1, node2, node4 and node5 do not'],
    ],
    [
      only('node1')({ event_ttl_duration: '2h0m0s' }),
      ['event_ttl_duration is one for the whole cluster, but only node1 has it: node2 and node3 do not'],
    ],
    [
      only('node1', 'node2')({ etcd_quota_backend_bytes: 4294967296 }),
      ['etcd_quota_backend_bytes is one for the whole cluster, but only node1 and node2 have it: node3 does not'],
    ],
    [
      only('node4')({ coredns_replicas: 3 }),
      ['coredns_replicas is one for the whole cluster, but only node4 has it: node1, node2 and node3 do not'],
    ],
    [only('node3')({ kube_version: '1.36.4', kubelet_max_pods: 50 }), []],
    [only('node1', 'node2', 'node3')({ event_ttl_duration: '2h0m0s', etcd_quota_backend_bytes: 4294967296, coredns_replicas: 3 }), []],
    [only('node1', 'node2', 'node3')({ kube_proxy_strict_arp: true, kube_profiling: true, coredns_image_tag: 'v1', calico_mtu: 1400 }), []],
    [only('node4', 'node5')({ nginx_image_tag: 'v1', loadbalancer_apiserver_memory_requests: '64M' }), []],
    [
      only('node1', 'node2', 'node3')({ kube_proxy_mode: 'iptables' }),
      ['kube_proxy_mode is one for the whole cluster, but only node1, node2 and node3 have it: node4 and node5 do not'],
    ],
    [only('node1', 'node2', 'node3', 'node4', 'node5')({ cluster_name: 'prod.local' }), []],
  ])('%o', (single, problems) => {
    expect(sampleProblems({}, single)).toEqual(problems);
  });

  it('is said where it stands, with where to write it', () => {
    expect(examineSpec(sampleInput({}, only('node3')({ cluster_name: 'prod.local' }))).problems).toMatchObject([
      { origins: [{ file: 'host_vars/node3.yml', line: 1 }], hint: 'set it once, in group_vars/all or group_vars/k8s_cluster' },
    ]);
  });
});

describe('a value of a group', () => {
  it('that others are not in is noted', () => {
    const variables = { cluster_name: 'prod.local', bin_dir: '/opt/bin', coredns_replicas: 3 };
    expect(said(grouped(variables, ['node1', 'node2', 'node3']))).toEqual([
      'cluster_name, bin_dir are for the whole cluster, also for node4 and node5, though only node1, node2 and node3 have them (group_vars/g.yml:1, group_vars/g.yml:2)',
    ]);
    expect(said(grouped({ coredns_replicas: 3 }, ['node4']))).toEqual([
      'coredns_replicas is for the whole cluster, also for node1, node2 and node3, though only node4 has it (group_vars/g.yml:1)',
    ]);
  });

  it('that all have whom it concerns is not', () => {
    const variables = { event_ttl_duration: '2h0m0s', etcd_quota_backend_bytes: 4294967296, certificates_duration: 1000 };
    expect(said(grouped(variables, ['node1', 'node2', 'node3']))).toEqual([]);
  });

  it('is not where members of etcd alone lack it', () => {
    const variables = { cluster_name: 'prod.local', event_ttl_duration: '2h0m0s', etcd_quota_backend_bytes: 4294967296 };
    const etcdOnly = ['node2', 'node3'];
    expect(said(grouped(variables, ['node1', 'node4', 'node5'], etcdOnly))).toEqual([]);
  });
});
