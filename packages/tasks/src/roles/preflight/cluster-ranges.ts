import { parseCidr, type Cidr } from '../../spec/cidr.ts';
import type { ClusterSpec } from '../../spec/cluster-spec.ts';

/** A range of addresses that is the cluster's alone, and the variable that says so. */
export interface ClusterRange {
  readonly variable: string;
  readonly text: string;
  readonly range: Cidr;
}

/** The ranges of pods and of services; what is no range is refused elsewhere. */
export function clusterRanges({ network }: ClusterSpec): readonly ClusterRange[] {
  const all = [
    ['kube_pods_subnet', network.podsCidr],
    ['kube_service_addresses', network.servicesCidr],
  ] as const;
  return all.flatMap(([variable, text]) => {
    const range = parseCidr(text);
    return range === undefined ? [] : [{ variable, text, range }];
  });
}
