import { describe, expect, it } from 'vitest';
import { KmagicError } from '@kmagic/core';
import { etcdMember, type EtcdMemberFound, type EtcdMemberWant } from './etcd-member.ts';

const { kind } = etcdMember;
const subject = { host: 'node1', certDir: '/etc/ssl/etcd/ssl', address: '10.0.0.1', name: 'etcd1' };
const member = { id: '1', name: 'etcd1', peerUrls: ['https://10.0.0.1:2380'], clientUrls: [], isLearner: false };
const up = (own = member, alarms: readonly string[] = []): EtcdMemberFound => ({
  seen: { etcd: 'up', cluster: { version: '3.6.14', members: [own], alarms } },
  member: own,
});
const healthy: EtcdMemberWant = { state: 'healthy' };

describe('an etcd member', () => {
  const cases: readonly (readonly [string, EtcdMemberWant, EtcdMemberFound, readonly string[]])[] = [
    ['is healthy', { ...healthy, peerUrls: ['https://10.0.0.1:2380'] }, up(), []],
    ['does not run yet', healthy, { seen: { etcd: 'absent' }, member: undefined }, ['not running yet']],
    ['is down', healthy, { seen: { etcd: 'down', why: 'connection refused' }, member: undefined }, ['not healthy: connection refused']],
    ['answers for another cluster', healthy, { ...up(), member: undefined }, ['not a member of the cluster it answers for']],
    ['has other peer URLs', { ...healthy, peerUrls: ['https://10.0.0.9:2380'] }, up(), ['peer URLs']],
    ['has no vote', healthy, up({ ...member, isLearner: true }), ['a learner, without a vote']],
    ['has raised an alarm', healthy, up(member, ['NOSPACE on 1']), ['alarm NOSPACE on 1']],
  ];
  it.each(cases.map(([name, want, seen, expected]) => ({ name, want, seen, expected })))('$name', ({ want, seen, expected }) => {
    expect(kind.diff(want, seen).map((c) => c.what)).toEqual(expected);
  });

  it('is waited for', () => {
    const steps = kind.steps({ subject, want: healthy, seen: { seen: { etcd: 'absent' }, member: undefined }, late: {}, changes: [] });
    expect(steps).toMatchObject([{ do: 'poll', what: 'etcd member etcd1 answers with a quorum' }]);
  });

  it('is given a vote first', () => {
    const steps = kind.steps({ subject, want: healthy, seen: up({ ...member, isLearner: true }), late: {}, changes: [] });
    expect(steps.map((s) => s.do)).toEqual(['drive', 'poll']);
  });

  it('is not touched while an alarm is raised', () => {
    expect(() => kind.steps({ subject, want: healthy, seen: up(member, ['NOSPACE on 1']), late: {}, changes: [] })).toThrow(KmagicError);
  });
});
