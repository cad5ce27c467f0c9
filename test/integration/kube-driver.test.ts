import { execFileSync } from 'node:child_process';
import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DriverQuestion, Probe } from '../../packages/core/src/observe/probe.ts';
import type { Change, Resource, Step } from '../../packages/core/src/resource/kind.ts';
import { kubeDriver } from '../../packages/tasks/src/drivers/kube/kube-driver.ts';
import { actKube, askKube, type Api, type KubeAction, type Preview } from '../../packages/tasks/src/drivers/kube/questions.ts';
import { keyOf, refOf } from '../../packages/tasks/src/drivers/kube/object-ref.ts';
import {
  kubeObjects,
  kubeObjectSet,
  type KubeObjectsSeen,
  type KubeObjectsSubject,
  type KubeObjectsWant,
} from '../../packages/tasks/src/kinds/kube-objects/kube-objects.ts';
import { kubeObjectSetGone } from '../../packages/tasks/src/kinds/kube-objects/kube-objects-gone.ts';
import { node } from '../../packages/tasks/src/kinds/node/node.ts';
import { nodeIs, nodesHaveNetwork, workloadServes } from '../../packages/tasks/src/kinds/kube-objects/object-is.ts';
import type { KubeObject } from '../../packages/tasks/src/manifests/kube-object.ts';
import { config, help, objects, registered, web } from './kube-sample-objects.ts';
import { programs } from './programs.ts';
import { realHost, type RealHost } from './real-host.ts';

const found = programs({ etcd: 'etcd', 'kube-apiserver': 'kubernetes', kubectl: 'kubernetes', kubeadm: 'kubernetes' });

