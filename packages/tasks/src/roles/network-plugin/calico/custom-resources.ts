import type { CustomResource } from '../../../manifests/kube-object.ts';
import type { CalicoOptions } from './calico-options.ts';

type Spec = Readonly<Record<string, unknown>>;

/**
 * What calico is configured with, as its CRDs store it (crd.projectcalico.org/v1), so that no calicoctl is needed. The
 * pool stands before any calico-node starts, for that would make one of its own.
 */
export function calicoCustomResources(o: CalicoOptions): readonly CustomResource<Spec>[] {
  return [felixConfiguration(o), ipPool(o), bgpConfiguration(o), ipamConfig(o)];
}

function felixConfiguration(o: CalicoOptions): CustomResource<Spec> {
  return resource('FelixConfiguration', 'default', {
    bpfEnabled: false,
    floatingIPs: o.felixFloatingIps,
    ipipEnabled: o.ipipMode !== 'Never',
    logSeverityScreen: o.felixLogSeverityScreen,
    ...(o.felixMtuIfacePattern !== undefined && { mtuIfacePattern: o.felixMtuIfacePattern }),
    reportingInterval: o.felixReportingInterval,
    vxlanEnabled: o.vxlanMode !== 'Never',
    vxlanPort: o.vxlanPort,
    vxlanVNI: o.vxlanVni,
    wireguardEnabled: false,
  });
}

/** The pool pods get their addresses from. */
function ipPool(o: CalicoOptions): CustomResource<Spec> {
  return resource('IPPool', o.poolName, {
    allowedUses: ['Workload', 'Tunnel'],
    blockSize: o.poolBlockSize,
    cidr: o.poolCidr,
    ipipMode: o.ipipMode,
    natOutgoing: o.natOutgoing,
    nodeSelector: 'all()',
    vxlanMode: o.vxlanMode,
  });
}

function bgpConfiguration({ bgp }: CalicoOptions): CustomResource<Spec> {
  const ranges = (key: string, cidrs: readonly string[]): Spec => (cidrs.length === 0 ? {} : { [key]: cidrs.map((cidr) => ({ cidr })) });
  return resource('BGPConfiguration', 'default', {
    ...(bgp.asNumber !== undefined && { asNumber: bgp.asNumber }),
    listenPort: bgp.listenPort,
    logSeverityScreen: 'Info',
    nodeToNodeMeshEnabled: bgp.nodeToNodeMesh,
    ...ranges('serviceClusterIPs', bgp.advertisedClusterCidrs),
    ...ranges('serviceExternalIPs', bgp.advertisedExternalCidrs),
    ...ranges('serviceLoadBalancerIPs', bgp.advertisedLoadBalancerCidrs),
  });
}

function ipamConfig(o: CalicoOptions): CustomResource<Spec> {
  return resource('IPAMConfig', 'default', {
    autoAllocateBlocks: o.ipamAutoAllocateBlocks,
    ...(o.ipamMaxBlocksPerHost > 0 && { maxBlocksPerHost: o.ipamMaxBlocksPerHost }),
    strictAffinity: o.ipamStrictAffinity,
  });
}

function resource(kind: string, name: string, spec: Spec): CustomResource<Spec> {
  return { apiVersion: 'crd.projectcalico.org/v1', kind, metadata: { name }, spec };
}
