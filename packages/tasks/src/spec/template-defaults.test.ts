import { expect, it } from 'vitest';
import { sampleFacts } from './sample-spec.ts';
import type { HostInput } from './spec-input.ts';
import { templateDefaults } from './template-defaults.ts';

const defaultsOf = (host: HostInput) => templateDefaults({ hosts: [host], group: () => undefined, inventoryDir: () => '/inventory' })(host);

it('gives templates what nobody defined, following what somebody did', () => {
  const variables = { kube_version: '1.35.4', etcd_config_dir: '/opt/etcd', ip: '10.0.0.1' };
  const defaults = defaultsOf({ name: 'a', groups: [], variables, origins: {}, facts: { ...sampleFacts, arch: 'arm64' } });
  const { bin_dir, etcd_cert_dir, coredns_version, image_arch, kube_major_version, main_ip, kube_cert_validity_period } = defaults;
  expect({ bin_dir, etcd_cert_dir, coredns_version, image_arch, kube_major_version, main_ip, kube_cert_validity_period }).toEqual({
    bin_dir: '/usr/local/bin',
    etcd_cert_dir: '/opt/etcd/ssl',
    coredns_version: '1.12.4',
    image_arch: 'arm64',
    kube_major_version: '1.35',
    main_ip: '10.0.0.1',
    kube_cert_validity_period: '8760h',
  });
});

it('answers for every name without falling over', () => {
  const defaults = defaultsOf({ name: 'a', groups: [], variables: {}, origins: {} });
  expect(Object.keys(defaults).length).toBeGreaterThanOrEqual(1835);
  expect(Object.values(defaults).filter((value) => value !== undefined).length).toBeGreaterThan(1400);
});
