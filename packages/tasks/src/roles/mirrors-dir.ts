import type { HostSpec } from '../spec/cluster-spec.ts';

/** Where containerd, and whoever pulls without it, finds the mirrors of registries. */
export function mirrorsDir({ containerd }: HostSpec): string {
  return `${containerd.configDir}/certs.d`;
}
