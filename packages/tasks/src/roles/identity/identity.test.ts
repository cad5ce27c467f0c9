import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { KmagicError } from '@kmagic/core';
import { identity } from '../../kinds/identity/identity.ts';
import { yamlText } from '../../manifests/yaml-text.ts';
import type { ClusterSpec } from '../../spec/cluster-spec.ts';
import { sampleSpec } from '../../spec/sample-spec.ts';
import { apiserverOf, controllerManagerOf } from '../control-plane/manifests.ts';
import { etcdEnv } from '../etcd/etcd-env.ts';
import { kubeletTexts } from '../node/kubelet-texts.ts';
import { identityOf } from './role.ts';

const { kind } = identity;
let directory: string;
beforeEach(() => void (directory = mkdtempSync(join(tmpdir(), 'identity-'))));
afterEach(() => rmSync(directory, { recursive: true }));

const write = (name: string, text: string): void => writeFileSync(join(directory, name), text);

/** The files kmagic writes on a host of the cluster. */
function setUp(spec: ClusterSpec, name: string): void {
  const self = spec.host(name);
  const { config, env } = kubeletTexts(spec, self);
  write('kubelet-config.yaml', config);
  write('kubelet.env', env);
  if (self.isEtcd) write('etcd.env', etcdEnv(spec, self));
  if (self.runsLocalProxy) write('nginx-proxy.yml', 'metadata:\n  name: nginx-proxy\n');
  if (!self.isControlPlane) return;
  write('kube-apiserver.yaml', yamlText(apiserverOf(spec, self, { inputs: 'i', encryption: undefined })));
  write('kube-controller-manager.yaml', yamlText(controllerManagerOf(spec, self, 'i')));
}

/** Why a host that was set up so cannot become what the spec says: nothing where it can. */
function refusal(spec: ClusterSpec, name: string): string | undefined {
  const { ask, parse } = kind.probe({ manifestDir: directory, configDir: directory, etcdEnv: join(directory, 'etcd.env') });
  const stdout = execFileSync('sh', { input: (ask as { real(): string }).real(), encoding: 'utf8' });
  try {
    expect(kind.diff(identityOf(spec, spec.host(name)), parse({ code: 0, stdout, stderr: '' }))).toEqual([]);
    return undefined;
  } catch (error) {
    if (!(error instanceof KmagicError)) throw error;
    expect([error.code, error.endsRun]).toEqual(['refused', true]);
    return error.message;
  }
}

type Variables = Readonly<Record<string, unknown>>;

