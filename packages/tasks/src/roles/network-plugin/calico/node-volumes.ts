import type { V1Volume, V1VolumeMount } from '@kubernetes/client-node';
import type { CalicoCniOptions } from './calico-options.ts';

/** Paths of the host calico-node works on. */
export function nodeVolumes({ cniBinDir, cniConfigDir }: CalicoCniOptions): V1Volume[] {
  return [
    volume('lib-modules', '/lib/modules'),
    volume('var-run-calico', '/var/run/calico', 'DirectoryOrCreate'),
    volume('var-lib-calico', '/var/lib/calico', 'DirectoryOrCreate'),
    volume('xtables-lock', '/run/xtables.lock', 'FileOrCreate'),
    volume('bpffs', '/sys/fs/bpf', 'Directory'),
    volume('cni-bin-dir', cniBinDir, 'DirectoryOrCreate'),
    volume('cni-net-dir', cniConfigDir),
    volume('cni-log-dir', '/var/log/calico/cni'),
    volume('policysync', '/var/run/nodeagent', 'DirectoryOrCreate'),
  ];
}

/** What the calico-node container sees of them. */
export const nodeMounts: readonly V1VolumeMount[] = [
  { name: 'cni-net-dir', mountPath: '/host/etc/cni/net.d' },
  { name: 'lib-modules', mountPath: '/lib/modules', readOnly: true },
  { name: 'xtables-lock', mountPath: '/run/xtables.lock' },
  { name: 'var-run-calico', mountPath: '/var/run/calico' },
  { name: 'var-lib-calico', mountPath: '/var/lib/calico' },
  { name: 'policysync', mountPath: '/var/run/nodeagent' },
  { name: 'bpffs', mountPath: '/sys/fs/bpf' },
  { name: 'cni-log-dir', mountPath: '/var/log/calico/cni', readOnly: true },
];

function volume(name: string, path: string, type?: string): V1Volume {
  return { name, hostPath: { path, ...(type !== undefined && { type }) } };
}
