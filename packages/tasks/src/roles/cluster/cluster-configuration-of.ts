import type { ClusterSpec } from '../../spec/cluster-spec.ts';
import { allSans } from '../certificates.ts';
import { clusterConfiguration } from './cluster-configuration.ts';

/** The ClusterConfiguration kubeadm and its users find in the cluster. */
export function clusterConfigurationOf(spec: ClusterSpec): Readonly<Record<string, unknown>> {
  const { apiserver, certificates, controllerManager, etcd, network, scheduler } = spec;
  const first = spec.controlPlanes[0]!.name;
  return clusterConfiguration({
    clusterName: spec.cluster.name,
    kubernetesVersion: spec.kube.version,
    controlPlaneEndpoint: spec.derived.controlPlaneEndpoint,
    certDir: spec.paths.certDir,
    imageRepository: spec.images.kubeApiserver.replace(/\/kube-apiserver:.*$/, ''),
    dnsDomain: spec.cluster.dnsDomain,
    servicesCidr: network.servicesCidr,
    podsCidr: network.podsCidr,
    etcd: {
      endpoints: spec.derived.etcdClientUrls,
      caFile: `${etcd.certDir}/ca.pem`,
      certFile: `${etcd.certDir}/node-${first}.pem`,
      keyFile: `${etcd.certDir}/node-${first}-key.pem`,
    },
    certSans: allSans(spec.derived.apiserverSans),
    certificateValidityHours: certificates.kubeValidityHours,
    caValidityHours: certificates.kubeCaValidityHours,
    encryptionAlgorithm: certificates.kubeKeyAlgorithm,
    featureGates: spec.kubeadm.featureGates,
    apiServer: { extraArgs: apiserver.extraArgs, extraVolumes: apiserver.extraVolumes },
    controllerManager: { extraArgs: controllerManager.extraArgs, extraVolumes: controllerManager.extraVolumes },
    scheduler: { extraArgs: scheduler.extraArgs, extraVolumes: scheduler.extraVolumes },
  });
}
