import { defineRole, fingerprint, service, startedWith, surround, type Ephemeral, type Handle, type Secret } from '@kmagic/core';
import { discoveryFile, kubeadmJoin } from '../../kinds/kubeadm-join/kubeadm-join.ts';
import { renderKubeconfig } from '../../pki/kubeconfig.ts';
import type { ClusterSpec } from '../../spec/cluster-spec.ts';
import { cluster } from '../cluster/role.ts';
import { download } from '../download/role.ts';
import { hostVars, type HostVars } from '../host-vars.ts';
import { kubeletWell } from '../kubelet-well.ts';
import { node } from '../node/role.ts';
import { pki } from '../pki/role.ts';
import { joinConfiguration } from './join-configuration.ts';

/** What the end of a run waits for. */
export interface Joined {
  readonly well: Handle;
}

/** A host without an API server becomes a node: its kubelet gets credentials of its own by kubeadm join. */
export const kubeadm = defineRole<ClusterSpec, HostVars, Joined>({
  name: 'kubeadm',
  about: 'Join the cluster with a short-lived token and the CA pinned, and run the kubelet.',
  vars: hostVars,
  recipe(task, { host, from, vars: { spec, self } }) {
    const { paths } = spec;
    const { token, joinServer } = from(cluster);
    const { before, after } = joinConfiguration({
      discoveryFile,
      nodeName: self.nodeName,
      criSocket: spec.derived.criSocket,
      discoveryTimeout: duration(spec.kubeadm.discoveryTimeout),
      tlsBootstrapTimeout: duration(spec.kubeadm.joinTimeout),
      caCertPath: `${paths.certDir}/ca.crt`,
      ignorePreflightErrors: [],
    });
    const configuration: Ephemeral<Secret> = {
      name: `the join configuration of ${host.name}`,
      needs: token.needs,
      make: async (context) => surround(before, await context.make(token), after),
    };
    const { cert } = from(pki).kube;
    const discovery: Ephemeral<Secret> = {
      name: `how ${host.name} finds the API`,
      needs: [cert, ...token.needs],
      make: async (context) => {
        // With its token a host need not be let in as anybody.
        const credentials = { token: await context.make(token) };
        return renderKubeconfig({
          server: joinServer,
          clusterName: spec.cluster.name,
          user: 'join',
          caPem: cert.get(context.answers),
          credentials,
        });
      },
    };
    const kubeletStartedWith = startedWith(...from(node).inputs).map((inputs) =>
      fingerprint({ inputs, found: self.apiserverUrl }).slice(0, 32),
    );
    task(
      'Join the cluster',
      kubeadmJoin(
        {
          node: self.nodeName,
          binDir: paths.binDir,
          kubeconfig: `${paths.configDir}/kubelet.conf`,
          caPath: `${paths.certDir}/ca.crt`,
        },
        {
          server: self.apiserverUrl,
          ignorePreflightErrors: [...expected(paths), ...spec.kubeadm.ignorePreflightErrors],
          timeoutMs: 300_000,
          kubeletStartedWith,
        },
        { configuration: task.ephemeral(configuration), discovery: task.ephemeral(discovery) },
      ),
      { after: [from(download).kubeadm!] },
    );
    const running = task(
      'Run the kubelet',
      service({ unit: 'kubelet.service' }, { running: true, enabled: true, startedWith: kubeletStartedWith }),
    );
    const well = task('Wait until the kubelet is well', kubeletWell(spec, self), { after: [running] });
    return { well };
  },
});

/** What kubeadm's preflight takes for a mistake and is kmagic's doing; it names files by their paths, with dashes. */
function expected({ certDir, certCompatDir }: ClusterSpec['paths']): readonly string[] {
  const authorities = [certDir, certCompatDir].map((directory) => `FileAvailable-${`${directory}/ca.crt`.replaceAll('/', '-')}`);
  return ['DirAvailable--etc-kubernetes-manifests', ...authorities, 'Port-10250', 'Swap'];
}

/** `60s` as Kubernetes' API writes durations. */
function duration(text: string): string {
  return /^\d+$/.test(text) ? `${text}s` : text;
}
