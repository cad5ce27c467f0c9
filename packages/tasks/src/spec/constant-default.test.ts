import { describe, expect, it } from 'vitest';
import { constantDefault } from './constant-default.ts';
import { allVariables, variablesByName } from './topics.ts';
import { isDerived } from './variable.ts';

describe('a default an inventory can say', () => {
  it.each([
    ['kubelet_max_pods', { value: 110 }],
    ['kube_cert_validity_period', { value: '8760h' }],
    ['kube_asymmetric_encryption_algorithm', { value: 'RSA-2048' }],
    ['containerd_registries_mirrors', { value: [{ prefix: 'docker.io', mirrors: [{ host: 'https://registry-1.docker.io' }] }] }],
    ['kube_feature_gates', { value: {} }],
    ['http_proxy', { value: '' }],
    ['dns_domain', undefined],
    ['etcd_metrics_port', undefined],
  ])('%s: %j', (name, expected) => {
    expect(constantDefault(variablesByName.get(name)!.variable)).toEqual(expected);
  });

  it('is there for every variable whose default is neither none nor worked out', () => {
    const constant = allVariables.filter(({ variable }) => !isDerived(variable.default) && variable.default !== undefined);
    const cannot = constant.filter(({ variable }) => constantDefault(variable) === undefined);
    expect(constant.length).toBeGreaterThan(200);
    expect(cannot.map(({ variable }) => variable.name)).toEqual([]);
  });
});
