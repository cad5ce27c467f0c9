import { compile, KmagicError, Ref, Secret, type HostView, type Operation } from '@kmagic/core';
import { expect, it } from 'vitest';
import { reveal } from '../pki/reveal.ts';
import { apiserverOf, controllerManagerOf, schedulerOf } from '../roles/control-plane/manifests.ts';
import { buildSpec } from '../spec/build-spec.ts';
import type { ClusterSpec } from '../spec/cluster-spec.ts';
import { sampleFacts } from '../spec/sample-spec.ts';
import type { HostInput } from '../spec/spec-input.ts';
import { allVariables, type AnyVariable } from '../spec/topics.ts';
import { path } from '../spec/values.ts';
import { apply } from './apply.ts';
import { check } from './check.ts';
import { reset } from './reset.ts';

type Values = Readonly<Record<string, unknown>>;
type Operations = readonly Operation<ClusterSpec>[];

/** What is off unless asked for, so that what only then has an effect is seen. */
const contexts: readonly Values[] = [
  {},
  {
    kubernetes_audit: true,
    kube_encrypt_secret_data: true,
    kube_proxy_mode: 'ipvs',
    http_proxy: 'http://proxy:3128',
    kube_reserved: true,
    system_reserved: true,
    enable_nodelocaldns: true,
    containerd_metrics_address: '127.0.0.1:1338',
    kubelet_fail_swap_on: false,
    etcd_deployment_type: 'host',
  },
  { kube_network_plugin: 'cni', dns_mode: 'manual', manual_dns_server: '10.233.0.9', resolvconf_mode: 'none' },
];

const otherSum = `sha256:${'a'.repeat(64)}`;

/** Where no value of the list below is another one the variable takes. */
const others: Readonly<Record<string, unknown>> = {
  authorization_modes: ['Node', 'RBAC', 'Webhook'],
  kube_apiserver_bind_address: '0.0.0.0',
  calico_ip_auto_method: 'interface=eth.*',
  calico_ipip_mode: 'CrossSubnet',
  calico_pool_cidr: '10.233.64.0/19',
  containerd_registries_mirrors: [{ prefix: 'quay.io', mirrors: [{ host: 'https://mirror' }] }],
  additional_sysctl: [{ name: 'vm.swappiness', value: 7 }],
  kube_controller_manager_leader_elect_renew_deadline: '7s',
  kube_scheduler_leader_elect_renew_deadline: '7s',
  kubelet_shutdown_grace_period_critical_pods: '7s',
  loadbalancer_apiserver: { address: '10.0.0.100', port: 8443 },
  skydns_server: '10.233.0.77',
  calico_node_cpu_requests: '77m',
  calico_policy_controller_cpu_requests: '77m',
  dns_cpu_requests: '77m',
  nodelocaldns_cpu_requests: '77m',
  kube_cpu_reserved: '77m',
  system_cpu_reserved: '77m',
  coredns_replicas: 1,
  node_taints: ['other=true:NoSchedule'],
  etcd_binary_checksums: { amd64: { '3.6.14': otherSum } },
  containerd_archive_checksums: { amd64: { '2.3.4': otherSum } },
  runc_checksums: { amd64: { '1.4.3': otherSum } },
  crictl_checksums: { amd64: { '1.36.0': otherSum } },
  cni_binary_checksums: { amd64: { '1.9.1': otherSum } },
  runc_version: '1.4.2',
  crictl_version: '1.35.0',
  cni_version: '1.8.0',
};

