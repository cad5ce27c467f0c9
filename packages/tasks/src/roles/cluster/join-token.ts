import { Secret, sh, type Ephemeral, type Ref } from '@kmagic/core';
import type { ClusterSpec } from '../../spec/cluster-spec.ts';

/** A join token of the cluster, made by the control plane when the first host joins; it lives for minutes. */
export function joinToken(spec: ClusterSpec, host: string, after: readonly Ref<unknown>[]): Ephemeral<Secret> {
  const admin = `${spec.paths.configDir}/admin.conf`;
  return {
    name: 'a join token',
    needs: after,
    async make(context) {
      const out = await context.run(
        host,
        sh`${`${spec.paths.binDir}/kubeadm`} token create --kubeconfig ${admin} --ttl ${spec.kubeadm.tokenTtl}`,
      );
      return new Secret(out.trim());
    },
  };
}
