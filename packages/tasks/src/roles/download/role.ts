import { defineRole, download as fetched, type Handle } from '@kmagic/core';
import { image } from '../../kinds/image/image.ts';
import type { ImageName } from '../../catalog/sources.ts';
import type { ClusterSpec, HostSpec } from '../../spec/cluster-spec.ts';
import { hostVars, type HostVars } from '../host-vars.ts';
import { mirrorsDir } from '../mirrors-dir.ts';
import { root } from '../root-owned.ts';
import { webSource } from '../web-source.ts';

/** Handles of what a host downloads, for those who need one. */
export interface Downloads {
  readonly kubelet?: Handle;
  readonly kubeadm?: Handle;
  readonly kubectl?: Handle;
  readonly images: Readonly<Partial<Record<ImageName, Handle>>>;
}

/** Kubernetes' programs and the images of this host come beside the further work; whoever needs one waits for it. */
export const download = defineRole<ClusterSpec, HostVars, Downloads>({
  name: 'download',
  about: 'Download the Kubernetes programs, checked by sha256, and pull the images of this host.',
  vars: hostVars,
  recipe(task, { vars: { spec, self } }) {
    const { binDir } = spec.paths;
    const programs: Partial<Record<ProgramName, Handle>> = {};
    const images: Partial<Record<ImageName, Handle>> = {};
    const install = (name: ProgramName): void => {
      programs[name] = task.meanwhile(() =>
        task(`Install ${name}`, fetched({ path: `${binDir}/${name}` }, { ...webSource(spec, self.files[name]), mode: '0755', ...root })),
      );
    };
    const pull = (name: ImageName): void => {
      const namespace = name === 'etcd' ? 'etcd' : 'k8s.io';
      const pulled = image({ name: spec.images[name], namespace, binDir, mirrorsDir: mirrorsDir(self) }, { state: 'present' });
      images[name] = task.meanwhile(() =>
        task(`Pull ${name} ${spec.images[name]}`, pulled, { retry: { times: spec.download.retries, everyMs: 3000 } }),
      );
    };
    // A few at a time, in this order: what others wait for first.
    if (self.isEtcd && spec.etcd.deploymentType === 'container') pull('etcd');
    if (!self.isKube) return { images };
    install('kubelet');
    const [first, others] = imagesOf(spec, self);
    first.forEach(pull);
    install('kubeadm');
    if (self.isControlPlane) install('kubectl');
    others.forEach(pull);
    return { ...programs, images };
  },
});

type ProgramName = 'kubelet' | 'kubeadm' | 'kubectl';

/** The images a host of this kind surely or likely runs: those without which no API server or door to one starts, and the others. */
function imagesOf(spec: ClusterSpec, self: HostSpec): readonly [readonly ImageName[], readonly ImageName[]] {
  const first: ImageName[] = ['pause'];
  if (self.isControlPlane) first.push('kubeApiserver', 'kubeControllerManager', 'kubeScheduler');
  if (self.runsLocalProxy) first.push('nginx');
  const others: ImageName[] = [];
  if (spec.kube.networkPlugin === 'calico') others.push('calicoCni', 'calicoNode');
  others.push('kubeProxy');
  // A few pods a cluster: kubelets fetch kube-controllers, and CoreDNS where a control plane runs it.
  if (spec.dns.mode === 'coredns' && self.isNode) others.push('coredns');
  if (spec.derived.nodelocaldns) others.push('nodelocaldns');
  return [first, others];
}
