import type { ClusterSpec } from '../../spec/cluster-spec.ts';

export function schedulerConfigFile(spec: ClusterSpec): string {
  return `${spec.paths.configDir}/kubescheduler-config.yaml`;
}
