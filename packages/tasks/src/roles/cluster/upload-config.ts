import type { V1ConfigMap } from '@kubernetes/client-node';
import type { KubeObject, Manifest } from '../../manifests/kube-object.ts';
import { yamlText } from '../../manifests/yaml-text.ts';
import { anonymousKubeconfig, type ApiServer } from '../anonymous-kubeconfig.ts';
import { adminRbac, bootstrapRbac, clusterInfoReaders, configReaders } from './bootstrap-rbac.ts';

export interface UploadConfigOptions {
  /** From clusterConfiguration(). */
  readonly clusterConfiguration: object;
  /** What joining kubelets are given: the cluster's KubeletConfiguration without what is one host's. */
  readonly kubeletConfiguration: object;
}

/** The objects kubeadm's upload-config and bootstrap-token phases make, cluster-info apart: that one needs the CA. */
export function uploadedConfig(o: UploadConfigOptions): readonly KubeObject[] {
  return [
    configMap('kubeadm-config', 'kube-system', { ClusterConfiguration: yamlText(o.clusterConfiguration) }),
    configMap('kubelet-config', 'kube-system', { kubelet: yamlText(o.kubeletConfiguration) }),
    ...configReaders(),
    ...clusterInfoReaders(),
    ...bootstrapRbac(),
    ...adminRbac(),
  ];
}

/**
 * cluster-info in kube-public, which joining hosts read to find the API and check its CA. Its jws-kubeconfig-* keys are
 * the controller manager's: they are not in here, so that server-side apply leaves them alone.
 */
export function clusterInfo(api: ApiServer): Manifest<V1ConfigMap> {
  return configMap('cluster-info', 'kube-public', { kubeconfig: anonymousKubeconfig(api) });
}

/** The KubeletConfiguration of a host as joining kubelets get it: without what is this host's own. */
export function sharedKubeletConfig(config: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { address: _, resolvConf: __, ...shared } = config;
  return shared;
}

function configMap(name: string, namespace: string, data: Readonly<Record<string, string>>): Manifest<V1ConfigMap> {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace }, data };
}
