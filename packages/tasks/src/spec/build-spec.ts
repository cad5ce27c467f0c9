import { KmagicError, redact } from '@kmagic/core';
import { checkOtherGroups } from './check-hosts.ts';
import { checkNames } from './check-names.ts';
import { checkSpread } from './check-spread.ts';
import type { ClusterSpec, FeatureGates } from './cluster-spec.ts';
import { crossCheck } from './cross-checks.ts';
import { controlPlaneEndpointOf, derive, imageReferences, kernelsHaveDummy } from './derive.ts';
import { clusterHosts, isIn } from './groups.ts';
import { accessIpOf } from './addresses.ts';
import { hostSpec } from './host-spec.ts';
import { describeProblems } from './describe-problems.ts';
import { clusterReader, hostReader } from './read-values.ts';
import { lazily, settled } from './resolve.ts';
import type { HostInput, Problem, SpecInput } from './spec-input.ts';
import { notesOnGroups, notesOnStrangers } from './strangers.ts';
import { suspicions } from './suspicions.ts';
import { clusterTopics, hostTopics, type AnyTopic } from './topics.ts';
import type { ClusterTopics, HostTopics } from './variable.ts';

/** The spec as far as it can be made out, with everything that is wrong; use it only where `problems` is empty. */
export interface Examined {
  readonly spec: ClusterSpec;
  readonly problems: readonly Problem[];
}

/** The cluster an inventory describes; throws one KmagicError (`badVariable`, `badInventory`, `unsupported`) that lists every problem. */
export function buildSpec(input: SpecInput): ClusterSpec {
  const { spec, problems } = examineSpec(input);
  if (problems.length === 0) return spec;
  throw buildError(problems);
}

/** One error for all problems of an inventory; its code is theirs where they are of one kind. */
export function buildError(problems: readonly Problem[]): KmagicError {
  const codes = new Set(problems.map(({ code }) => code));
  const [code = 'badVariable'] = codes.size === 1 ? codes : [];
  const [only] = problems.length === 1 ? problems : [];
  return new KmagicError(code, redact(describeProblems(problems)), { hint: only?.hint ?? 'each line above says what to change' });
}

/** Reads, defaults and checks an inventory without throwing for what a person wrote. */
export function examineSpec(input: SpecInput): Examined {
  const found = new Map<string, Problem>();
  const report = (problem: Problem): void => {
    const key = `${problem.subject} ${problem.message}`;
    const before = found.get(key);
    found.set(key, before === undefined ? problem : together(before, problem));
  };
  const inputs = clusterHosts(input.hosts);
  const names = checkNames(input, inputs);
  names.problems.forEach(report);

  const scope = { cluster: {} as ClusterTopics, hosts: inputs };
  scope.cluster = lazily(clusterTopics as Record<string, AnyTopic>, { read: clusterReader(inputs, report), scope }) as ClusterTopics;
  const cluster = settled(scope.cluster);
  const members = input.etcdMembers ?? inputs.filter((host) => isIn(host, 'etcd')).map((host) => host.name);
  const etcdOrder = new Map(members.map((name, index) => [name, index + 1]));
  const first = inputs.find((host) => isIn(host, 'kube_control_plane'));
  const controlPlaneEndpoint = controlPlaneEndpointOf(cluster, first && accessIpOf(first));
  const hosts = inputs.map((host) => {
    const own = ownSettings(host, { cluster, hosts: inputs }, report);
    return hostSpec(host, own, { cluster, etcdOrder: etcdOrder.get(host.name) ?? 0, controlPlaneEndpoint });
  });
  const draft = { cluster, hosts, inputs };
  crossCheck(draft).forEach(report);
  const spread = checkSpread(draft);
  spread.problems.forEach(report);
  checkOtherGroups(input.hosts).forEach(report);

  const lists = {
    controlPlanes: hosts.filter((host) => host.isControlPlane),
    etcdHosts: hosts.filter((host) => host.isEtcd),
    kubeHosts: hosts.filter((host) => host.isKube),
  };
  const kubeInputs = inputs.filter((input) => lists.kubeHosts.some((host) => host.name === input.name));
  const byName = new Map(hosts.map((host) => [host.name, host]));
  const spec: ClusterSpec = {
    ...withCommonGates(cluster),
    derived: derive(cluster, lists, kubeInputs),
    images: imageReferences(cluster),
    hosts,
    ...lists,
    host: (name) => {
      const host = byName.get(name);
      if (host === undefined) throw new KmagicError('bug', `${name} is not a host of the cluster`);
      return host;
    },
    now: input.now,
    notes: [
      ...notesOn(cluster, kubeInputs),
      ...suspicions(draft),
      ...spread.notes,
      ...names.notes,
      ...notesOnStrangers(input.hosts),
      ...notesOnGroups(input.hosts),
    ],
  };
  return { spec, problems: [...found.values()] };
}

/** The same of other hosts. */
function together(one: Problem, other: Problem): Problem {
  const origins = new Map([...one.origins, ...other.origins].map((origin) => [`${origin.file}:${origin.line}`, origin]));
  return { ...one, hosts: [...new Set([...one.hosts, ...other.hosts])], origins: [...origins.values()] };
}

function ownSettings(
  host: HostInput,
  shared: { readonly cluster: ClusterTopics; readonly hosts: readonly HostInput[] },
  report: (problem: Problem) => void,
): HostTopics {
  const scope = { ...shared, host, own: {} as HostTopics };
  scope.own = lazily(hostTopics as Record<string, AnyTopic>, { read: hostReader(host, report), scope }) as HostTopics;
  return settled(scope.own);
}

function withCommonGates(cluster: ClusterTopics): ClusterTopics {
  const merged = <T extends { readonly featureGates: FeatureGates }>(topic: T): T => ({
    ...topic,
    featureGates: { ...cluster.kube.featureGates, ...topic.featureGates },
  });
  const { apiserver, controllerManager, scheduler, kubeProxy } = cluster;
  return {
    ...cluster,
    apiserver: merged(apiserver),
    controllerManager: merged(controllerManager),
    scheduler: merged(scheduler),
    kubeProxy: merged(kubeProxy),
  };
}

function notesOn(cluster: ClusterTopics, kube: readonly HostInput[]): readonly string[] {
  const notes: string[] = [];
  if (cluster.dns.resolvconfMode === 'host_resolvconf') {
    notes.push(
      'without effect: resolvconf_mode host_resolvconf (the resolvers of hosts stay as they are; pods have cluster DNS all the same)',
    );
  }
  if (cluster.dns.mode === 'coredns' && cluster.dns.nodelocal === undefined && !kernelsHaveDummy(kube)) {
    const where = kube.filter(({ facts }) => facts?.kernelFeatures['dummy'] === false).map((host) => host.name);
    notes.push(`nodelocaldns is off: the kernel of ${where.join(', ')} has no dummy network devices`);
  }
  return notes;
}
