import type { Resource } from '@kmagic/core';
import { nodesAre } from '../../kinds/node/nodes-are.ts';
import type { ClusterSpec } from '../../spec/cluster-spec.ts';

/** Every host of the inventory is a Ready node; where people bring the network themselves, a node at all: it is Ready once they have. */
export function nodesReady({ kube, kubeHosts }: ClusterSpec): Resource<void> {
  return nodesAre(
    kube.networkPlugin === 'calico' ? 'Ready' : 'registered',
    kubeHosts.map((h) => h.nodeName),
  );
}
