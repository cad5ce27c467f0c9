import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { cachedDir } from '../cached-dir.ts';
import { contentKey } from '../content-key.ts';
import { artifactDir } from '../lab-home.ts';
import { withProgress, type Say } from '../progress.ts';
import { run } from '../run-command.ts';
import { startBackground, stopBackground } from '../serve/process-record.ts';
import { registryConfiguration } from '../serve/registry.ts';
import type { ObtainedImage } from './obtain-images.ts';

/** The registry's storage with all images in it, made once per set of images. */
export async function registryData(images: readonly ObtainedImage[], say: Say): Promise<string> {
  const dir = artifactDir(contentKey('registry', [1, images.map((image) => image.key)]));
  return cachedDir(dir, (work) => withProgress(say, `registry with ${images.length} images`, () => fill(work, images)));
}

// The registry itself writes its storage: it alone knows the format.
async function fill(work: string, images: readonly ObtainedImage[]): Promise<void> {
  const storage = join(work, 'storage');
  await mkdir(storage);
  const address = `127.0.0.1:${await freePort()}`;
  const configuration = join(work, 'config.yml');
  await writeFile(configuration, registryConfiguration(address, storage, 'writable'));
  const pidFile = join(work, 'pid');
  await startBackground({ pidFile, logFile: join(work, 'log'), command: ['docker-registry', 'serve', configuration] });
  try {
    await answers(`http://${address}/v2/`);
    for (const { layout, recipe } of images) {
      const target = `docker://${address}/${recipe.repository}:${recipe.tag}`;
      await run(['skopeo', 'copy', '--quiet', '--dest-tls-verify=false', '--preserve-digests', `oci:${layout}:image`, target]);
    }
  } finally {
    await stopBackground(pidFile);
  }
}

async function answers(url: string): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    if (
      await fetch(url).then(
        (answer) => answer.ok,
        () => false,
      )
    )
      return;
    await sleep(100);
  }
  throw new Error(`${url} does not answer`);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
