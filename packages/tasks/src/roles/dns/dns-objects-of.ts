import type { KubeObject } from '../../manifests/kube-object.ts';
import type { ClusterSpec } from '../../spec/cluster-spec.ts';
import { corednsCorefile } from './coredns-corefile.ts';
import { corednsObjects, corednsReplicas, type CorednsObjects } from './coredns-objects.ts';
import type { ExternalZone } from './corefile-text.ts';
import { nodelocaldnsCorefile } from './nodelocaldns-corefile.ts';
import { nodelocaldnsObjects } from './nodelocaldns-objects.ts';

/** CoreDNS as the spec has it. */
export function corednsOf(spec: ClusterSpec): CorednsObjects {
  const { dns } = spec;
  const replicas = corednsReplicas(dns.replicas, spec.kubeHosts.length);
  return corednsObjects({
    image: spec.images.coredns,
    imagePullPolicy: spec.kube.imagePullPolicy,
    serviceIp: spec.derived.dnsServiceIp,
    replicas,
    corefile: corednsCorefile({ ...dns, dnsDomain: spec.cluster.dnsDomain, externalZones: dns.externalZones.map(zoneOf) }),
    etcHosts: dns.etcHosts,
    resources: dns.resources,
    maxUnavailable: dns.podDisruptionBudget && replicas > 1 ? dns.podDisruptionBudgetMaxUnavailable : undefined,
  });
}

/** The cache on every node as the spec has it. */
export function nodelocaldnsOf(spec: ClusterSpec): readonly KubeObject[] {
  const { dns } = spec;
  const place = { ip: dns.nodelocalIp, healthPort: dns.nodelocalHealthPort, metricsPort: dns.nodelocalMetricsPort };
  const corefile = nodelocaldnsCorefile({
    ...place,
    metricsAddress: dns.nodelocalBindMetricsHostIp ? 'host' : 'all',
    dnsDomain: spec.cluster.dnsDomain,
    dnsServiceIp: spec.derived.dnsServiceIp,
    upstreamServers: dns.upstreamServers,
    externalZones: dns.nodelocalExternalZones.map(zoneOf),
  });
  return nodelocaldnsObjects({
    ...place,
    image: spec.images.nodelocaldns,
    imagePullPolicy: spec.kube.imagePullPolicy,
    corefile,
    resources: dns.nodelocalResources,
  });
}

function zoneOf(zone: ClusterSpec['dns']['externalZones'][number]): ExternalZone {
  return zone;
}
