import { existsSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { cachedDir } from '../cached-dir.ts';
import { contentKey } from '../content-key.ts';
import { artifactDir } from '../lab-home.ts';
import { elapsed, withProgress, type Say } from '../progress.ts';
import { run } from '../run-command.ts';
import { kubernetesVersions, versions } from '../versions.ts';
import { goBuild, goBuildKey, moduleSource, type GoBuild } from './go-build.ts';
import {
  agnhostBuild,
  calicoBuild,
  calicoModule,
  cniPluginsBuild,
  containerdBuild,
  corednsBuild,
  crictlBuild,
  etcdBuild,
  kubernetesBuild,
  runcBuild,
} from './go-builds.ts';

/** A set of files made from source, cached under its key. */
export interface SourceBuild {
  readonly key: string;
  readonly title: string;
  readonly make: (dir: string) => Promise<void>;
}

/** Programs of one Go recipe. */
export function programsOf(build: GoBuild): SourceBuild {
  return {
    key: goBuildKey(build),
    title: `${build.name} ${build.version}`,
    make: (dir) => goBuild(build, dir),
  };
}

/** The pause program, which is C. */
export function pauseProgram(): SourceBuild {
  const source = `v${kubernetesVersions()[0]}`;
  const flags = ['-Os', '-Wall', '-static', `-DVERSION=${versions.pause}`];
  return {
    key: contentKey(`pause-${versions.pause}`, [1, source, flags]),
    title: `pause ${versions.pause}`,
    make: async (dir) => {
      const module = await moduleSource('k8s.io/kubernetes', source);
      await run(['gcc', ...flags, '-o', join(dir, 'pause'), join(module, 'build/pause/linux/pause.c')]);
    },
  };
}

/** Calico's files that are not programs: `crds.yaml` and the node image's service scripts under `node/`. */
export function calicoFiles(): SourceBuild {
  return {
    key: contentKey(`calico-files-${versions.calico}`, [1, calicoModule]),
    title: `calico files ${versions.calico}`,
    make: async (dir) => {
      const module = await moduleSource(calicoModule.path, calicoModule.version);
      await cp(join(module, 'manifests/crds.yaml'), join(dir, 'crds.yaml'));
      await cp(join(module, 'node/filesystem'), join(dir, 'node'), { recursive: true });
      await run(['chmod', '-R', 'u+w', dir]);
    },
  };
}

/** Everything the lab is made of, the longest first. */
function allPrograms(): readonly SourceBuild[] {
  const kubernetes = kubernetesVersions();
  return [
    ...kubernetes.map((version) => programsOf(kubernetesBuild(version))),
    ...[agnhostBuild(kubernetes[0]!), etcdBuild, cniPluginsBuild, crictlBuild, containerdBuild].map(programsOf),
    ...[runcBuild, corednsBuild, calicoBuild].map(programsOf),
    pauseProgram(),
    calicoFiles(),
  ];
}

/** The folder with the built files; builds them if no one has. */
export async function built(source: SourceBuild): Promise<string> {
  return cachedDir(artifactDir(source.key), (work) => source.make(work));
}

/** Builds what is not built yet, one at a time (a build uses all cores), saying which of how many. */
export async function buildAllPrograms(say: Say): Promise<void> {
  const started = Date.now();
  const sources = allPrograms();
  for (const [i, source] of sources.entries()) {
    if (existsSync(artifactDir(source.key))) continue;
    await withProgress(say, `artifact ${i + 1} of ${sources.length}: ${source.title} (${elapsed(started)} so far)`, () => built(source));
  }
}
