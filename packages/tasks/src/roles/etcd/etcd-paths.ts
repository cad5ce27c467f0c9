import type { ClusterSpec } from '../../spec/cluster-spec.ts';

/** Read at the next start only, and removed by it. */
export const formingFile = '/run/kmagic-etcd-forming.env';
export const logDir = '/var/log/etcd';

/** Inside the data directory, so that it is lost with the data. */
export function guardFile(spec: ClusterSpec): string {
  return `${spec.etcd.dataDir}/kmagic-member`;
}

export function scriptDir(spec: ClusterSpec): string {
  return `${spec.paths.binDir}/etcd-scripts`;
}

/** Starts and stops the member where it is a container. */
export function containerScript(spec: ClusterSpec): string {
  return `${scriptDir(spec)}/etcd-container`;
}
