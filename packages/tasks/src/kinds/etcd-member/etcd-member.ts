import { defineKind, KmagicError, sh, type Change, type Output, type Probe, type Step } from '@kmagic/core';
import { actEtcd, askEtcd, type Etcd, type EtcdEndpoint, type EtcdMemberSeen } from '../../drivers/etcd/questions.ts';

export interface EtcdMemberSubject extends EtcdEndpoint {
  /** The member's own name (`etcd1`), not the host's. */
  readonly name: string;
}

export interface EtcdMemberWant {
  readonly state: 'healthy';
  /** Where other members reach it; not compared where left out. */
  readonly peerUrls?: readonly string[];
}

export interface EtcdMemberFound {
  readonly seen: Etcd;
  readonly member: EtcdMemberSeen | undefined;
}

const everyMs = 500;
const timeoutMs = 120_000;
const trouble = {
  look: sh`systemctl is-active etcd.service; journalctl -u etcd.service -n 15 --no-pager -o cat`,
  hint: 'journalctl -u etcd on that host says why; more than half of the members must run for any to answer',
};

/** A member that is a voter of its cluster and answers with a quorum behind it. Lends its id. */
export const etcdMember = defineKind<EtcdMemberSubject, EtcdMemberWant, EtcdMemberFound, object, { readonly id: string }>({
  name: 'etcd-member',
  isHealth: true,
  owns: ({ name }) => `etcd-member:${name}`,
  probe: (subject) => ({
    key: `etcd-member:${JSON.stringify(subject)}`,
    ask: askEtcd(endpointOf(subject)),
    parse: (out) => found(out, subject),
  }),
  diff: (want, { seen, member }) => {
    if (seen.etcd === 'absent') return [{ what: 'not running yet', action: 'run' }];
    if (seen.etcd === 'down') return [{ what: `not healthy: ${seen.why}`, action: 'run' }];
    if (member === undefined) return [{ what: 'not a member of the cluster it answers for', action: 'run' }];
    const changes: Change[] = seen.cluster.alarms.map((alarm) => ({ what: `alarm ${alarm}`, action: 'run' }));
    const [before, after] = [member.peerUrls.join(','), [...(want.peerUrls ?? member.peerUrls)].sort().join(',')];
    if (before !== after) changes.push({ what: 'peer URLs', action: 'update', before, after });
    if (member.isLearner) changes.push({ what: 'a learner, without a vote', action: 'update' });
    return changes;
  },
  steps: ({ subject, want, seen: { seen, member } }) => {
    const at = endpointOf(subject);
    const steps: Step[] = [];
    if (seen.etcd === 'up' && seen.cluster.alarms.length > 0) throw alarmRaised(subject, seen.cluster.alarms);
    if (member !== undefined && want.peerUrls !== undefined) {
      steps.push({
        do: 'drive',
        what: 'etcd to take the new peer URLs',
        ...actEtcd({ at, do: 'update', member: member.id, peerUrls: want.peerUrls }),
      });
    }
    if (member?.isLearner)
      steps.push({ do: 'drive', what: 'etcd to give the member a vote', ...actEtcd({ at, do: 'promote', member: member.id }) });
    return [
      ...steps,
      { do: 'poll', what: `etcd member ${subject.name} answers with a quorum`, until: isHealthy(subject), everyMs, timeoutMs, trouble },
    ];
  },
  output: (_subject, { member }) => ({ id: member?.id ?? '' }),
});

/** Whether a member answers with a quorum behind it, for waiting. */
export function isHealthy(subject: EtcdMemberSubject): Probe<boolean> {
  return {
    key: `etcd-healthy:${JSON.stringify(subject)}`,
    ask: askEtcd(endpointOf(subject)),
    parse: (out) => found(out, subject).member !== undefined,
  };
}

function found(out: Output, { name }: EtcdMemberSubject): EtcdMemberFound {
  const seen = JSON.parse(out.stdout) as Etcd;
  return { seen, member: seen.etcd === 'up' ? seen.cluster.members.find((m) => m.name === name) : undefined };
}

function endpointOf({ host, certDir, address, port }: EtcdEndpoint): EtcdEndpoint {
  return { host, certDir, address, ...(port !== undefined && { port }) };
}

function alarmRaised(subject: EtcdMemberSubject, alarms: readonly string[]): KmagicError {
  return new KmagicError('refused', `etcd has raised an alarm: ${alarms.join(', ')}`, {
    host: subject.host,
    hint: 'NOSPACE: free space (compact, defragment) or raise the quota, then `etcdctl.sh alarm disarm`; CORRUPT: replace the member',
  });
}
