import { Secret } from '@kmagic/core';
import { expect, it } from 'vitest';
import { buildSpec } from './build-spec.ts';
import { sampleInput, sampleProblems, sampleSpec } from './sample-spec.ts';

const said: Readonly<Record<string, unknown>> = {
  kube_version: '1.36.4',
  kubelet_max_pods: '120',
  kube_encrypt_secret_data: 'true',
  kube_encrypt_token: '0123456789abcdef0123456789abcdef',
  kube_service_addresses: '10.20.0.0/18',
  supplementary_addresses_in_ssl_keys: ['api.example.org', '192.0.2.9'],
  node_labels: { place: 'cellar', rank: 4 },
  containerd_registries_mirrors: [{ prefix: 'docker.io', mirrors: [{ host: 'https://mirror.example.org', capabilities: ['pull'] }] }],
  ignore_variables: ['metallb_enabled'],
  metallb_enabled: 'true',
  dashboard_enabled: 'false',
};

/** Every text a Secret, as in a file that was encrypted as a whole. */
function hidden(value: unknown): unknown {
  if (typeof value === 'string') return new Secret(value);
  if (Array.isArray(value)) return value.map(hidden);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, hidden(item)]));
}
const hiddenVariables = (variables: Readonly<Record<string, unknown>>) => hidden(variables) as Readonly<Record<string, unknown>>;

it('a cluster whose variables are encrypted is the cluster of the same variables', () => {
  const own = { node4: { variables: { ip: '10.0.0.77', access_ip: '192.0.2.77', kubelet_max_pods: '90' } } };
  const ownHidden = { node4: { variables: hiddenVariables(own.node4.variables) } };
  const { host: _host, ...plain } = sampleSpec(said, own);
  const { host: _other, ...secret } = sampleSpec(hiddenVariables(said), ownHidden);
  expect(secret).toEqual(plain);
  expect(secret.encryption.token).toEqual(new Secret('0123456789abcdef0123456789abcdef'));
  expect(secret.hosts[3]).toMatchObject({ ip: '10.0.0.77', accessIp: '192.0.2.77', kubelet: { maxPods: 90 } });
});

it('hosts agree where one has encrypted what the other has not', () => {
  expect(sampleProblems({ kube_version: '1.36.4' }, { node2: { variables: { kube_version: new Secret('1.36.4') } } })).toEqual([]);
  expect(sampleProblems({ kube_version: '1.36.4' }, { node2: { variables: { kube_version: new Secret('1.36.3') } } })).toEqual([
    'kube_version is one for the whole cluster, but node1 and node2 have different values',
  ]);
});

it.each([
  ['kubelet_max_pods', new Secret('hunter22'), 'kubelet_max_pods is encrypted, and its text is not of the type integer'],
  ['kube_network_plugin', new Secret('cilium'), 'kube_network_plugin is encrypted, and its text is not of the type `calico` `cni` `none`'],
  [
    'kubelet_feature_gates',
    [new Secret('hunter22')],
    'kubelet_feature_gates is encrypted, and its text is not of the type list of `Gate=true`',
  ],
  ['node_taints', { a: new Secret('hunter22') }, 'node_taints is encrypted, and its text is not of the type list of text'],
  ['node_labels', { a: [new Secret('hunter22')] }, 'node_labels a: is encrypted, and its text is not of the type map of text'],
])('%s: an error does not show what is encrypted', (name, value, expected) => {
  expect(sampleProblems({ [name]: value })).toEqual([expected]);
});

it('what an encrypted value comes to is masked in what is found wrong later', () => {
  const input = sampleInput({ node_taints: [new Secret('hunter22-is-no-taint')] });
  expect(() => buildSpec(input)).toThrow(/^node_taints \(secret\) is not a taint/);
});
