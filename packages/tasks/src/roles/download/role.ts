import { defineRole, download as fetched, type Handle } from '@kmagic/core';
import { image } from '../../kinds/image/image.ts';
import type { ImageName } from '../../catalog/sources.ts';
import type { ClusterSpec, HostSpec } from '../../spec/cluster-spec.ts';
import { hostVars, type HostVars } from '../host-vars.ts';

/** Handles of what a host downloads, for those who need one. */
export interface Downloads {
  readonly kubelet?: Handle;
  readonly kubeadm?: Handle;
  readonly kubectl?: Handle;
  readonly images: Readonly<Partial<Record<ImageName, Handle>>>;
}

/** Kubernetes' programs and the images of this host; images come beside the further work, whoever needs one waits for it. */
export const download = defineRole<ClusterSpec, HostVars, Downloads>({
  name: 'download',
  about: 'Download the Kubernetes programs, checked by sha256, and pull the images of this host.',
  vars: hostVars,
  recipe(task, { vars: { spec, self } }) {
    if (!self.isKube) return { images: {} };
    const { binDir } = spec.paths;
    const programs: Record<string, Handle> = {};
    const images: Partial<Record<ImageName, Handle>> = {};
    task.together(() => {
      for (const name of ['kubeadm', 'kubelet', 'kubectl'] as const) {
        const { url, sha256 } = self.files[name];
        programs[name] = task(
          `Install ${name}`,
          fetched({ path: `${binDir}/${name}` }, { urls: [url], sha256, mode: '0755', owner: 'root', group: 'root' }),
        );
      }
    });
    for (const name of imagesOf(spec, self)) {
      task.meanwhile(() => {
        images[name] = task(
          `Pull ${name} ${spec.images[name]}`,
          image({ name: spec.images[name], namespace: 'k8s.io', binDir }, { state: 'present' }),
          {
            retry: { times: 3, everyMs: 3000 },
          },
        );
      });
    }
    return { ...programs, images };
  },
});

/** The images a host of this kind runs, those the control plane waits for first. */
function imagesOf(spec: ClusterSpec, self: HostSpec): readonly ImageName[] {
  const names: ImageName[] = ['pause'];
  if (self.isControlPlane) names.push('kubeApiserver', 'kubeControllerManager', 'kubeScheduler');
  if (self.runsLocalProxy) names.push('nginx');
  if (spec.kube.networkPlugin === 'calico') names.push('calicoCni', 'calicoNode');
  names.push('kubeProxy');
  if (spec.kube.networkPlugin === 'calico' && self.isNode) names.push('calicoKubeControllers');
  if (spec.dns.mode === 'coredns') names.push('coredns');
  if (spec.derived.nodelocaldns) names.push('nodelocaldns');
  return names;
}
