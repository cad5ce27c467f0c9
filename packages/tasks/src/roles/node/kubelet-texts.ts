import { yamlText } from '../../manifests/yaml-text.ts';
import type { ClusterSpec, HostSpec } from '../../spec/cluster-spec.ts';
import { serviceSlice } from '../../spec/service-slice.ts';
import { kubeletConfiguration } from '../kubelet-configuration.ts';
import { kubeletEnv, kubeletUnit } from './node-texts.ts';

/** The three files a kubelet is started from. */
export interface KubeletTexts {
  readonly config: string;
  readonly env: string;
  readonly unit: string;
}

/** Writes them for one host. */
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
      slice: serviceSlice(self.kubelet.kubeReserved),
    }),
  };
}
