import { defineRole, type Ephemeral, type Handle, type Secret } from '@kmagic/core';
import { kubeObjects } from '../../kinds/kube-objects/kube-objects.ts';
import type { ClusterSpec } from '../../spec/cluster-spec.ts';
import { controlPlaneEndpointOf } from '../../spec/derive.ts';
import { anonymousKubeconfig } from '../anonymous-kubeconfig.ts';
import { controlPlane } from '../control-plane/role.ts';
import { download } from '../download/role.ts';
import { hostVars, type HostVars } from '../host-vars.ts';
import { kubeletConfiguration } from '../kubelet-configuration.ts';
import { pki } from '../pki/role.ts';
import { clusterConfigurationOf } from './cluster-configuration-of.ts';
import { joinToken } from './join-token.ts';
import { clusterInfo, sharedKubeletConfig, uploadedConfig } from './upload-config.ts';

/** What joining hosts and everything that applies objects wait for. */
export interface Cluster {
  readonly configured: Handle;
  /** `https://...`: where hosts that join find the API: at the balancer, or at the control plane that just answered. */
  readonly joinServer: string;
  readonly token: Ephemeral<Secret>;
}

/** What kubeadm's upload-config and bootstrap-token phases leave in a cluster, as objects of our own. */
export const cluster = defineRole<ClusterSpec, HostVars, Cluster>({
  name: 'cluster',
  about: 'Keep what kubeadm, joining hosts and nodes expect to find in the cluster.',
  vars: hostVars,
  recipe(task, { host, from, vars: { spec, self } }) {
    const serving = from(controlPlane).serving;
    const config = uploadedConfig({
      clusterConfiguration: clusterConfigurationOf(spec),
      kubeletConfiguration: sharedKubeletConfig(kubeletConfiguration(spec, self)),
    });
    const server = `https://${spec.derived.controlPlaneEndpoint}`;
    const kubeconfig = from(pki).kube.cert.map((caPem) => anonymousKubeconfig({ caPem, server }));
    const publicInfo = { ...clusterInfo({ caPem: '', server }), data: { kubeconfig } };
    const configured = task('Keep the objects of kubeadm', kubeObjects('kubeadm', config), { after: [serving] });
    const informed = task('Keep cluster-info', kubeObjects('cluster-info', [publicInfo]), { after: [configured] });
    // Hosts that join find the API by a file of their own.
    const joinServer = `https://${controlPlaneEndpointOf(spec, self.accessIp)}`;
    return { configured: informed, joinServer, token: joinToken(spec, host.name, [configured, from(download).kubeadm!]) };
  },
});
