import type { DownloadWant, WebProxy } from '@kmagic/core';
import type { ClusterSpec, FileSource } from '../spec/cluster-spec.ts';

/** The inventory's web proxy; undefined where it names none. */
export function webProxyOf({ proxy, derived }: ClusterSpec): WebProxy | undefined {
  return derived.noProxy === undefined ? undefined : { http: proxy.http, https: proxy.https, noProxy: derived.noProxy };
}

/** Where a host gets a file of the catalog, and what it must be. */
export function webSource(
  spec: ClusterSpec,
  { url, sha256 }: Pick<FileSource, 'url' | 'sha256'>,
): Pick<DownloadWant, 'urls' | 'sha256' | 'proxy' | 'retries' | 'validateCerts'> {
  return { urls: [url], sha256, proxy: webProxyOf(spec), ...spec.download };
}
