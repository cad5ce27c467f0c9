import { createWriteStream, existsSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Where artifacts come from: a folder or mirror the user named, the internet, or sources built here. */
export type ArtifactSource =
  | { readonly kind: 'directory'; readonly path: string }
  | { readonly kind: 'http'; readonly url: string }
  | { readonly kind: 'upstream' }
  | { readonly kind: 'built' };

let decided: Promise<ArtifactSource> | undefined;

/** `KMAGIC_LAB_ARTIFACTS` if set; else upstream if the internet answers within two seconds; else built. Asked once. */
export function artifactSource(): Promise<ArtifactSource> {
  decided ??= decide();
  return decided;
}

/** Fetches the file at a mirror path into `target`; false when this source has none. */
export async function fetchMirrorFile(source: ArtifactSource, path: string, target: string): Promise<boolean> {
  switch (source.kind) {
    case 'built':
      return false;
    case 'directory': {
      const file = join(source.path, path);
      if (!existsSync(file)) return false;
      await copyFile(file, target);
      return true;
    }
    case 'http':
      return download(`${source.url}/${path}`, target);
    case 'upstream':
      return download(`https://${path}`, target);
  }
}

/** What tells artifacts of one source from those of another in a content key. */
export function sourceKey(source: ArtifactSource): string {
  return source.kind === 'directory' ? source.path : source.kind === 'http' ? source.url : source.kind;
}

async function decide(): Promise<ArtifactSource> {
  const named = process.env['KMAGIC_LAB_ARTIFACTS'];
  if (named !== undefined && named !== '') {
    return /^https?:/.test(named) ? { kind: 'http', url: named.replace(/\/+$/, '') } : { kind: 'directory', path: named };
  }
  const answer = await fetch('https://dl.k8s.io/release/stable.txt', { signal: AbortSignal.timeout(2_000) }).catch(() => undefined);
  const version = answer?.ok ? await answer.text().catch(() => '') : '';
  return /^v1\.\d+\.\d+\s*$/.test(version) ? { kind: 'upstream' } : { kind: 'built' };
}

async function download(url: string, target: string): Promise<boolean> {
  const answer = await fetch(url);
  if (answer.status === 404) return false;
  if (!answer.ok || !answer.body) throw new Error(`${url}: ${answer.status} ${answer.statusText}`);
  await pipeline(Readable.fromWeb(answer.body), createWriteStream(target));
  return true;
}
