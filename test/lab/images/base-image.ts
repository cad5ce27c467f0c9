import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cachedDir } from '../cached-dir.ts';
import { contentKey } from '../content-key.ts';
import { artifactDir } from '../lab-home.ts';
import { withProgress, type Say } from '../progress.ts';
import { debianRoot, slim } from '../rootfs/debian-root.ts';
import { packLayer, type Layer } from './oci-layout.ts';

// One base for all images that need more than a static program: a node then unpacks it once.
const basePackages: readonly string[] = [
  ...['iptables', 'nftables', 'ipset', 'conntrack', 'iproute2', 'kmod', 'procps', 'runit', 'ca-certificates', 'curl'],
  ...['nginx-light', 'libnginx-mod-stream'],
];

/** The key of the Debian base layer. */
export const baseImageKey = contentKey('image-base', [2, basePackages]);

/** The Debian base layer, made once. */
export async function baseLayer(say: Say): Promise<Layer> {
  const dir = await cachedDir(artifactDir(baseImageKey), (work) =>
    withProgress(say, 'base of the images (Debian)', async () => {
      const root = join(work, 'root');
      await debianRoot(root, basePackages);
      await slim(root);
      const layer = await packLayer(root, join(work, 'layer.tar.gz'));
      await rm(root, { recursive: true });
      await writeFile(join(work, 'layer.json'), JSON.stringify(layer));
    }),
  );
  const layer = JSON.parse(await readFile(join(dir, 'layer.json'), 'utf8')) as Layer;
  return { ...layer, file: join(dir, 'layer.tar.gz') };
}
