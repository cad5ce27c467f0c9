import type { Operation } from '@kmagic/core';
import { resetFiles } from '../roles/reset/files.ts';
import { resetNetwork } from '../roles/reset/network.ts';
import { resetWorkloads } from '../roles/reset/workloads.ts';
import type { ClusterSpec } from '../spec/cluster-spec.ts';

/** Leaves hosts as kmagic found them: what the host's ledger says it created goes, everything else stays. */
export const reset: Operation<ClusterSpec> = {
  name: 'reset',
  about: 'Take the cluster off its hosts.',
  stages: () => [
    { name: 'stop', about: 'kubelet, pods, etcd, containerd', hosts: (all) => all, roles: [resetWorkloads] },
    { name: 'clean', about: 'network, data, files, users', hosts: (all) => all, roles: [resetNetwork, resetFiles] },
  ],
};
