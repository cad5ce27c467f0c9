import { describe, expect, it } from 'vitest';
import { examineSpec } from './build-spec.ts';
import { sampleFacts, sampleInput, sampleProblems } from './sample-spec.ts';

describe('requests and limits of pods', () => {
  it.each([
    [{ dns_memory_limit: 300, dns_memory_requests: '' }, 'dns_memory_limit 300 is 300 bytes, in which nothing runs'],
    [
      { calico_node_memory_limit: '500m', calico_node_memory_requests: '' },
      'calico_node_memory_limit 500m is 0.5 bytes, in which nothing runs',
    ],
    [
      { nodelocaldns_memory_requests: '1Gi' },
      'nodelocaldns_memory_requests 1Gi is more than nodelocaldns_memory_limit 200Mi, and the API server takes no such pod',
    ],
    [
      { dns_cpu_requests: '1', dns_cpu_limit: '500m' },
      'dns_cpu_requests 1 is more than dns_cpu_limit 500m, and the API server takes no such pod',
    ],
    [
      { dns_memory_requests: '.5Gi', dns_memory_limit: '500e6' },
      'dns_memory_requests .5Gi is more than dns_memory_limit 500e6, and the API server takes no such pod',
    ],
    [{ dns_memory_limit: '3e2', dns_memory_requests: '' }, 'dns_memory_limit 3e2 is 300 bytes, in which nothing runs'],
    [{ dns_cpu_requests: 100 }, 'dns_cpu_requests 100 is 100 cores, and no node has more than 4'],
  ])('%o', (variables, problem) => {
    expect(sampleProblems(variables)).toEqual([problem]);
  });

  it.each([
    [{ dns_mode: 'none', dns_memory_limit: 300, nodelocaldns_memory_limit: 200 }],
    [{ kube_network_plugin: 'cni', calico_node_memory_limit: '500m' }],
    [{ enable_nodelocaldns: false, nodelocaldns_memory_limit: 200 }],
  ])('of what is not installed do not matter: %o', (variables) => {
    expect(sampleProblems(variables)).toEqual([]);
  });

  it('are not judged by hosts that never answered', () => {
    const unknown = Object.fromEntries(['node1', 'node2', 'node3', 'node4', 'node5'].map((name) => [name, { facts: undefined }]));
    expect(sampleProblems({ dns_cpu_requests: 100, kube_memory_reserved: '100Gi' }, unknown)).toEqual([]);
  });
});

describe('reservations', () => {
  it('beyond the memory of hosts are refused, once for those that are alike', () => {
    const input = sampleInput({ kube_memory_reserved: '8Gi' }, { node5: { facts: { ...sampleFacts, memoryMiB: 65_536 } } });
    expect(examineSpec(input).problems).toEqual([
      {
        code: 'badVariable',
        subject: 'kube_memory_reserved',
        message:
          '8Gi and system_memory_reserved 512Mi leave nothing of the 8192Mi of memory of node1, node2, node3, node4: kubelet would not start',
        hint: 'lower them',
        hosts: ['node1', 'node2', 'node3', 'node4'],
        origins: [{ file: 'group_vars/all.yml', line: 1 }],
      },
    ]);
  });

  it('in cores where millicores were meant are refused', () => {
    expect(sampleProblems({}, { node4: { variables: { system_cpu_reserved: '500' } } })).toEqual([
      'kube_cpu_reserved 100m and system_cpu_reserved 500 leave nothing of the 4 cores of node4: kubelet would not start',
    ]);
  });
});
