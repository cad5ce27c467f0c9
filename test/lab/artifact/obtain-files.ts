import { basename, join } from 'node:path';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { cachedDir } from '../cached-dir.ts';
import { contentKey, sha256OfFile } from '../content-key.ts';
import { artifactDir } from '../lab-home.ts';
import { withProgress, type Say } from '../progress.ts';
import { mirrorFiles, type MirrorFile } from './mirror-files.ts';
import { artifactSource, fetchMirrorFile, sourceKey } from './source.ts';

/** A mirror file that is in the cache. */
export interface ObtainedFile {
  readonly file: MirrorFile;
  readonly cached: string;
  /** Lower-case hex. */
  readonly sha256: string;
}

/** Gets every mirror file into the cache, from the source in force, else built. */
export async function obtainMirrorFiles(say: Say): Promise<readonly ObtainedFile[]> {
  const obtained: ObtainedFile[] = [];
  for (const file of mirrorFiles()) obtained.push(await obtain(file, say));
  return obtained;
}

async function obtain(file: MirrorFile, say: Say): Promise<ObtainedFile> {
  const source = await artifactSource();
  const name = basename(file.path);
  const dir = artifactDir(contentKey(`file-${name}`, [1, file.path, file.source.key, sourceKey(source)]));
  await cachedDir(dir, (work) =>
    withProgress(say, `file ${name}`, async () => {
      const target = join(work, name);
      if (!(await fetchMirrorFile(source, file.path, target))) await file.pack(target);
      await rm(join(work, `.${name}`), { recursive: true, force: true });
      await writeFile(join(work, 'sha256'), await sha256OfFile(target));
    }),
  );
  return { file, cached: join(dir, name), sha256: await readFile(join(dir, 'sha256'), 'utf8') };
}
