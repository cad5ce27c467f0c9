import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { etcdDriver } from '../../packages/tasks/src/drivers/etcd/etcd-driver.ts';
import { actEtcd, type EtcdAction } from '../../packages/tasks/src/drivers/etcd/questions.ts';
import {
  etcdMember,
  isHealthy,
  type EtcdMemberFound,
  type EtcdMemberSubject,
} from '../../packages/tasks/src/kinds/etcd-member/etcd-member.ts';
import type { DriverQuestion, Probe } from '../../packages/core/src/observe/probe.ts';
import { programs } from './programs.ts';
import { realHost, type RealHost } from './real-host.ts';

const found = programs({ etcd: 'etcd', etcdctl: 'etcd' });

describe.skipIf(found === undefined)('the etcd driver against a real etcd', { timeout: 60_000 }, () => {
  const driver = etcdDriver();
  const { signal } = new AbortController();
  const { kind } = etcdMember;
  let host: RealHost;
  let subject: EtcdMemberSubject;

  beforeAll(async () => {
    host = await realHost();
    subject = { host: 'node1', certDir: '/etc/ssl/etcd/ssl', address: '127.0.0.1', port: host.etcdPort, name: 'etcd1' };
  }, 60_000);
  afterAll(async () => {
    await driver.close();
    await host.close();
  });

  const ask = async <T>(probe: Probe<T>): Promise<T> =>
    probe.parse((await driver.ask([(probe.ask as DriverQuestion).question], host.transport, signal))[0]!);
  const see = (): Promise<EtcdMemberFound> => ask(kind.probe(subject));
  const words = async (want = {}): Promise<readonly string[]> => kind.diff({ state: 'healthy', ...want }, await see()).map((c) => c.what);
  const act = (action: EtcdAction): Promise<void> => driver.act(actEtcd(action).action, host.transport, signal);

  it('says that a host without certificates has no member yet', async () => {
    expect(await ask(kind.probe({ ...subject, host: 'elsewhere' }))).toEqual({ seen: { etcd: 'absent' }, member: undefined });
  });

  it('says what is wrong while the member is down, and finds it once it is up', async () => {
    expect((await words())[0]).toMatch(/^not healthy: /);
    expect(await ask(isHealthy(subject))).toBe(false);
    await host.startEtcd(found!['etcd']!);
    expect(await words()).toEqual([]);
    expect(await ask(isHealthy(subject))).toBe(true);
  });

  it('sees the member as etcdctl does', async () => {
    const { seen, member } = await see();
    const pki = join(host.root, 'etc/ssl/etcd/ssl');
    const tls = [
      `--cacert=${pki}/ca.pem`,
      `--cert=${pki}/admin-node1.pem`,
      `--key=${pki}/admin-node1-key.pem`,
      `--endpoints=https://127.0.0.1:${host.etcdPort}`,
    ];
    const listed = JSON.parse(execFileSync(found!['etcdctl']!, [...tls, 'member', 'list', '-w=json'], { encoding: 'utf8' })) as {
      members: { ID: number; name: string; peerURLs: string[] }[];
    };
    expect(member).toMatchObject({ name: 'etcd1', isLearner: false, peerUrls: listed.members[0]!.peerURLs });
    expect(seen).toMatchObject({ etcd: 'up', cluster: { alarms: [], members: [{ name: 'etcd1' }] } });
    expect(
      execFileSync(found!['etcdctl']!, [...tls, 'endpoint', 'health'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }),
    ).toBeDefined();
  });

  it('adds a learner and removes it again, and changes peer URLs', async () => {
    await act({ at: subject, do: 'add', peerUrls: ['https://127.0.0.1:1'], as: 'learner' });
    const { seen } = await see();
    const added = seen.etcd === 'up' ? seen.cluster.members.find((m) => m.isLearner) : undefined;
    expect(added).toMatchObject({ name: '', peerUrls: ['https://127.0.0.1:1'] });
    await act({ at: subject, do: 'remove', member: added!.id });
    await act({ at: subject, do: 'moveLeader' });
    expect(await words({ peerUrls: ['https://127.0.0.1:2'] })).toEqual(['peer URLs']);
    await act({ at: subject, do: 'update', member: 'etcd1', peerUrls: ['https://127.0.0.1:2'] });
    expect(await words({ peerUrls: ['https://127.0.0.1:2'] })).toEqual([]);
    await expect(act({ at: subject, do: 'promote', member: 'nobody' })).rejects.toThrow('etcd has no member nobody');
  });

  it('finds the member again after it was restarted', async () => {
    await host.stop('etcd');
    expect(await ask(isHealthy(subject))).toBe(false);
    await host.startEtcd(found!['etcd']!);
    expect(await ask(isHealthy(subject))).toBe(true);
  });
});
