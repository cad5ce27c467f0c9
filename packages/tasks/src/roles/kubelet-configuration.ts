import { kubeletConfig } from '../manifests/kubelet-config.ts';
import type { ClusterSpec, HostSpec } from '../spec/cluster-spec.ts';

/** The KubeletConfiguration of one host. */
export function kubeletConfiguration(spec: ClusterSpec, self: HostSpec): Readonly<Record<string, unknown>> {
  const { kubelet } = self;
  return kubeletConfig({
    ...kubelet,
    clientCaFile: `${spec.paths.certDir}/ca.crt`,
    manifestDir: spec.paths.manifestDir,
    address: kubelet.bindAddress,
    clusterDns: spec.derived.clusterDnsIps,
    clusterDomain: spec.cluster.dnsDomain,
    criSocket: spec.derived.criSocket,
    cgroupDriver: self.containerd.systemdCgroup ? 'systemd' : 'cgroupfs',
    tlsMinVersion: spec.apiserver.tlsMinVersion,
    tlsCipherSuites: spec.apiserver.tlsCipherSuites,
    extra: kubelet.configExtraArgs,
  });
}
