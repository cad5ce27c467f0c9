import { fingerprint, shortened } from '@kmagic/core';
import type { Draft } from './cross-checks.ts';
import { isIn, isKube } from './groups.ts';
import { aboutVariable } from './problem.ts';
import { isGiven, originsOf } from './read-values.ts';
import { said } from './said.ts';
import type { HostInput, Problem } from './spec-input.ts';
import { allVariables, type Placed } from './topics.ts';
import { isDerived, type ClusterScope } from './variable.ts';

/** A cluster-wide variable that some of the hosts it concerns have a value of, and others none. */
interface Spread {
  readonly name: string;
  readonly having: readonly HostInput[];
  readonly lacking: readonly HostInput[];
}

/**
 * What is said of a cluster-wide variable rules the whole cluster, and in kubespray only the hosts it is said of: an error where
 * single hosts have it, a note where a group has it that the others are not in.
 */
export function checkSpread(draft: Draft): { readonly problems: readonly Problem[]; readonly notes: readonly string[] } {
  const spreads = shared.flatMap((placed) => spreadOf(placed, draft));
  const isOwn = ({ name, having }: Spread): boolean => having.every(({ ownNames }) => ownNames?.has(name) === true);
  return { problems: spreads.filter(isOwn).map(problemOf), notes: notesOn(spreads.filter((one) => !isOwn(one))) };
}

const shared = allVariables.filter(({ scope }) => scope === 'cluster');

function spreadOf({ variable, place }: Placed, { cluster, inputs }: Draft): readonly Spread[] {
  const having = inputs.filter((host) => isGiven(variable, host));
  if (having.length === 0 || having.length === inputs.length) return [];
  const has = new Set(having);
  const lacking = inputs.filter((host) => !has.has(host) && concerns(variable.name, place, host));
  // Members of etcd that run no pods are seldom in the groups settings are made for.
  if (lacking.length === 0 || inputs.every((host) => !isKube(host) || has.has(host))) return [];
  const [first, ...others] = having.map((host) => variable.type.schema.safeParse(said(host, variable.name)));
  const value = printOf(first?.data);
  if (first?.success !== true || others.some((other) => !other.success || printOf(other.data) !== value)) return [];
  const fallback = isDerived(variable.default)
    ? (variable.default.of as (scope: ClusterScope) => unknown)({ cluster, hosts: inputs })
    : variable.default;
  return value === printOf(fallback) ? [] : [{ name: variable.name, having, lacking }];
}

function printOf(value: unknown): string {
  return fingerprint(value ?? null);
}

/** Topics that only control planes read, in kubespray. */
const controlPlaneTopics = [
  'apiserver',
  'audit',
  'encryption',
  'controllerManager',
  'scheduler',
  'kubeadm',
  'client',
  'certificates',
  'dns',
  'kubeProxy',
  'calico',
];
/** Those of them every node reads all the same. */
const nodeNames = ['dns_mode', 'manual_dns_server', 'skydns_server', 'enable_nodelocaldns', 'nodelocaldns_ip', 'kube_proxy_mode'];
/** Other names that only control planes read: what stands in their manifests alone. */
const controlPlaneName = /^(?:kube_profiling$|(?:coredns|calico_policy|kube_(?:apiserver|controller_manager|scheduler))_image_)/;
/** The proxy in front of the API servers runs where there is none. */
const proxyName = /^(?:nginx_image_|loadbalancer_apiserver_(?!(?:port|localhost)$))/;

/** Whether the host would look at the variable in kubespray. */
function concerns(name: string, place: string, host: HostInput): boolean {
  if (name.startsWith('etcd_') || name === 'certificates_duration') return isIn(host, 'etcd');
  if (proxyName.test(name)) return isKube(host) && !isIn(host, 'kube_control_plane');
  const [topic = ''] = place.split('.');
  const isTheirs = controlPlaneName.test(name) || (controlPlaneTopics.includes(topic) && !nodeNames.includes(name));
  return isTheirs ? isIn(host, 'kube_control_plane') : isKube(host);
}

const once = 'set it once, in group_vars/all or group_vars/k8s_cluster';

function problemOf({ name, having, lacking }: Spread): Problem {
  const message = `is one for the whole cluster, but only ${listed(having)} ${having.length === 1 ? 'has' : 'have'} it: ${listed(lacking)} ${lacking.length === 1 ? 'does' : 'do'} not`;
  return aboutVariable(name, [message, once], having);
}

/** Often the same hosts have several. */
function notesOn(spreads: readonly Spread[]): readonly string[] {
  const same = Map.groupBy(spreads, ({ having, lacking }) =>
    [having, lacking].map((hosts) => hosts.map(({ name }) => name).join()).join(' '),
  );
  return [...same.values()].map((group) => {
    const { having, lacking } = group[0]!;
    const names = group.map(({ name }) => name);
    const places = new Set(names.flatMap((name) => originsOf(name, having).map(({ file, line }) => `${file}:${line}`)));
    const [are, them] = names.length === 1 ? ['is', 'it'] : ['are', 'them'];
    const who = `only ${listed(having)} ${having.length === 1 ? 'has' : 'have'} ${them}`;
    return `${shortened(names, 4)} ${are} for the whole cluster, also for ${listed(lacking)}, though ${who} (${shortened([...places], 3)})`;
  });
}

function listed(hosts: readonly HostInput[]): string {
  const names = hosts.map(({ name }) => name);
  return names.length > 1 && names.length <= 5 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}` : shortened(names, 5);
}
