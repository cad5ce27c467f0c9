import { uniqueNames } from './subject-names.ts';

/** A host as certificates name it. */
export interface NamedHost {
  /** The inventory name. */
  readonly name: string;
  readonly fqdn?: string;
  readonly addresses: readonly string[];
}

/** What an API server is reached by. */
export interface ApiServerNames {
  readonly dnsDomain: string;
  /** The first address of each service network. */
  readonly serviceAddresses: readonly string[];
  readonly controlPlanes: readonly NamedHost[];
  /** The load balancer's name and address, a virtual address, `supplementary_addresses_in_ssl_keys`. */
  readonly others: readonly string[];
}

/** Every name and address of every API server: all control planes share one list, so that any answers for any. */
export function apiServerSans(names: ApiServerNames): readonly string[] {
  return uniqueNames([
    'kubernetes',
    'kubernetes.default',
    'kubernetes.default.svc',
    `kubernetes.default.svc.${names.dnsDomain}`,
    ...names.serviceAddresses,
    'localhost',
    '127.0.0.1',
    '::1',
    ...names.others,
    ...names.controlPlanes.flatMap((h) => [shortName(h.name), h.name, h.fqdn, ...h.addresses]),
  ]);
}

/** What members of etcd are reached by. */
export interface EtcdNames {
  readonly dnsDomain: string;
  readonly members: readonly NamedHost[];
  /** `etcd_cert_alt_names` and `etcd_cert_alt_ips`, access names that are no addresses. */
  readonly others: readonly string[];
}

/** Every name and address of every member: one list for members and clients alike, as kubespray has it. */
export function etcdSans(names: EtcdNames): readonly string[] {
  return uniqueNames([
    'localhost',
    ...names.members.map((h) => h.name),
    `etcd.kube-system.svc.${names.dnsDomain}`,
    'etcd.kube-system.svc',
    'etcd.kube-system',
    'etcd',
    ...names.others,
    ...names.members.flatMap((h) => h.addresses),
    '127.0.0.1',
    '::1',
  ]);
}

/** The name before the first dot. */
export function shortName(name: string): string {
  return name.split('.')[0]!;
}