/** Variables without an effect on any task, by the reason. */
const elsewhere: Readonly<Record<string, readonly string[]>> = {
  'one value alone is supported': [
    'kube_config_dir',
    'container_manager',
    'loadbalancer_apiserver_type',
    'reset_restart_network',
    'ntp_enabled',
    'loadbalancer_apiserver_port',
  ],
  'the inventory says so, and a note that nothing comes of it': ['resolvconf_mode'],
  'nothing comes from there, or is installed of it, so far': [
    ...['gcr_image_repo', 'github_image_repo', 'calicoctl_download_url', 'calicoctl_binary_checksums', 'calico_crds_checksums'],
  ],
  'used while acting: kinds/cert-authority, certificate, encryption and kubeadm-join, core/kinds/package': [
    ...['certificates_key_size', 'certificates_renew_before_days', 'discovery_timeout', 'kubeadm_join_timeout', 'kubeadm_token_ttl'],
    ...['pkg_install_timeout', 'kube_encryption_algorithm', 'kube_encryption_resources', 'kube_encrypt_token'],
  ],
  'what hosts must be: roles/preflight': [
    ...['minimal_node_memory_mb', 'minimal_master_memory_mb', 'allow_unsupported_distribution_setup', 'ignore_assert_errors'],
  ],
  'the command line: cli/admin-conf': ['kubeconfig_localhost', 'kubeconfig_localhost_ansible_host'],
  'reading the inventory': ['ignore_variables'],
};

/** Among these most types find a value that is not the default. */
const values: readonly unknown[] = [
  ...['/other/place', 'other', '10.77.0.0/16', '10.77.0.0/18', '10.77.0.1', 'https://other.example.com', 'registry.other', '7m0s'],
  ...[
    '777Mi',
    '777M',
    '9000h',
    '0700',
    '20000-21000',
    'Other=true',
    'other=true:NoSchedule',
    '3.6.13',
    '2.2.7',
    '1.35.8',
    'DEBUG',
    'a'.repeat(32),
  ],
  ...[7, 77, 777, 25, 4096, 8443, true, false],
  ...[['other'], ['10.77.0.1'], ['https://other.example.com'], ['Other=true'], ['other=true:NoSchedule'], ['AlwaysPullImages']],
  ...[['ServiceAccount'], ['TLS_AES_128_GCM_SHA256'], { other: 'value' }, { Other: true }, { 'memory.available': '7Mi' }],
  ...[[{ zones: ['other.'], nameservers: ['10.77.0.1'], cache: 7 }], { other: { hostPath: '/other', mountPath: '/other' } }],
  ...[{ amd64: { '1.36.4': otherSum } }],
];

/** No two hosts may have the same. */
const ofOneHost = new Set(['ip', 'access_ip', 'etcd_member_name', 'kube_override_hostname']);

/** A control plane and a worker, with these variables on all. */
function specOf(variables: Values): ClusterSpec {
  const host = (name: string, ip: string, groups: readonly string[]): HostInput => {
    const given = Object.entries(variables).filter(([variable]) => name === 'node1' || !ofOneHost.has(variable));
    return {
      name,
      groups: [...groups, 'k8s_cluster'],
      facts: sampleFacts,
      variables: { ip, ...Object.fromEntries(given) },
      origins: {},
      ownNames: new Set(),
    };
  };
  const hosts = [host('node1', '10.0.0.1', ['kube_control_plane', 'etcd']), host('node2', '10.0.0.2', ['kube_node'])];
  return buildSpec({ hosts, referenced: new Set(), now: new Date('2026-06-01T00:00:00Z') });
}

/** Everything the tasks of all operations say, whatever other tasks will have come to. */
function told(operations: Operations, variables: Values): string {
  const spec = specOf(variables);
  const views = spec.hosts.map(({ name, groups }): HostView => ({ name, groups, facts: sampleFacts, reachable: true }));
  const tasks = operations.flatMap((operation) =>
    compile(operation, spec, views).nodes.map(({ id, options, section, resource: { subject, want, late } }) => {
      return { id, options, section, subject, want, late };
    }),
  );
  const [self] = spec.hosts;
  const pods = [
    apiserverOf(spec, self!, { inputs: '', encryption: undefined }),
    controllerManagerOf(spec, self!, ''),
    schedulerOf(spec, self!, ''),
  ];
  return JSON.stringify([pods, tasks], (_key, value: unknown) => {
    if (value instanceof Ref) return known(value);
    if (value instanceof Secret) return reveal(value);
    if (value instanceof Map) return [...(value as ReadonlyMap<unknown, unknown>)];
    if (isCommand(value)) return value.real();
    return value;
  });
}

