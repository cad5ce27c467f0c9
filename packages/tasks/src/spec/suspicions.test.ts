import { describe, expect, it } from 'vitest';
import { examineSpec } from './build-spec.ts';
import { sampleInput, sampleProblems } from './sample-spec.ts';

const notes = (variables: Record<string, unknown>, ...single: readonly Parameters<typeof sampleInput>[1][]) => {
  const { spec, problems } = examineSpec(sampleInput(variables, ...single));
  expect(problems).toEqual([]);
  return spec.notes;
};

describe('what is seldom meant is said', () => {
  it.each<[Record<string, unknown>, readonly string[]]>([
    [{}, []],
    [
      { etcd_quota_backend_bytes: '20Mi' },
      [
        'etcd_quota_backend_bytes is 20Mi: once the database has that size the cluster takes no changes any more; 2Gi is what etcd has by itself',
      ],
    ],
    [{ etcd_quota_backend_bytes: 8589934592 }, []],
    [{ etcd_quota_backend_bytes: '20Gi' }, ['etcd_quota_backend_bytes is 20Gi: its makers advise against more than 8Gi']],
    [{ etcd_max_request_bytes: '15Mi' }, ['etcd_max_request_bytes is 15Mi: its makers advise against more than 10Mi']],
    [{ kube_memory_reserved: 512 }, ['kube_memory_reserved 512 is 512 bytes; mebibytes are written 512Mi']],
    [{ dns_memory_requests: '70m' }, ['dns_memory_requests 70m is 0.07 bytes; mebibytes are written 70Mi']],
    [{ kubelet_logfiles_max_size: 10 }, ['kubelet_logfiles_max_size 10 is 10 bytes; mebibytes are written 10Mi']],
    [
      { calico_pool_blocksize: 28, calico_pool_cidr: '10.233.64.0/24' },
      ['calico_pool_cidr 10.233.64.0/24 has 256 addresses for up to 550 pods on 5 nodes (kubelet_max_pods)'],
    ],
    [
      { calico_ipam_maxblocksperhost: 1 },
      ['calico_ipam_maxblocksperhost 1 leaves a node 64 addresses for up to 110 pods (kubelet_max_pods)'],
    ],
    [{ calico_ipam_maxblocksperhost: 2 }, []],
    [
      { kube_apiserver_node_port_range: '8000-20000' },
      [
        'kube_apiserver_node_port_range 8000-20000 holds ports that are in use: 8081 (loadbalancer_apiserver_healthcheck_port), 9253 (nodelocaldns_prometheus_port), 9254 (nodelocaldns_health_port), 10248 (kubelet_healthz_port), 10249 (kube_proxy_metrics_bind_address), 10250 (kubelet), 10256 (kube_proxy_healthz_bind_address), 10257 (kube-controller-manager), 10259 (kube-scheduler); a Service that gets one of them breaks its owner',
      ],
    ],
    [
      { kube_apiserver_port: 30443, loadbalancer_apiserver_port: 30443 },
      [
        'kube_apiserver_node_port_range 30000-32767 holds ports that are in use: 30443 (kube_apiserver_port); a Service that gets one of them breaks its owner',
      ],
    ],
    [
      { kube_cert_validity_period: '100000h' },
      ['kube_cert_validity_period 100000h is longer than kube_ca_cert_validity_period 87600h: certificates end with their authority'],
    ],
    [
      { kube_controller_node_monitor_grace_period: '10s' },
      ['kube_controller_node_monitor_grace_period 10s is less than two signs of life of a node, which come every 10s'],
    ],
  ])('%o', (variables, expected) => {
    expect(notes(variables)).toEqual(expected);
  });

  it('of single hosts, where someone said so', () => {
    expect(notes({}, { node4: { variables: { system_memory_reserved: '6Gi' } } })).toEqual([
      'system_memory_reserved 6Gi is more than half of the memory of node4',
    ]);
  });
});

describe('the quota of etcd', () => {
  it('is one for all members', () => {
    expect(sampleProblems({ etcd_quota_backend_bytes: '8Gi' }, { node2: { variables: { etcd_quota_backend_bytes: '20Mi' } } })).toEqual([
      'etcd_quota_backend_bytes is one for the whole cluster, but node1 and node2 have different values',
    ]);
  });

  it('is a number of bytes in the spec, however it is written', () => {
    expect(examineSpec(sampleInput({ etcd_quota_backend_bytes: '8Gi' })).spec.etcd.quotaBackendBytes).toBe(8589934592);
  });
});
