import { apiserver, audit, encryption } from './variables/apiserver.ts';
import { calico } from './variables/calico.ts';
import { containerd } from './variables/container-engine.ts';
import { controllerManager, scheduler } from './variables/control-plane.ts';
import { dns } from './variables/dns.ts';
import { etcd, etcdHost } from './variables/etcd.ts';
import { client, ignoreVariables, proxy, reset } from './variables/general.ts';
import { cluster, kube, paths } from './variables/identity.ts';
import { kubeProxy } from './variables/kube-proxy.ts';
import { kubeadm, loadbalancer } from './variables/kubeadm.ts';
import { kubelet } from './variables/kubelet.ts';
import { certificates, network } from './variables/network.ts';
import { node, preinstall } from './variables/node.ts';
import { download, sources, versions } from './variables/sources.ts';
import type { ClusterScope, ClusterTopics, Gathered, HostScope, HostTopics, Topic, Variable } from './variable.ts';

/** Every cluster-wide variable, at the place of the spec it fills. */
export const clusterTopics: { readonly [K in keyof ClusterTopics]: Topic<ClusterTopics[K], ClusterScope> } = {
  cluster,
  paths,
  kube,
  network,
  certificates,
  etcd,
  apiserver,
  audit,
  encryption,
  controllerManager,
  scheduler,
  kubeProxy,
  kubeadm,
  loadbalancer,
  calico,
  dns,
  download,
  sources,
  versions,
  proxy,
  client,
  reset,
};

/** Every variable a host may have for itself. */
export const hostTopics: { readonly [K in keyof HostTopics]: Topic<HostTopics[K], HostScope> } = {
  node,
  kubelet,
  containerd,
  etcd: etcdHost,
  preinstall,
};

/** A variable of any type. */
export type AnyVariable = Variable<unknown, never>;
export type AnyTopic = { readonly [property: string]: AnyVariable | Gathered | AnyTopic };

/** A variable with where it stands in the spec, such as `kubelet.maxPods`. */
export interface Placed {
  readonly variable: AnyVariable;
  readonly place: string;
  readonly scope: 'cluster' | 'host';
}

/** All variables of the slice, in the order of the spec. */
export const allVariables: readonly Placed[] = [
  ...Object.entries(clusterTopics).flatMap(([name, topic]) => placed(topic as AnyTopic, name, 'cluster')),
  ...Object.entries(hostTopics).flatMap(([name, topic]) => placed(topic as AnyTopic, `host.${name}`, 'host')),
  { variable: ignoreVariables, place: '', scope: 'host' },
];

/** Variables by name. */
export const variablesByName: ReadonlyMap<string, Placed> = new Map(allVariables.map((one) => [one.variable.name, one]));

function placed(topic: AnyTopic, at: string, scope: Placed['scope']): readonly Placed[] {
  return Object.entries(topic).flatMap(([property, entry]) => {
    const place = `${at}.${property}`;
    if (isVariable(entry)) return [{ variable: entry, place, scope }];
    if (isGathered(entry)) return entry.variables.map((variable) => ({ variable, place, scope }));
    return placed(entry, place, scope);
  });
}

export function isVariable(entry: AnyTopic[string]): entry is AnyVariable {
  return entry['kind'] === 'variable';
}

export function isGathered(entry: AnyTopic[string]): entry is Gathered {
  return entry['kind'] === 'gathered';
}
