import type { StableFacts } from '@kmagic/core';
import { buildSpec, examineSpec } from './build-spec.ts';
import type { ClusterSpec } from './cluster-spec.ts';
import type { HostInput, Origin, Problem, SpecInput } from './spec-input.ts';

/** For tests: facts of a Debian 12 host that lacks nothing. */
export const sampleFacts: StableFacts = {
  hostname: 'debian',
  machineId: '0123456789abcdef0123456789abcdef',
  bootId: '01234567-89ab-cdef-0123-456789abcdef',
  os: { id: 'debian', versionId: '12', prettyName: 'Debian GNU/Linux 12 (bookworm)', idLike: [] },
  kernel: '6.1.0-31-amd64',
  arch: 'amd64',
  cpus: 4,
  memoryMiB: 8192,
  cgroup: 'v2',
  addresses: [],
  packageManager: 'apt',
  systemdResolved: false,
  kernelFeatures: { dummy: true, ip_vs: true, ipip: true, vxlan: true },
};

const groupsOf: Readonly<Record<string, readonly string[]>> = {
  node1: ['etcd', 'k8s_cluster', 'kube_control_plane'],
  node2: ['etcd', 'k8s_cluster', 'kube_control_plane'],
  node3: ['etcd', 'k8s_cluster', 'kube_control_plane'],
  node4: ['k8s_cluster', 'kube_node'],
  node5: ['k8s_cluster', 'kube_node'],
};

/** For tests: three control planes with etcd and two workers at 10.0.0.11 to 15, with variables for all and for single hosts. */
export function sampleInput(
  all: Readonly<Record<string, unknown>> = {},
  single: Readonly<Record<string, Partial<HostInput>>> = {},
): SpecInput {
  const hosts = Object.entries(groupsOf).map(([name, groups], index): HostInput => {
    const own: Partial<HostInput> = single[name] ?? {};
    const variables = { ip: `10.0.0.${11 + index}`, ...all, ...own.variables };
    const origins: HostInput['origins'] = Object.fromEntries<Origin>([
      ...Object.keys(all).map((variable, line) => [variable, { file: 'group_vars/all.yml', line: line + 1 }] as const),
      ...Object.keys(own.variables ?? {}).map((variable, line) => [variable, { file: `host_vars/${name}.yml`, line: line + 1 }] as const),
    ]);
    return { name, groups, facts: sampleFacts, ownNames: new Set(Object.keys(own.variables ?? {})), ...own, variables, origins };
  });
  return { hosts, referenced: new Set(), now: new Date('2026-06-01T00:00:00Z') };
}

/** For tests: the spec of `sampleInput`. */
export function sampleSpec(...input: Parameters<typeof sampleInput>): ClusterSpec {
  return buildSpec(sampleInput(...input));
}

/** For tests: what is wrong with a `sampleInput`, as `subject message`. */
export function sampleProblems(...input: Parameters<typeof sampleInput>): readonly string[] {
  return examineSpec(sampleInput(...input)).problems.map(({ subject, message }: Problem) => `${subject} ${message}`);
}
