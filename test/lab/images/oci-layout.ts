import { createHash } from 'node:crypto';
import { copyFile, mkdir, rename, stat, writeFile } from 'node:fs/promises';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { packTarball } from '../artifact/tarball.ts';
import { sha256OfFile } from '../content-key.ts';

/** A packed layer and its two digests. */
export interface Layer {
  readonly file: string;
  readonly digest: string;
  readonly diffId: string;
  readonly bytes: number;
}

/** What an image says of itself beyond its layers. */
export interface ImageSettings {
  readonly entrypoint?: readonly string[];
  readonly command?: readonly string[];
  readonly environment?: readonly string[];
  readonly user?: string;
}

/** Packs a folder as one layer beside it. */
export async function packLayer(dir: string, file: string): Promise<Layer> {
  await packTarball(dir, ['.'], file);
  const diff = createHash('sha256');
  await pipeline(createReadStream(file), createGunzip(), diff);
  return { file, digest: await sha256OfFile(file), diffId: diff.digest('hex'), bytes: (await stat(file)).size };
}

/** Writes an OCI image layout into `dir` under the reference name `image`; the same layers give the same digests. */
export async function writeOciLayout(dir: string, layers: readonly Layer[], settings: ImageSettings): Promise<void> {
  const blobs = join(dir, 'blobs/sha256');
  await mkdir(blobs, { recursive: true });
  for (const layer of layers) await copyFile(layer.file, join(blobs, layer.digest));
  const configuration = {
    architecture: 'amd64',
    os: 'linux',
    created: '1970-01-01T00:00:00Z',
    config: {
      Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', ...(settings.environment ?? [])],
      ...(settings.entrypoint && { Entrypoint: settings.entrypoint }),
      ...(settings.command && { Cmd: settings.command }),
      ...(settings.user && { User: settings.user }),
      WorkingDir: '/',
    },
    rootfs: { type: 'layers', diff_ids: layers.map((layer) => `sha256:${layer.diffId}`) },
    history: layers.map(() => ({ created: '1970-01-01T00:00:00Z', created_by: 'kmagic lab' })),
  };
  const manifest = {
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    config: { mediaType: 'application/vnd.oci.image.config.v1+json', ...(await blob(dir, configuration)) },
    layers: layers.map((layer) => ({
      mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip',
      digest: `sha256:${layer.digest}`,
      size: layer.bytes,
    })),
  };
  const described = { mediaType: manifest.mediaType, ...(await blob(dir, manifest)) };
  const index = { schemaVersion: 2, manifests: [{ ...described, annotations: { 'org.opencontainers.image.ref.name': 'image' } }] };
  await writeFile(join(dir, 'index.json'), JSON.stringify(index));
  await writeFile(join(dir, 'oci-layout'), JSON.stringify({ imageLayoutVersion: '1.0.0' }));
}

async function blob(dir: string, content: unknown): Promise<{ readonly digest: string; readonly size: number }> {
  const text = JSON.stringify(content);
  const digest = createHash('sha256').update(text).digest('hex');
  const path = join(dir, 'blobs/sha256', digest);
  await writeFile(`${path}.new`, text);
  await rename(`${path}.new`, path);
  return { digest: `sha256:${digest}`, size: Buffer.byteLength(text) };
}
