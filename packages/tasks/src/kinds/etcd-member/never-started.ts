import { observation, type Resource } from '@kmagic/core';
import { askEtcd, type Etcd, type EtcdEndpoint } from '../../drivers/etcd/questions.ts';

/** Lends the peer URLs of members the cluster lists that have never run; none where the member asked does not answer. */
export function neverStarted(at: EtcdEndpoint): Resource<readonly string[]> {
  return observation<readonly string[]>({
    key: `members ${at.host} has never seen`,
    ask: askEtcd(at),
    parse: ({ stdout }) => {
      const seen = JSON.parse(stdout) as Etcd;
      if (seen.etcd !== 'up') return [];
      // A member tells its client URLs to the others when it runs for the first time.
      return seen.cluster.members.filter((m) => m.clientUrls.length === 0).flatMap((m) => m.peerUrls);
    },
  });
}
