import { observation, type Resource } from '@kmagic/core';
import { askEtcd, type Etcd, type EtcdEndpoint } from '../../drivers/etcd/questions.ts';

/** A member as the cluster lists it. */
export interface ListedMember {
  readonly peerUrls: readonly string[];
  readonly everRan: boolean;
}

/** Lends the members the cluster lists; undefined where the member asked does not answer. */
export function listedMembers(at: EtcdEndpoint): Resource<readonly ListedMember[] | undefined> {
  return observation<readonly ListedMember[] | undefined>({
    key: `members as ${at.host} lists them`,
    ask: askEtcd(at),
    parse: ({ stdout }) => {
      const seen = JSON.parse(stdout) as Etcd;
      if (seen.etcd !== 'up') return undefined;
      // A member tells its client URLs to the others when it runs for the first time.
      return seen.cluster.members.map(({ peerUrls, clientUrls }) => ({ peerUrls, everRan: clientUrls.length > 0 }));
    },
  });
}
