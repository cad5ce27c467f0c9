import { posix } from 'node:path';
import type { ApiserverOptions } from './apiserver-pod.ts';
import { hostCaMounts, type HostMount } from './static-pod.ts';

/** What of the host the API server sees: its certificates, etcd's, the system's CAs, the audit policy and log. */
export function apiserverMounts(options: ApiserverOptions): readonly HostMount[] {
  const { certDir, etcd, audit, encryptionConfigFile, authenticationConfigFile, hostCaDirs } = options;
  return [
    { name: 'k8s-certs', hostPath: certDir, readOnly: true, type: 'DirectoryOrCreate' },
    ...hostCaMounts(hostCaDirs),
    ...outside([certDir], etcdMounts([etcd.caFile, etcd.certFile, etcd.keyFile])),
    ...outside(
      [certDir],
      [...fileMount('encryption-config', encryptionConfigFile), ...fileMount('authentication-config', authenticationConfigFile)],
    ),
    ...auditMounts(audit),
  ];
}

function fileMount(name: string, hostPath: string | undefined): readonly HostMount[] {
  return hostPath === undefined ? [] : [{ name, hostPath, readOnly: true, type: 'File' }];
}

function etcdMounts(files: readonly string[]): readonly HostMount[] {
  const directories = [...new Set(files.map((file) => posix.dirname(file)))].sort();
  return directories.map((hostPath, i) => ({ name: `etcd-certs-${i}`, hostPath, readOnly: true, type: 'DirectoryOrCreate' }));
}

function auditMounts(audit: ApiserverOptions['audit']): readonly HostMount[] {
  if (!audit) return [];
  const policy = { name: 'audit-policy', hostPath: posix.dirname(audit.policyFile), readOnly: true, type: 'DirectoryOrCreate' };
  if (audit.logPath === '-') return [policy];
  return [
    policy,
    { name: 'audit-logs', hostPath: audit.logHostDir, mountPath: posix.dirname(audit.logPath), readOnly: false, type: 'DirectoryOrCreate' },
  ];
}

/** Mounts that are not already visible below these directories. */
function outside(directories: readonly string[], mounts: readonly HostMount[]): readonly HostMount[] {
  return mounts.filter(({ hostPath }) => !directories.some((dir) => `${hostPath}/`.startsWith(`${dir}/`)));
}
