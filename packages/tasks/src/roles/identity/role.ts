import { defineRole } from '@kmagic/core';
import { identity } from '../../kinds/identity/identity.ts';
import { nodeRangesOf, type Identity } from '../../kinds/identity/identity-problems.ts';
import type { ClusterSpec, HostSpec } from '../../spec/cluster-spec.ts';
import { hostVars, type HostVars } from '../host-vars.ts';

/** A host stays what it is in the cluster: who would make it another by a change of the inventory is told before anything is done. */
export const identities = defineRole<ClusterSpec, HostVars>({
  name: 'identity',
  about: 'See that no host has to become what it cannot: of another cluster, network, version or part.',
  vars: hostVars,
  recipe(task, { vars: { spec, self } }) {
    const { manifestDir, configDir } = spec.paths;
    const files = { manifestDir, configDir, etcdEnv: '/etc/etcd.env' };
    task('Compare what the host was set up as', identity(files, identityOf(spec, self)));
  },
});

/** What a host is to be. */
export function identityOf(spec: ClusterSpec, self: HostSpec): Identity {
  const { network, apiserver, controllerManager } = spec;
  const ranges = nodeRangesOf(spec.derived.allocateNodeCidrs ? network.nodePrefix : undefined);
  return {
    ...(self.isControlPlane && {
      controlPlane: {
        clusterName: unlessIn(controllerManager.extraArgs, 'cluster-name', spec.cluster.name),
        servicesCidr: unlessIn(apiserver.extraArgs, 'service-cluster-ip-range', network.servicesCidr),
        podsCidr: unlessIn(controllerManager.extraArgs, 'cluster-cidr', network.podsCidr),
        nodeRanges: unlessIn(controllerManager.extraArgs, 'node-cidr-mask-size-ipv4', ranges),
        port: unlessIn(apiserver.extraArgs, 'secure-port', String(apiserver.port)),
        kubeVersion: spec.kube.version,
      },
    }),
    ...(self.isKube && {
      node: {
        nodeName: self.nodeName,
        dnsDomain: unlessIn(self.kubelet.configExtraArgs, 'clusterDomain', spec.cluster.dnsDomain),
        runsLocalProxy: self.runsLocalProxy,
      },
    }),
    ...(self.isEtcd && { member: { dataDir: spec.etcd.dataDir, peerUrl: self.etcdPeerUrl } }),
  };
}

/** What people set past the variables is theirs to keep. */
function unlessIn(extra: Readonly<Record<string, unknown>>, name: string, value: string): string | undefined {
  return name in extra ? undefined : value;
}
