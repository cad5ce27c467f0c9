import { createReadStream, existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fetchMirrorFile, type ArtifactSource } from './source.ts';

let place: string;
const server = createServer((request, response) => {
  const file = join(place, request.url ?? '/');
  if (existsSync(file)) createReadStream(file).pipe(response);
  else response.writeHead(404).end();
});

beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'kmagic-mirror-'));
  await mkdir(join(place, 'dl.k8s.io'));
  await writeFile(join(place, 'dl.k8s.io/kubelet'), 'program');
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
});

afterAll(async () => {
  server.close();
  await rm(place, { recursive: true });
});

const sources: readonly { readonly kind: string; readonly source: () => ArtifactSource }[] = [
  { kind: 'a directory', source: () => ({ kind: 'directory', path: place }) },
  { kind: 'a mirror', source: () => ({ kind: 'http', url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }) },
];

it.each(sources)('files come from $kind, and what it lacks is left to be built', async ({ source }) => {
  const target = join(place, 'target');
  expect(await fetchMirrorFile(source(), 'dl.k8s.io/kubelet', target)).toBe(true);
  expect(await readFile(target, 'utf8')).toBe('program');
  expect(await fetchMirrorFile(source(), 'dl.k8s.io/kubeadm', target)).toBe(false);
});
