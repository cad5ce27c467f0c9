import type { ClusterSpec } from '../../spec/cluster-spec.ts';
import type { CalicoOptions } from './calico/calico-options.ts';

/** Calico's options as the spec has them. */
export function calicoOf(spec: ClusterSpec): CalicoOptions {
  const { calico, images, network } = spec;
  return {
    ...calico,
    images: {
      node: images.calicoNode,
      cni: images.calicoCni,
      kubeControllers: images.calicoKubeControllers,
      pullPolicy: spec.kube.imagePullPolicy,
    },
    bgp: {
      asNumber: calico.noGlobalAsNumber ? undefined : calico.asNumber,
      nodeToNodeMesh: calico.nodeToNodeMesh,
      listenPort: calico.bgpListenPort,
      advertisedClusterCidrs: calico.advertiseClusterIps ? [network.servicesCidr] : [],
      advertisedExternalCidrs: calico.advertiseExternalIps,
      advertisedLoadBalancerCidrs: calico.advertiseLoadbalancerIps,
    },
    ipvsNodePortRange: spec.kubeProxy.mode === 'ipvs' ? network.nodePortRange.replace('-', ':') : undefined,
    cniLogLevel: calico.logLevel,
    vethMtu: calico.vethMtu ?? calico.mtu ?? 0,
    cniBinDir: spec.paths.cniBinDir,
    cniConfigDir: spec.paths.cniConfigDir,
    apiserver: spec.derived.localProxy ? { host: '127.0.0.1', port: spec.loadbalancer.port } : undefined,
  };
}
