import { cp, link, mkdir, readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { kubernetesVersions, versions } from '../versions.ts';
import { calicoBuild, cniPluginsBuild, containerdBuild, crictlBuild, etcdBuild, kubernetesBuild, runcBuild } from './go-builds.ts';
import { built, calicoFiles, programsOf, type SourceBuild } from './programs.ts';
import { packTarball } from './tarball.ts';

/** A file of the mirror: its path is that of upstream's URL, so that `https://<path>` is where it comes from. */
export interface MirrorFile {
  readonly path: string;
  readonly source: SourceBuild;
  /** Kubespray's variable for its checksum, and the keys within it. */
  readonly checksum: readonly [variable: string, architecture: string, version: string];
  /** Makes the file from the built programs. */
  readonly pack: (target: string) => Promise<void>;
}

/** Every file kubespray would download for the lab's cluster. */
export function mirrorFiles(): readonly MirrorFile[] {
  const { etcd, cniPlugins, crictl, containerd, runc, calico } = versions;
  const github = (repository: string, version: string, file: string): string =>
    `github.com/${repository}/releases/download/v${version}/${file}`;
  return [
    ...kubernetesVersions().flatMap(kubernetesFiles),
    {
      path: github('etcd-io/etcd', etcd, `etcd-v${etcd}-linux-amd64.tar.gz`),
      checksum: ['etcd_binary_checksums', 'amd64', etcd],
      ...tarball(programsOf(etcdBuild), `etcd-v${etcd}-linux-amd64`),
    },
    {
      path: github('containernetworking/plugins', cniPlugins, `cni-plugins-linux-amd64-v${cniPlugins}.tgz`),
      checksum: ['cni_binary_checksums', 'amd64', cniPlugins],
      ...tarball(programsOf(cniPluginsBuild), '.'),
    },
    {
      path: github('kubernetes-sigs/cri-tools', crictl, `crictl-v${crictl}-linux-amd64.tar.gz`),
      checksum: ['crictl_checksums', 'amd64', crictl],
      ...tarball(programsOf(crictlBuild), '.'),
    },
    {
      path: github('containerd/containerd', containerd, `containerd-${containerd}-linux-amd64.tar.gz`),
      checksum: ['containerd_archive_checksums', 'amd64', containerd],
      ...tarball(programsOf(containerdBuild), 'bin'),
    },
    {
      path: github('opencontainers/runc', runc, 'runc.amd64'),
      checksum: ['runc_checksums', 'amd64', runc],
      ...plain(programsOf(runcBuild), 'runc'),
    },
    {
      path: github('projectcalico/calico', calico, 'calicoctl-linux-amd64'),
      checksum: ['calicoctl_binary_checksums', 'amd64', calico],
      ...plain(programsOf(calicoBuild), 'calicoctl'),
    },
    {
      path: `github.com/projectcalico/calico/raw/v${calico}/manifests/crds.yaml`,
      checksum: ['calico_crds_checksums', 'no_arch', calico],
      ...plain(calicoFiles(), 'crds.yaml'),
    },
  ];
}

function kubernetesFiles(version: string): readonly MirrorFile[] {
  return ['kubeadm', 'kubelet', 'kubectl'].map((program) => ({
    path: `dl.k8s.io/release/v${version}/bin/linux/amd64/${program}`,
    checksum: [`${program}_checksums`, 'amd64', version],
    ...plain(programsOf(kubernetesBuild(version)), program),
  }));
}

function plain(source: SourceBuild, name: string): Pick<MirrorFile, 'source' | 'pack'> {
  return {
    source,
    pack: async (target) => {
      const file = join(await built(source), name);
      await link(file, target).catch(() => cp(file, target));
    },
  };
}

// All programs of a build, in `folder` of the archive.
function tarball(source: SourceBuild, folder: string): Pick<MirrorFile, 'source' | 'pack'> {
  return {
    source,
    pack: async (target) => {
      const dir = await built(source);
      if (folder === '.') {
        await packTarball(
          dir,
          (await readdir(dir)).sort().map((name) => `./${name}`),
          target,
        );
        return;
      }
      const staging = join(dirname(target), `.${basename(target)}`);
      await mkdir(staging, { recursive: true });
      await cp(dir, join(staging, folder), { recursive: true });
      await packTarball(staging, [folder], target);
    },
  };
}
