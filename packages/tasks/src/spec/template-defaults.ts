import { accessIpOf, mainIpOf } from './addresses.ts';
import { minorOf } from '../catalog/versions.ts';
import { lazily, type Read } from './resolve.ts';
import type { HostInput } from './spec-input.ts';
import { allVariables, clusterTopics, hostTopics, type AnyTopic } from './topics.ts';
import type { ClusterTopics, HostTopics } from './variable.ts';

/**
 * What `{{ name }}` means on a host where nobody defines `name`: the defaults of all variables, and kubespray's computed
 * names (`image_arch`, `main_ip`, ...). Properties are worked out when read, so `host.variables` may be lazy as well.
 */
export function templateDefaults(host: HostInput): Readonly<Record<string, unknown>> {
  const read: Read = (variable) => {
    const raw = host.variables[variable.name];
    const parsed = raw === undefined || raw === null ? undefined : variable.type.schema.safeParse(raw);
    return parsed?.success === true ? { given: true, value: parsed.data } : { given: false };
  };
  const scope = { cluster: {} as ClusterTopics, own: {} as HostTopics, host, hosts: [host] };
  scope.cluster = lazily(clusterTopics as Record<string, AnyTopic>, { read, scope }) as ClusterTopics;
  scope.own = lazily(hostTopics as Record<string, AnyTopic>, { read, scope }) as HostTopics;

  const defaults = {};
  const define = (name: string, get: () => unknown): void => void Object.defineProperty(defaults, name, { enumerable: true, get });
  for (const { variable, place } of allVariables) {
    define(variable.name, () => variable.written ?? at({ ...scope.cluster, host: scope.own }, place, variable.name));
  }
  define('image_arch', () => host.facts?.arch ?? 'amd64');
  define('host_architecture', () => host.facts?.arch ?? 'amd64');
  define('host_os', () => 'linux');
  define('kube_major_version', () => minorOf(scope.cluster.kube.version));
  define('main_ip', () => mainIpOf(host));
  define('main_access_ip', () => accessIpOf(host));
  define('kube_service_subnets', () => scope.cluster.network.servicesCidr);
  define('kube_pods_subnets', () => scope.cluster.network.podsCidr);
  define('calico_ctl_version', () => scope.cluster.versions.calico);
  return defaults;
}

function at(settings: object, place: string, name: string): unknown {
  let value: unknown = settings;
  for (const property of place.split('.')) value = property === '' ? undefined : (value as Record<string, unknown> | undefined)?.[property];
  // Properties gathered from many variables hold them by name.
  return ['sources.downloadUrls', 'sources.imageOverrides', 'sources.checksums'].includes(place)
    ? (value as Record<string, unknown>)[name]
    : value;
}
