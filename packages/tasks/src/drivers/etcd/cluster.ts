import type { Etcd3 } from 'etcd3';
import type { EtcdAction, EtcdCluster, EtcdMemberSeen } from './questions.ts';

/** What one member says of its cluster; rejects while it has no leader or no quorum. */
export async function clusterOf(client: Calls): Promise<EtcdCluster> {
  const { cluster, maintenance } = client;
  const [status, list, alarms] = await Promise.all([
    maintenance.status(),
    cluster.memberList({}),
    maintenance.alarm({ action: 'Get', memberID: 0, alarm: 'None' }),
    // A read all members must agree on: it fails where there is no quorum, whatever the status says.
    client.get('health').string(),
  ]);
  return {
    version: status.version,
    members: list.members.map((m): EtcdMemberSeen => ({
      id: m.ID,
      name: m.name,
      peerUrls: [...m.peerURLs].sort(),
      clientUrls: [...m.clientURLs].sort(),
      isLearner: m.isLearner,
    })),
    alarms: alarms.alarms.map((a) => `${a.alarm.toUpperCase()} on ${BigInt(a.memberID).toString(16)}`),
  };
}

/** Carries out one action. */
export async function actOn(client: Calls, action: EtcdAction): Promise<void> {
  const { cluster, maintenance } = client;
  switch (action.do) {
    case 'add':
      await cluster.memberAdd({ peerURLs: [...action.peerUrls], isLearner: action.as === 'learner' });
      return;
    case 'promote':
      await cluster.memberPromote({ ID: await idOf(client, action.member) });
      return;
    case 'remove':
      await cluster.memberRemove({ ID: await idOf(client, action.member) });
      return;
    case 'update':
      await cluster.memberUpdate({ ID: await idOf(client, action.member), peerURLs: [...action.peerUrls] });
      return;
    case 'moveLeader': {
      const [status, list] = await Promise.all([maintenance.status(), cluster.memberList({})]);
      const heir = list.members.find((m) => m.ID !== status.header.member_id && m.name !== '' && !m.isLearner);
      if (status.leader === status.header.member_id && heir !== undefined) await maintenance.moveLeader({ targetID: heir.ID });
    }
  }
}

type Calls = Pick<Etcd3, 'cluster' | 'maintenance' | 'get'>;

async function idOf({ cluster }: Calls, member: string): Promise<string> {
  const { members } = await cluster.memberList({});
  const found = members.find((m) => m.ID === member || m.name === member);
  if (found === undefined) throw new Error(`etcd has no member ${member}`);
  return found.ID;
}
