import { describe, expect, it } from 'vitest';
import { examineSpec } from './build-spec.ts';
import { sampleInput, sampleProblems } from './sample-spec.ts';

const only = (...names: readonly string[]) => {
  const input = sampleInput();
  return examineSpec({ ...input, hosts: input.hosts.filter(({ name }) => names.includes(name)) }).problems.map(
    ({ subject, message }) => `${subject} ${message}`,
  );
};

describe('groups', () => {
  it('must have a control plane and etcd', () => {
    expect(only('node4')).toEqual(['kube_control_plane has no hosts', 'etcd has no hosts']);
  });

  it('must not have an even number of etcd members', () => {
    expect(only('node1', 'node2', 'node4')).toEqual(['etcd has 2 hosts: an even number survives no more failures than one fewer']);
  });

  it('may be written as older inventories do', () => {
    const problems = examineSpec({
      hosts: [{ name: 'a', groups: ['kube-master', 'etcd', 'kube-node'], variables: { ip: '10.0.0.1' }, origins: {} }],
      referenced: new Set(),
      now: new Date('2026-06-01T00:00:00Z'),
    }).problems;
    expect(problems).toEqual([]);
  });

  it('leave hosts of other groups alone', () => {
    const input = sampleInput();
    const bastion = { name: 'bastion', groups: ['bastion'], variables: { whatever: 1 }, origins: {} };
    const { spec, problems } = examineSpec({ ...input, hosts: [...input.hosts, bastion] });
    expect(problems).toEqual([]);
    expect(spec.hosts.map(({ name }) => name)).not.toContain('bastion');
  });
});

describe('what no two hosts may share', () => {
  it.each([
    [
      'ip',
      'ip of node1 and node2 is the same: both daemons would listen on the address 10.0.0.12',
      { ip: '10.0.0.12', access_ip: '192.0.2.1' },
    ],
    [
      'access_ip',
      'access_ip of node1 and node2 is the same: both hosts would be reached at the address 10.0.0.12',
      { access_ip: '10.0.0.12' },
    ],
    [
      'etcd_member_name',
      'etcd_member_name of node1 and node2 is the same: both etcd members would be named etcd2',
      { etcd_member_name: 'etcd2' },
    ],
    [
      'kube_override_hostname',
      'kube_override_hostname of node1 and node2 is the same: both nodes would be named node2',
      { kube_override_hostname: 'node2' },
    ],
  ])('%s', (_name, problem, variables) => {
    expect(sampleProblems({}, { node1: { variables } })).toEqual([problem]);
  });
});

describe('ranges', () => {
  it.each([
    [{ kube_pods_subnet: '10.233.0.0/16' }, 'kube_pods_subnet 10.233.0.0/16 overlaps kube_service_addresses 10.233.0.0/18'],
    [{ kube_pods_subnet: '10.233.64.1/18' }, 'kube_pods_subnet must be an IPv4 range whose address is its first, such as 10.233.0.0/18'],
    [{ calico_pool_cidr: '10.8.0.0/16' }, 'calico_pool_cidr 10.8.0.0/16 is not inside kube_pods_subnet 10.233.64.0/18'],
    [{ skydns_server: '10.1.0.3' }, 'skydns_server 10.1.0.3 is not in kube_service_addresses 10.233.0.0/18'],
    [{ calico_pool_cidr: '10.233.64.0/24' }, 'calico_pool_blocksize /26 makes 4 blocks of 10.233.64.0/24 for 5 nodes'],
    [
      { kube_network_plugin: 'cni', kube_network_node_prefix: 20 },
      'kube_network_node_prefix /20 for each node leaves room for 4 of 5 nodes in kube_pods_subnet 10.233.64.0/18',
    ],
    [
      { kube_network_plugin: 'cni', kube_network_node_prefix: 25, kubelet_max_pods: 200 },
      'kube_network_node_prefix /25 has 126 addresses for the 200 pods of kubelet_max_pods',
    ],
  ])('%o', (variables, problem) => {
    expect(sampleProblems(variables)).toEqual([problem]);
  });
});

describe('options', () => {
  it.each([
    [
      { calico_vxlan_mode: 'Always', calico_ipip_mode: 'Always', calico_network_backend: 'bird' },
      'calico_ipip_mode Always and calico_vxlan_mode Always exclude each other',
    ],
    [
      { calico_nftable_mode: 'Enabled', kube_proxy_mode: 'ipvs' },
      'calico_nftable_mode Enabled does not go with kube_proxy_mode ipvs: calico writes nftables only beside a kube-proxy that does',
    ],
    [{ calico_ipip_mode: 'Always', calico_network_backend: 'vxlan' }, 'calico_network_backend vxlan cannot do IPIP'],
    [
      { kube_network_plugin: 'weave' },
      'kube_network_plugin weave is not supported: kubespray itself took it out in 2.29; use calico, cni, none',
    ],
    [{ etcd_election_timeout: 500 }, 'etcd_election_timeout 500 ms is less than five times etcd_heartbeat_interval 250 ms'],
    [{ dns_mode: 'manual' }, 'manual_dns_server is empty in dns_mode manual'],
    [{ authorization_modes: ['AlwaysAllow'] }, 'authorization_modes must hold Node and RBAC: kubelets and kmagic itself rely on them'],
    [{ node_taints: ['broken'] }, 'node_taints broken is not a taint'],
    [{ kube_override_hostname: 'Node_1' }, 'kube_override_hostname must be a DNS name in lower case'],
  ])('%o', (variables, problem) => {
    expect(sampleProblems(variables)).toEqual([problem]);
  });

  it('let IPIP bring its own backend', () => {
    expect(examineSpec(sampleInput({ calico_ipip_mode: 'CrossSubnet' })).spec.calico).toMatchObject({
      backend: 'bird',
      vxlanMode: 'Never',
    });
  });
});