const changes: readonly [string, { from?: Variables; to: Variables; host?: string; why: string | undefined }][] = [
  ['the same cluster', { to: {}, why: undefined }],
  ['the same on a worker', { to: {}, host: 'node4', why: undefined }],
  ['what may change', { to: { kube_proxy_mode: 'iptables', kube_apiserver_node_port_range: '30000-31000' }, why: undefined }],
  [
    'another name, and so another domain',
    {
      to: { cluster_name: 'other.local' },
      why: 'cluster_name cannot change from cluster.local (kube-controller-manager.yaml) to other.local; dns_domain cannot change from cluster.local (kubelet-config.yaml) to other.local',
    },
  ],
  [
    'another domain on a worker',
    { to: { dns_domain: 'b.local' }, host: 'node4', why: 'dns_domain cannot change from cluster.local (kubelet-config.yaml) to b.local' },
  ],
  [
    'other services',
    {
      to: { kube_service_addresses: '10.96.0.0/16' },
      why: 'kube_service_addresses cannot change from 10.233.0.0/18 (kube-apiserver.yaml) to 10.96.0.0/16',
    },
  ],
  [
    'another port of API servers',
    {
      to: { kube_apiserver_port: 7443 },
      why: 'kube_apiserver_port cannot change from 6443 (kube-apiserver.yaml) to 7443',
    },
  ],
  [
    'other pods',
    {
      to: { kube_pods_subnet: '10.100.0.0/16' },
      why: 'kube_pods_subnet cannot change from 10.233.64.0/18 (kube-controller-manager.yaml) to 10.100.0.0/16',
    },
  ],
  [
    'another way to give pods addresses',
    {
      to: { kube_network_plugin: 'cni' },
      why: "ranges of nodes (kube_network_plugin, kube_network_node_prefix) cannot change from the network plugin's own (kube-controller-manager.yaml) to /24 for each node",
    },
  ],
  [
    'other ranges of nodes',
    {
      from: { kube_network_plugin: 'cni' },
      to: { kube_network_plugin: 'cni', kube_network_node_prefix: 25 },
      why: 'ranges of nodes (kube_network_plugin, kube_network_node_prefix) cannot change from /24 for each node (kube-controller-manager.yaml) to /25 for each node',
    },
  ],
  ['ranges of nodes calico does not ask for', { to: { kube_network_node_prefix: 25 }, why: undefined }],
  [
    'a value set by an extra argument, which stays',
    { from: extra({ 'cluster-name': 'mine' }), to: extra({ 'cluster-name': 'mine' }), why: undefined },
  ],
  [
    'an older version',
    { to: { kube_version: '1.35.8' }, why: 'kube_version cannot change from 1.36.4 (kube-apiserver.yaml) to 1.35.8 by an apply' },
  ],
  [
    'a newer version',
    {
      from: { kube_version: '1.35.8' },
      to: {},
      why: 'kube_version cannot change from 1.35.8 (kube-apiserver.yaml) to 1.36.4 by an apply',
    },
  ],
  ['another patch', { to: { kube_version: '1.36.3' }, why: undefined }],
  [
    'data elsewhere',
    { to: { etcd_data_dir: '/data/etcd' }, why: 'etcd_data_dir cannot change from /var/lib/etcd (/etc/etcd.env) to /data/etcd' },
  ],
];

function extra(args: Variables): Variables {
  return { kube_kubeadm_controller_extra_args: args };
}

describe('what a host was set up as', () => {
  it('is nothing on a bare host', () => expect(refusal(sampleSpec({}), 'node1')).toBeUndefined());

  it.each(changes)('%s', (_name, { from = {}, to, host = 'node1', why }) => {
    setUp(sampleSpec(from), host);
    expect(refusal(sampleSpec(to), host)).toBe(why);
  });

  it('cannot become the part of another host', () => {
    const spec = sampleSpec({});
    setUp(spec, 'node1');
    expect(refusal(spec, 'node4')).toBe(
      'runs an API server, and the inventory has it outside kube_control_plane; the name of the node cannot change from node1 (kubelet.env) to node4; runs an etcd member (/etc/etcd.env), and the inventory has it outside etcd',
    );
    for (const file of ['kube-apiserver.yaml', 'kube-controller-manager.yaml', 'etcd.env']) rmSync(join(directory, file));
    setUp(spec, 'node4');
    expect(refusal(spec, 'node1')).toBe(
      'the name of the node cannot change from node4 (kubelet.env) to node1; is a worker, whose proxy has the port of the API server it is to run',
    );
  });

  it('cannot be left with a kubelet nobody looks after', () => {
    setUp(sampleSpec({}), 'node4');
    const spec = sampleSpec({});
    const self = { ...spec.host('node4'), isKube: false };
    expect(refusal({ ...spec, host: () => self }, 'node4')).toBe(
      'runs a kubelet, and the inventory has it outside kube_control_plane and kube_node',
    );
  });

  it('is known by its address to etcd', () => {
    const spec = sampleSpec({});
    setUp(spec, 'node1');
    write(
      'etcd.env',
      etcdEnv(spec, spec.host('node1')).replace(
        'ETCD_INITIAL_ADVERTISE_PEER_URLS=https://10.0.0.11',
        'ETCD_INITIAL_ADVERTISE_PEER_URLS=https://10.0.0.91',
      ),
    );
    expect(refusal(spec, 'node1')).toBe(
      "the etcd member's peer URL cannot change from https://10.0.0.91:2380 (/etc/etcd.env) to https://10.0.0.11:2380",
    );
  });
});
