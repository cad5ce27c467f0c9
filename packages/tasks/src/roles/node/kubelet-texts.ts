import { yamlText } from '../../manifests/yaml-text.ts';
import type { ClusterSpec, HostSpec } from '../../spec/cluster-spec.ts';
import { kubeletConfig } from './kubelet-config.ts';
import { kubeletEnv, kubeletUnit } from './node-texts.ts';

/** The three files a kubelet is started from. */
export interface KubeletTexts {
  readonly config: string;
  readonly env: string;
  readonly unit: string;
}

export function kubeletTexts(spec: ClusterSpec, self: HostSpec): KubeletTexts {
  const { paths } = spec;
  return {
    config: yamlText(kubeletConfiguration(spec, self)),
    env: kubeletEnv({
      binDir: paths.binDir,
      logLevel: spec.kube.logLevel,
      nodeName: self.nodeName,
      nodeIp: self.ip,
      configFile: `${paths.configDir}/kubelet-config.yaml`,
      kubeconfigFile: `${paths.configDir}/kubelet.conf`,
      bootstrapKubeconfigFile: `${paths.configDir}/bootstrap-kubelet.conf`,
      flexvolumeDir: self.preinstall.flexvolumeDir,
      runtimeCgroups: self.kubelet.runtimeCgroups,
      customFlags: self.kubelet.customFlags,
    }),
    unit: kubeletUnit({
      binDir: paths.binDir,
      envFile: `${paths.configDir}/kubelet.env`,
      wantedUnits: self.kubelet.wantedUnits,
      slice: '',
    }),
  };
}

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