function isCommand(value: unknown): value is { real(): string } {
  return typeof value === 'object' && value !== null && 'real' in value && typeof value.real === 'function';
}

/** Stands for whatever a task may lend. */
const anything: unknown = new Proxy(() => undefined, {
  get: (_target, key) => {
    if (key === Symbol.toPrimitive || key === 'toString' || key === 'toJSON') return () => 'anything';
    if (key === Symbol.iterator) return () => [anything].values();
    return anything;
  },
  apply: () => anything,
});

function known(ref: Ref<unknown>): unknown {
  try {
    return ref.get({ output: () => ({ value: anything }), fingerprint: () => 'print' });
  } catch {
    return 'not without its task';
  }
}

const applied = [apply];
const asked = [check, reset];
const before = new Map([applied, asked].map((operations) => [operations, contexts.map((context) => told(operations, context))]));

/** Whether some value makes a difference, where the tasks of apply alone do not show it to those of check or reset. */
function hasEffect(variable: AnyVariable): boolean {
  const tried = candidates(variable);
  return [applied, asked].some((operations) =>
    before.get(operations)!.some((was, i) => tried.some((value) => differs(was, operations, { ...contexts[i], [variable.name]: value }))),
  );
}

function differs(was: string, operations: Operations, variables: Values): boolean {
  try {
    return told(operations, variables) !== was;
  } catch (error) {
    // A value of the right type that is refused beside the others.
    if (error instanceof KmagicError) return false;
    throw error;
  }
}

function candidates({ name, type }: AnyVariable): readonly unknown[] {
  if (name in others) return [others[name]];
  const words = [...type.shown.matchAll(/`([^`]+)`/g)].map(([, word]) => word);
  return [...words, ...values].filter((value) => type.schema.safeParse(value).success).slice(0, 4);
}

it('every variable has an effect, or a reason why no task shows it', { timeout: 120_000 }, () => {
  const excused = Object.values(elsewhere).flat();
  const names = new Set(allVariables.map(({ variable }) => variable.name));
  expect(excused.filter((name) => !names.has(name))).toEqual([]);
  const effective = allVariables.map(({ variable }) => variable).filter(({ name }) => !excused.includes(name));
  expect(effective.filter((variable) => !hasEffect(variable)).map(({ name }) => name)).toEqual([]);
});

/** Paths inside containers, and what stands where it does whatever the variable says. */
const fixed = [
  ...['etcd /usr/local/bin/etcd', '"/usr/local/bin/kube-proxy"', ':/usr/local/sbin:/usr/local/bin:', '"/opt/cni/bin/install"'],
  ...['"/host/opt/cni/bin"', '"/host/etc/cni/net.d"', 'mountPath: /etc/nginx', '/run/containerd/containerd.sock'],
];

it('a path that is moved is moved everywhere', () => {
  const paths = allVariables.filter(({ variable }) => variable.type === path);
  const left = paths.flatMap(({ variable, place }) => {
    const usual = at(specOf({}), place.replace('host.', 'hosts.0.'));
    const stay = new RegExp(`.{0,60}${usual}(?![a-z]).{0,60}`, 'g');
    const texts = [applied, asked].map((operations) => told(operations, { ...contexts[1], [variable.name]: '/other/place' }));
    return texts.flatMap((text) => {
      const moved = fixed.reduce((rest, words) => rest.replaceAll(JSON.stringify(words).slice(1, -1), '').replaceAll(words, ''), text);
      return [...moved.matchAll(stay)].map(([words]) => `${variable.name}: ${words}`);
    });
  });
  expect(left).toEqual([]);
});

function at(spec: unknown, place: string): string {
  const value = place.split('.').reduce((of: unknown, name) => (of as Readonly<Record<string, unknown>>)[name], spec);
  if (typeof value !== 'string') throw new TypeError(`there is no path at ${place}`);
  return value;
}
