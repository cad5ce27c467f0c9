import { describe, expect, it } from 'vitest';
import { sampleProblems } from './sample-spec.ts';

const metallb = (...ranges: readonly string[]) => ({
  metallb_enabled: true,
  metallb_config: { address_pools: { primary: { ip_range: ranges } } },
  ignore_variables: ['metallb_enabled'],
});
const kubeVip = (address: string) => ({
  kube_vip_enabled: true,
  kube_vip_address: address,
  ignore_variables: ['kube_vip_enabled', 'kube_vip_address'],
});

describe('addresses that are taken', () => {
  it.each<[object, readonly string[]]>([
    [{ nodelocaldns_ip: '10.233.0.10' }, ['nodelocaldns_ip 10.233.0.10 overlaps kube_service_addresses 10.233.0.0/18']],
    [{ nodelocaldns_ip: '10.233.64.10' }, ['nodelocaldns_ip 10.233.64.10 overlaps kube_pods_subnet 10.233.64.0/18']],
    [{ nodelocaldns_ip: '10.0.0.12' }, ['nodelocaldns_ip 10.0.0.12 holds addresses of hosts: node2 (10.0.0.12)']],
    [{ nodelocaldns_ip: '10.233.0.10', enable_nodelocaldns: false }, []],
    [
      { loadbalancer_apiserver: { address: '10.233.1.1' } },
      ['loadbalancer_apiserver 10.233.1.1 overlaps kube_service_addresses 10.233.0.0/18'],
    ],
    [{ loadbalancer_apiserver: { address: '10.0.0.11' } }, []],
    [{ loadbalancer_apiserver: { address: 'api.example.org' } }, []],
    [kubeVip('10.0.0.13'), ['kube_vip_address 10.0.0.13 holds addresses of hosts: node3 (10.0.0.13)']],
    [{ ...kubeVip('10.0.0.99'), loadbalancer_apiserver: { address: '10.0.0.99' } }, []],
    [metallb('10.233.0.0/24'), ['metallb_config 10.233.0.0/24 overlaps kube_service_addresses 10.233.0.0/18']],
    [metallb('10.0.0.14-10.0.0.20'), ['metallb_config 10.0.0.14-10.0.0.20 holds addresses of hosts: node4 (10.0.0.14), node5 (10.0.0.15)']],
    [metallb('10.0.0.32/28', '10.0.0.40-10.0.0.60'), ['metallb_config 10.0.0.40-10.0.0.60 overlaps 10.0.0.32/28']],
    [
      { ...metallb('10.0.0.32/28'), loadbalancer_apiserver: { address: '10.0.0.33' } },
      ['metallb_config 10.0.0.32/28 overlaps loadbalancer_apiserver 10.0.0.33'],
    ],
    [{ ...metallb('10.233.0.0/24'), metallb_enabled: false }, []],
    [{ ...metallb(), metallb_config: 'a file' }, []],
  ])('%o', (variables, problems) => {
    expect(sampleProblems({ ...variables })).toEqual(problems);
  });
});
