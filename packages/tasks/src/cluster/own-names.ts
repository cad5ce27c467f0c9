import { connectionNames } from '@kmagic/core';

/** Names and addresses: what no two hosts have the same of. */
export const ownNames: ReadonlySet<string> = new Set([
  ...connectionNames.address,
  'ip',
  'access_ip',
  'etcd_member_name',
  'kube_override_hostname',
]);
