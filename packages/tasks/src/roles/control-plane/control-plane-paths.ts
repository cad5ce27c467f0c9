import type { ClusterSpec } from '../../spec/cluster-spec.ts';

/** Of the API server, where not everybody is let in; undefined where everybody is. */
export function authenticationConfigFile({ paths, apiserver }: ClusterSpec): string | undefined {
  return apiserver.anonymousAuth ? undefined : `${paths.configDir}/apiserver-authentication-config-v1.yaml`;
}

export function schedulerConfigFile(spec: ClusterSpec): string {
  return `${spec.paths.configDir}/kubescheduler-config.yaml`;
}