describe.skipIf(found === undefined)('the kube driver against a real API server', { timeout: 120_000 }, () => {
  const driver = kubeDriver();
  const { signal } = new AbortController();
  let host: RealHost;

  beforeAll(async () => {
    host = await realHost();
    await host.startEtcd(found!['etcd']!);
  }, 60_000);
  afterAll(async () => {
    await driver.close();
    await host.close();
  });

  const ask = async <T>(probe: Probe<T>): Promise<T> =>
    probe.parse((await driver.ask([(probe.ask as DriverQuestion).question], host.transport, signal))[0]!);
  const act = async (steps: readonly Step[]): Promise<void> => {
    for (const step of steps) if (step.do === 'drive') await driver.act(step.action, host.transport, signal);
  };
  const run = (program: keyof NonNullable<typeof found>, args: readonly string[], input = ''): string =>
    execFileSync(found![program]!, args, { encoding: 'utf8', stdio: 'pipe', input });
  const asAdmin = (): string => `--kubeconfig=${join(host.root, 'etc/kubernetes/super-admin.conf')}`;
  const kubectl = (...args: string[]): string => run('kubectl', [asAdmin(), ...args]);

  const set = kubeObjectSet.kind;
  const subjectOf = (of: readonly KubeObject[]): KubeObjectsSubject => kubeObjects('test', of).subject as KubeObjectsSubject;
  const wantOf = (of: readonly KubeObject[]): KubeObjectsWant => ({ objects: of });
  const see = (of = objects): Promise<KubeObjectsSeen> => ask(set.probe(subjectOf(of)));
  const changes = async (of = objects): Promise<readonly Change[]> => set.diff(wantOf(of), await see(of));
  const words = async (of = objects): Promise<readonly string[]> => (await changes(of)).map((c) => `${c.action} ${c.what}`);
  const closer = async (of = objects): Promise<readonly Change[]> =>
    set.detail!.changes(wantOf(of), await see(of), await ask(set.detail!.probe(subjectOf(of))));
  const apply = async (of = objects): Promise<void> =>
    act(set.steps({ subject: subjectOf(of), want: wantOf(of), seen: await see(of), late: {}, changes: [] }));

  const seenBy = ({ kind, subject }: Resource<void>): Promise<unknown> => ask(kind.probe(subject));
  const is = (state: Parameters<typeof nodeIs>[1], name = 'worker1'): Promise<unknown> => seenBy(nodeIs(name, state, help));

  it('sees that everything is to be made where the host has no admin kubeconfig, and shows it', async () => {
    renameSync(join(host.root, 'etc/kubernetes'), join(host.root, 'etc/away'));
    expect(await see()).toEqual({ api: 'absent' });
    expect(await is('there')).toEqual({ isReady: false });
    expect((await closer())[2]).toEqual({
      what: 'Namespace kmagic-test',
      action: 'create',
      after: 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: kmagic-test\n',
    });
    renameSync(join(host.root, 'etc/away'), join(host.root, 'etc/kubernetes'));
  });

  it('says why it cannot see while no API server answers, and waits for one to act', async () => {
    expect((await words())[1]).toMatch(/^run ConfigMap kmagic-test\/settings \(cannot be seen: no API server answers: .*ECONNREFUSED/);
    const applying = apply([objects[2]!]);
    await host.startApiServer(found!['kube-apiserver']!);
    await applying;
    expect(await words([objects[2]!])).toEqual([]);
  });

  it('applies all kinds in an order that works, and is converged after', async () => {
    expect(await words()).toHaveLength(objects.length - 1);
    await apply();
    expect(await words()).toEqual([]);
    expect(await closer()).toEqual([]);
    expect(kubectl('get', 'pools', 'default', '-o', 'jsonpath={.spec.cidr}')).toBe('10.0.0.0/16');
  });

  it('sees whether a workload serves as it is wanted now, not as before', async () => {
    const serves = (wanted = web): Promise<unknown> => seenBy(workloadServes(wanted, { ...help, silent: [] }));
    const patch = '-n kmagic-test patch deployment web --subresource=status -p';
    const report = (status: object): string => kubectl(...patch.split(' '), JSON.stringify({ status }));
    report({ replicas: 2, updatedReplicas: 2, readyReplicas: 1, availableReplicas: 1 });
    expect(await serves()).toEqual({ isReady: false });
    report({ replicas: 2, updatedReplicas: 2, readyReplicas: 1, availableReplicas: 1, observedGeneration: 1000 });
    expect(await serves()).toEqual({ isReady: true });
    expect(await serves({ ...web, metadata: { ...web.metadata, labels: {} } })).toEqual({ isReady: false });
  });

  it('asks by one list a kind and namespace, whatever the number of objects, and for metadata only', async () => {
    const answers = await driver.ask(
      Array.from({ length: 20 }, () => askKube({ ask: 'applied', refs: objects.map(refOf) }).question),
      host.transport,
      signal,
    );
    expect(new Set(answers.map((a) => a.stdout)).size).toBe(1);
    expect(answers[0]!.stdout).not.toContain('cidr');
  });

  it('shows what the server would make of a change, and only of that', async () => {
    const changed = objects.map((o) => (o.kind === 'ConfigMap' ? config({ a: '1', b: '3' }) : o));
    const found = await closer(changed);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ what: 'ConfigMap kmagic-test/settings', action: 'update' });
    expect(found[0]!.before).toBe(
      'apiVersion: v1\ndata:\n  a: "1"\n  b: "2"\nkind: ConfigMap\nmetadata:\n  name: settings\n  namespace: kmagic-test\n',
    );
    expect(found[0]!.after).toBe(found[0]!.before!.replace('b: "2"', 'b: "3"'));
    expect(await words()).toEqual([]);
  });

  it('sees fields that are no longer wanted, and takes them away', async () => {
    const less = [config({ a: '1' })];
    expect(await words(less)).toEqual(['update ConfigMap kmagic-test/settings']);
    await apply(less);
    expect(await words(less)).toEqual([]);
    expect(kubectl('-n', 'kmagic-test', 'get', 'configmap', 'settings', '-o', 'jsonpath={.data}')).toBe('{"a":"1"}');
    await apply();
  });

  it.each([
    [
      'a value changed',
      ['patch', 'deployment', 'web', '--type=merge', '-p', '{"spec":{"template":{"spec":{"priorityClassName":"system-node-critical"}}}}'],
    ],
    ['scaled', ['scale', 'deployment', 'web', '--replicas=1']],
    [
      'a field added inside a list that is one value',
      ['patch', 'networkpolicy', 'web', '--type=json', '-p', '[{"op":"add","path":"/spec/ingress/0/ports/0/endPort","value":60}]'],
    ],
    ['an environment variable changed', ['set', 'env', 'deployment/web', 'A=c']],
  ])('sees that somebody changed what kmagic wants: %s, and puts it right', async (_name, args) => {
    kubectl('-n', 'kmagic-test', ...args);
    const seen = await words();
    expect(seen).toHaveLength(1);
    expect(seen[0]).toMatch(/^update \w+ kmagic-test\/web /);
    expect(seen[0]).toContain('changed by kubectl');
    await apply();
    expect(await words()).toEqual([]);
  });

  it('leaves alone what others add beside it', async () => {
    kubectl('-n', 'kmagic-test', 'label', 'configmap', 'settings', 'by=hand');
    kubectl('-n', 'kmagic-test', 'annotate', 'deployment', 'web', 'by=hand');
    kubectl('-n', 'kmagic-test', 'rollout', 'restart', 'deployment', 'web');
    expect(await words()).toEqual([]);
  });

  it('takes over an object that stands there already, saying so', async () => {
    kubectl('create', 'configmap', '-n', 'default', 'mine', '--from-literal=a=1');
    const mine = [{ ...config({ a: '1' }), metadata: { name: 'mine', namespace: 'default' } }];
    expect(await words(mine)).toEqual(["update ConfigMap default/mine (not kmagic's yet)"]);
    expect((await closer(mine)).map((c) => c.what)).toEqual(["ConfigMap default/mine (not kmagic's yet), content unchanged"]);
    await apply(mine);
    expect(await words(mine)).toEqual([]);
  });

  it('hides the content of Secrets', async () => {
    const secret = [
      {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: 's', namespace: 'kmagic-test' },
        data: { token: 'aHVudGVyMg==' },
      } as KubeObject,
    ];
    const [change] = await closer(secret);
    expect(change!.after).not.toContain('aHVudGVyMg');
    expect(change!.after).toMatch(/token: \(secret [0-9a-f]{8}\)/);
  });

  it('says why the server refuses an object, in its words and at once', async () => {
    const bad = { ...config({}), metadata: { name: 'Bad_Name', namespace: 'kmagic-test' } };
    await expect(apply([bad])).rejects.toThrow(/node1: apply ConfigMap kmagic-test\/Bad_Name: .*Invalid value/);
  });

  it('deletes objects, and those of a kind that is not known are gone already', async () => {
    const { kind } = kubeObjectSetGone;
    const subject = { name: 'old', refs: [refOf(config({})), { apiVersion: 'example.org/v9', kind: 'Never', name: 'x' }] };
    const seen = await ask(kind.probe(subject));
    expect(kind.diff({ gone: true }, seen).map((c) => c.what)).toEqual(['ConfigMap kmagic-test/settings']);
    await act(kind.steps({ subject, want: { gone: true }, seen, late: {}, changes: [] }));
    expect(kind.diff({ gone: true }, await ask(kind.probe(subject)))).toEqual([]);
  });

  it('gives whole objects, lists, and what an annotation says on all of a kind', async () => {
    const get = async (action: Parameters<typeof askKube>[0]): Promise<Api<unknown>> =>
      JSON.parse((await driver.ask([askKube(action).question], host.transport, signal))[0]!.stdout) as Api<unknown>;
    expect(await get({ ask: 'ready' })).toEqual({ api: 'up', answer: true });
    expect(await get({ ask: 'get', ref: { apiVersion: 'v1', kind: 'Namespace', name: 'default' } })).toMatchObject({
      answer: { metadata: { name: 'default' } },
    });
    expect(await get({ ask: 'get', ref: { apiVersion: 'v1', kind: 'Namespace', name: 'nowhere' } })).toEqual({ api: 'up', answer: null });
    kubectl('annotate', 'crd', 'pools.example.org', 'kmagic.io/source=abc.1');
    const definitions = { apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', name: 'kmagic.io/source' };
    expect(await get({ ask: 'annotation', ...definitions })).toEqual({ api: 'up', answer: { 'pools.example.org': 'abc.1' } });
    const list = await get({ ask: 'list', apiVersion: 'v1', kind: 'Namespace' });
    expect(list.api === 'up' && (list.answer as readonly KubeObject[]).map((o) => o.metadata.name)).toContain('kmagic-test');
  });

  describe('labels and taints of a node', () => {
    const { kind } = node;
    const subject = { node: 'worker1' };
    const wordsOf = async (want: Parameters<typeof kind.diff>[0]): Promise<readonly string[]> =>
      kind.diff(want, await ask(kind.probe(subject))).map((c) => `${c.action} ${c.what}`);
    const give = async (want: Parameters<typeof kind.diff>[0]): Promise<void> =>
      act(kind.steps({ subject, want, seen: await ask(kind.probe(subject)), late: {}, changes: [] }));
    const rack = { labels: { rack: 'r1', zone: 'z' }, taints: [{ key: 'gpu', value: 'yes', effect: 'NoSchedule' }] };

    beforeEach(() => {
      if (!kubectl('get', 'nodes', '-o', 'name').includes('worker1'))
        run('kubectl', [asAdmin(), 'create', '-f', '-'], JSON.stringify(registered));
    });

    it('can be waited for, until it is there and until it is Ready', async () => {
      expect([await is('there'), await is('there', 'worker2')]).toEqual([{ isReady: true }, { isReady: false }]);
      const network = (): Promise<unknown> => seenBy(nodesHaveNetwork(['worker1', 'never-joined'], help));
      const all = async (): Promise<readonly unknown[]> => [await is('Ready'), await is('Ready with a network'), await network()];
      const patch = (conditions: string): string =>
        kubectl('patch', 'node', 'worker1', '--subresource=status', '-p', `{"status":{"conditions":[${conditions}]}}`);
      expect(await all()).toEqual([{ isReady: false }, { isReady: false }, { isReady: false }]);
      patch('{"type":"Ready","status":"True"}');
      expect(await all()).toEqual([{ isReady: true }, { isReady: false }, { isReady: false }]);
      patch('{"type":"Ready","status":"True"},{"type":"NetworkUnavailable","status":"False"}');
      expect(await all()).toEqual([{ isReady: true }, { isReady: true }, { isReady: true }]);
    });

    it('are given, and leave those of others', async () => {
      expect(await wordsOf(rack)).toEqual(['create label rack', 'create label zone', 'create taint gpu=yes:NoSchedule']);
      await give(rack);
      expect(await wordsOf(rack)).toEqual([]);
      expect(kubectl('get', 'node', 'worker1', '-o', 'jsonpath={.spec.taints[*].key} {.metadata.labels.own}')).toBe(
        'kubelet node.kubernetes.io/not-ready gpu kubelet',
      );
    });

    it('are taken away when dropped, and only those', async () => {
      const less = { labels: { rack: 'r2' }, taints: [] };
      expect(await wordsOf(less)).toEqual(['update label rack', 'delete label zone', 'delete taint gpu=yes:NoSchedule']);
      await give(less);
      expect(await wordsOf(less)).toEqual([]);
      expect(kubectl('get', 'node', 'worker1', '-o', 'jsonpath={.spec.taints[*].key} {.metadata.labels.own}{.metadata.labels.zone}')).toBe(
        'kubelet node.kubernetes.io/not-ready kubelet',
      );
    });

    it('are waited for where the node has not registered, for as long as the action says', async () => {
      const action: KubeAction = { do: 'node', name: 'ghost', labels: {}, taints: [], timeoutMs: 0 };
      await expect(driver.act(actKube(action).action, host.transport, signal)).rejects.toThrow(
        'change node ghost: node ghost has not registered',
      );
      expect(kubectl('get', 'nodes', '-o', 'name')).not.toContain('ghost');
    });
  });

  it('kubeadm agrees with the certificates and kubeconfigs', () => {
    const conf = join(host.root, 'kubeadm.yaml');
    writeFileSync(
      conf,
      `apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\ncertificatesDir: ${host.root}/etc/kubernetes/ssl\netcd:\n  external:\n    endpoints: [https://127.0.0.1:2379]\n    caFile: /x\n    certFile: /x\n    keyFile: /x\n`,
    );
    const text = run('kubeadm', ['certs', 'check-expiration', `--config=${conf}`]);
    for (const name of ['apiserver', 'apiserver-kubelet-client', 'front-proxy-client'])
      expect(text).toMatch(new RegExp(`^${name} +\\w{3} .*364d|^${name} +\\w{3} .*365d|^${name} .* \\d+d`, 'm'));
    expect(text).toMatch(/^ca +.* 9y/m);
    expect(text).toMatch(/^front-proxy-ca +.* 9y/m);
    const checked = run('kubeadm', ['init', 'phase', 'certs', 'apiserver', `--config=${conf}`]);
    expect(checked).toContain('Using existing apiserver certificate and key');
  });

  it('finds the API server again after a restart', async () => {
    await host.stop('kube-apiserver');
    expect((await see()).api).toBe('down');
    await host.startApiServer(found!['kube-apiserver']!);
    expect((await see()).api).toBe('up');
  });

  it('shows previews by key', async () => {
    const [preview] = await ask({
      key: 'p',
      ask: askKube({ ask: 'preview', objects: [config({ z: '1' })] }),
      parse: (out) => (JSON.parse(out.stdout) as { answer: readonly Preview[] }).answer,
    });
    expect(preview).toMatchObject({ key: keyOf(refOf(config({}))) });
  });
});
