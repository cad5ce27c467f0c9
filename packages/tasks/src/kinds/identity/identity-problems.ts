/** What a host is in a cluster, as far as that lasts; a part it does not play is left out, a word nobody wrote down undefined. */
export interface Identity {
  readonly controlPlane?: ControlPlaneIdentity;
  readonly node?: NodeIdentity;
  readonly member?: MemberIdentity;
}

interface ControlPlaneIdentity {
  readonly clusterName: string | undefined;
  readonly servicesCidr: string | undefined;
  readonly podsCidr: string | undefined;
  /** What `nodeRangesOf` says. */
  readonly nodeRanges: string | undefined;
  /** The port of the API server. */
  readonly port: string | undefined;
  /** `1.36.4` */
  readonly kubeVersion: string | undefined;
}

interface NodeIdentity {
  readonly nodeName: string | undefined;
  readonly dnsDomain: string | undefined;
  /** Whether the node-local API proxy holds the port of the API server. */
  readonly runsLocalProxy: boolean;
}

interface MemberIdentity {
  readonly dataDir: string | undefined;
  readonly peerUrl: string | undefined;
}

/** Something a host that was set up cannot become, in words, and what to do instead. */
export interface IdentityProblem {
  readonly what: string;
  readonly hint: string;
}

/** Who gives each node its range of pod addresses, in words; `prefix` is the length of one where Kubernetes does. */
export function nodeRangesOf(prefix: number | string | undefined): string {
  return prefix === undefined ? "the network plugin's own" : `/${prefix} for each node`;
}

const anew = 'put the old value back; with the new one it would be another cluster, for which kmagic reset makes room';
const reached = 'put the old port back: a kubelet that looks for the API server at another port does not start one there';
const leave = 'put it back into the group; what it was is taken away by kmagic reset --limit, while the inventory still says so';

/** What stands between a host as it was set up and as it is wanted. */
export function problemsOf(want: Identity, seen: Identity): readonly IdentityProblem[] {
  return [...controlPlaneProblems(want, seen), ...nodeProblems(want, seen), ...memberProblems(want, seen)];
}

function controlPlaneProblems(want: Identity, { controlPlane: was }: Identity): readonly IdentityProblem[] {
  if (was === undefined) return [];
  const { controlPlane: to } = want;
  if (to === undefined) return [{ what: 'runs an API server, and the inventory has it outside kube_control_plane', hint: leave }];
  return [
    ...changed('cluster_name', { by: 'kube-controller-manager.yaml', was: was.clusterName, to: to.clusterName, hint: anew }),
    ...changed('kube_service_addresses', { by: 'kube-apiserver.yaml', was: was.servicesCidr, to: to.servicesCidr, hint: anew }),
    ...changed('kube_pods_subnet', { by: 'kube-controller-manager.yaml', was: was.podsCidr, to: to.podsCidr, hint: anew }),
    ...changed('ranges of nodes (kube_network_plugin, kube_network_node_prefix)', {
      by: 'kube-controller-manager.yaml',
      was: was.nodeRanges,
      to: to.nodeRanges,
      hint: anew,
    }),
    ...changed('kube_apiserver_port', { by: 'kube-apiserver.yaml', was: was.port, to: to.port, hint: reached }),
    ...versionProblems(was.kubeVersion, to.kubeVersion),
  ];
}

function nodeProblems({ controlPlane, node: to }: Identity, { node: was }: Identity): readonly IdentityProblem[] {
  if (was === undefined) return [];
  if (to === undefined) return [{ what: 'runs a kubelet, and the inventory has it outside kube_control_plane and kube_node', hint: leave }];
  const renamed = 'put the old name back; a node under another name is another node: kmagic reset --limit first, then apply';
  return [
    ...changed('the name of the node', { by: 'kubelet.env', was: was.nodeName, to: to.nodeName, hint: renamed }),
    ...changed('dns_domain', { by: 'kubelet-config.yaml', was: was.dnsDomain, to: to.dnsDomain, hint: anew }),
    ...(was.runsLocalProxy && controlPlane !== undefined
      ? [{ what: 'is a worker, whose proxy has the port of the API server it is to run', hint: 'kmagic reset --limit first, then apply' }]
      : []),
  ];
}

function memberProblems({ member: to }: Identity, { member: was }: Identity): readonly IdentityProblem[] {
  if (was === undefined) return [];
  if (to === undefined) return [{ what: 'runs an etcd member (/etc/etcd.env), and the inventory has it outside etcd', hint: leave }];
  const moved = 'put the old value back: kmagic moves no data, and a member without its data has lost its vote';
  const elsewhere = 'put the old address back: etcd knows the member by it';
  return [
    ...changed('etcd_data_dir', { by: '/etc/etcd.env', was: was.dataDir, to: to.dataDir, hint: moved }),
    ...changed("the etcd member's peer URL", { by: '/etc/etcd.env', was: was.peerUrl, to: to.peerUrl, hint: elsewhere }),
  ];
}

interface Difference {
  /** The file that says so. */
  readonly by: string;
  readonly was: string | undefined;
  readonly to: string | undefined;
  readonly hint: string;
}

function changed(name: string, { by, was, to, hint }: Difference): readonly IdentityProblem[] {
  if (was === undefined || to === undefined || was === to) return [];
  return [{ what: `${name} cannot change from ${was} (${by}) to ${to}`, hint }];
}

function versionProblems(was: string | undefined, to: string | undefined): readonly IdentityProblem[] {
  const [before, after] = [minorOf(was), minorOf(to)];
  if (before === undefined || after === undefined || before === after) return [];
  const what = `kube_version cannot change from ${was} (kube-apiserver.yaml) to ${to} by an apply`;
  if (after < before) return [{ what, hint: 'API servers cannot read what newer ones stored: put the version back' }];
  const hint = 'patches of a minor version can be applied; from one to the next, hosts have to go in an order apply does not keep';
  return [{ what, hint }];
}

/** `1.36.4` is the 36th of version 1. */
function minorOf(version: string | undefined): number | undefined {
  const [, minor] = /^1\.(\d+)\./.exec(version ?? '') ?? [];
  return minor === undefined ? undefined : Number(minor);
}
