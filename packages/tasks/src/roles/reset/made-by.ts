import type { ClusterSpec } from '../../spec/cluster-spec.ts';

/** Keys of a host's ledger that say what kmagic installed there. */
export const madeBy = {
  kubelet: 'service:service:kubelet.service',
  etcd: 'service:service:etcd.service',
  containerd: 'unit:path:/etc/systemd/system/containerd.service',
} as const;

/** The key of a directory declared by a role. */
export function directoryKey(path: string): string {
  return `directory:path:${path}`;
}

/** The key of an archive, by the path it is known by. */
export function archiveKey(path: string): string {
  return `archive:archive:${path}`;
}

/** Where the etcd role puts what the ledger does not list. */
export function etcdPlaces({ paths }: ClusterSpec): {
  readonly scriptDir: string;
  readonly logDir: string;
  readonly runtime: readonly string[];
} {
  return {
    scriptDir: `${paths.binDir}/etcd-scripts`,
    logDir: '/var/log/etcd',
    runtime: ['/run/etcd-forming-whole.env', '/run/kmagic-etcd-forming.env'],
  };
}
