import type { ClusterSpec } from '../../spec/cluster-spec.ts';

export function encryptionFile(spec: ClusterSpec): string {
  return `${spec.paths.certDir}/secrets_encryption.yaml`;
}

export function schedulerConfigFile(spec: ClusterSpec): string {
  return `${spec.paths.configDir}/kubescheduler-config.yaml`;
}
