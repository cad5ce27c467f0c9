import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { labDown, labUp, type Lab } from '../lab/lab.ts';
import { onHost } from './on-host.ts';
import { exits, kmagic, startKmagic, succeeds } from './run-kmagic.ts';
import { workloads } from './workloads.ts';

const name = 'ha5';
const manifest = '/etc/kubernetes/manifests/kube-apiserver.yaml';
const say = (text: string): void => void process.stderr.write(`${text}\n`);
let lab: Lab;
let inventory: string;

const on = (host: string, command: string): Promise<string> => onHost(lab, host, command);

const everywhere = <T>(act: (host: string) => Promise<T>): Promise<readonly T[]> => Promise.all(lab.hosts.map((h) => act(h.name)));
const kubectl = (args: string): Promise<string> => on('node1', `kubectl --kubeconfig /etc/kubernetes/admin.conf ${args}`);

/** When each host's files were written and its daemons started. */
const state = (): Promise<readonly string[]> =>
  everywhere((host) =>
    on(
      host,
      `stat -c '%n %Y' /etc/kubernetes/manifests/* /etc/etcd.env /usr/local/bin/* 2>/dev/null; systemctl show -p ActiveEnterTimestamp kubelet containerd etcd`,
    ),
  );

beforeAll(async () => {
  await labDown({ name });
  lab = await labUp({ name, topology: 'ha5', say });
  inventory = join(lab.inventoryDir, 'inventory.yaml');
});

afterAll(async () => {
  await labDown({ name });
});

describe('three control planes with etcd and two workers, from bare hosts', () => {
  it('a plan says what will be done and writes nothing to any host', async () => {
    await everywhere((host) => on(host, 'touch /run/before-plan; sleep 1'));
    const plan = await exits(2, ['plan', inventory]);
    expect(plan.stdout).toMatch(/Plan: \d+ to change/);
    const written = await everywhere((host) =>
      on(
        host,
        `find / -xdev -newer /run/before-plan -type f ! -path '/proc/*' ! -path '/sys/*' ! -path '/var/log/*' ! -path '/run/*' ! -path '/dev/*'`,
      ),
    );
    expect(written).toEqual(lab.hosts.map(() => ''));
  });

  it('apply makes a cluster whose nodes are all ready, and ends in an empty plan', async () => {
    const apply = await succeeds(['apply', '--yes', inventory]);
    expect(apply.stdout).toContain('Plan: 0 to change');
    say(apply.stdout.trim());
    expect(await kubectl('wait --for condition=Ready nodes --all --timeout 60s')).toContain('node5 condition met');
    expect(await kubectl('-n kube-system rollout status deployment/coredns --timeout 180s')).toContain('successfully rolled out');
  });

  it('kubectl, kubeadm, etcdctl and openssl agree', async () => {
    expect((await kubectl('get nodes -o name')).split('\n')).toHaveLength(5);
    expect(await on('node2', 'etcdctl.sh endpoint health --cluster')).toContain('is healthy');
    expect((await on('node3', 'etcdctl.sh member list')).split('\n').filter((l) => l.includes('started'))).toHaveLength(3);
    expect(await on('node1', 'openssl verify -CAfile /etc/kubernetes/ssl/ca.crt /etc/kubernetes/ssl/apiserver.crt')).toContain('OK');
    expect(await on('node1', 'openssl verify -CAfile /etc/ssl/etcd/ssl/ca.pem /etc/ssl/etcd/ssl/member-node1.pem')).toContain('OK');
    expect(await on('node1', 'kubeadm certs check-expiration --kubeconfig /etc/kubernetes/admin.conf 2>&1')).toMatch(
      /apiserver\s+\w+ \d+, \d+/,
    );
  });

  it('pods reach pods on other nodes, services by name and the API; policies, host ports and hairpins work', async () => {
    await workloads({ on, kubectl, addressOf: (host) => lab.hosts.find((h) => h.name === host)!.address, nodes: ['node4', 'node5'] });
  });

  it('a second apply changes nothing and disturbs nothing, from this checkout and from one without .kmagic', async () => {
    const pods = (): Promise<string> =>
      kubectl(
        `-n kube-system get pods -l tier=control-plane -o jsonpath='{range .items[*]}{.metadata.name} {.metadata.uid} {.status.containerStatuses[0].restartCount}{"\\n"}{end}'`,
      );
    const before = [await state(), await pods()];
    const again = await succeeds(['apply', '--yes', '--stats', inventory]);
    expect(again.stdout).toContain('Plan: 0 to change');
    // Facts and one survey; control planes and etcd members are asked for nothing more: credentials come with the survey.
    expect(again.stderr.match(/^node\d: \d+ round trips/gm)?.sort()).toEqual(lab.hosts.map(({ name }) => `${name}: 2 round trips`).sort());
    const elsewhere = await mkdtemp(join(tmpdir(), 'kmagic-elsewhere-'));
    await cp(lab.inventoryDir, elsewhere, { recursive: true, filter: (path) => !path.includes('.kmagic') });
    await succeeds(['plan', join(elsewhere, 'inventory.yaml')]);
    await rm(elsewhere, { recursive: true });
    expect([await state(), await pods()]).toEqual(before);
  });

  it('a directory of certificates that is changed afterwards parts no cluster: no second CA is made, and no kubelet hears of it', async () => {
    const told = (): Promise<readonly string[]> =>
      everywhere((host) => on(host, 'cat /etc/kubernetes/kubelet-config.yaml /etc/etcd.env 2>&1 || :'));
    const before = await told();
    const moved = await kmagic(['apply', '--yes', inventory, '-e', '{"kube_cert_dir": "/opt/certs", "etcd_cert_dir": "/opt/etcd-certs"}']);
    for (const [ca, trace] of [
      ['kubernetes CA is not at /opt/certs/ca.crt', '/etc/kubernetes/admin.conf'],
      ['etcd CA is not at /opt/etcd-certs/ca.pem', '/etc/etcd.env'],
    ])
      expect(moved.stdout + moved.stderr).toContain(`the ${ca}, but node1, node2, node3 were set up with one (${trace} is there)`);
    expect(await told()).toEqual(before);
    expect((await succeeds(['apply', '--yes', inventory])).stdout).toMatch(/Plan: 0 to change/);
  });

  it('what a cluster that stands cannot become is refused before anything is done', async () => {
    const before = await state();
    const refused: readonly (readonly [object, string])[] = [
      [{ kube_service_addresses: '10.96.0.0/16' }, 'kube_service_addresses cannot change from 10.233.0.0/18 (kube-apiserver.yaml)'],
      [{ etcd_data_dir: '/data/etcd' }, 'etcd_data_dir cannot change from /var/lib/etcd (/etc/etcd.env) to /data/etcd'],
      [{ kube_version: '1.35.8' }, 'kube_version cannot change from 1.36.4 (kube-apiserver.yaml) to 1.35.8 by an apply'],
      [{ calico_pool_blocksize: 24 }, 'calico_pool_blocksize cannot change from 26 to 24'],
    ];
    for (const [variables, why] of refused) {
      const apply = await exits(13, ['apply', '--yes', inventory, '-e', JSON.stringify(variables)]);
      expect(apply.stderr).toContain(why);
    }
    expect(await state()).toEqual(before);
  });

  it('the example of the library sees the same', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, ['examples/library/plan.ts', inventory]);
    expect(stdout).toContain('0 to change');
  });

  it('a changed API server flag is shown, and rolls one host at a time while clients behind the local proxy go on', async () => {
    const flag = ['-e', '{"kube_kubeadm_apiserver_extra_args": {"event-ttl": "2h"}}'];
    const plan = await exits(2, ['plan', ...flag, inventory]);
    expect(plan.stdout).toContain('--event-ttl=2h');
    expect(plan.stdout).toContain('restarts kube-apiserver on node1, node2, node3');
    await on(
      'node4',
      // An API server that has just begun to listen may take seconds for its first connections.
      `nohup sh -c 'for i in $(seq 1200); do curl -sk -m 10 -o /dev/null -w "%{exitcode} %{time_total} %{errormsg}\\n" https://127.0.0.1:6443/readyz; sleep 0.1; done' > /run/polls 2>&1 & echo $! > /run/poller`,
    );
    const apply = await kmagic(['apply', '--yes', ...flag, inventory]);
    await on('node4', 'kill $(cat /run/poller) || :');
    expect(apply.code, apply.stdout + apply.stderr).toBe(0);
    const polls = [...(await on('node4', 'cat /run/polls')).matchAll(/^(\d+) ([\d.]+) (.*)$/gm)];
    const failures = polls.filter(([, status]) => status !== '0').map(([line]) => line);
    const slowest = Math.max(...polls.map(([, , seconds]) => Number(seconds)));
    say(`polls through the node-local proxy while three API servers rolled: ${polls.length}, the slowest ${slowest.toFixed(1)} s`);
    say([`of them failed: ${failures.length}`, ...failures].join('\n'));
    expect(polls.length).toBeGreaterThan(20);
    const rolled = [
      ...apply.stderr.matchAll(/changed (node\d) control-plane: (Write the manifest of kube-apiserver|Wait until the API server serves)/g),
    ].map((m) => m[1]);
    // Each host is through with both before the next begins.
    expect(rolled).toEqual([rolled[0], rolled[0], rolled[2], rolled[2], rolled[4], rolled[4]]);
    expect(new Set(rolled).size).toBe(3);
  });

  it('a flag that keeps the controller manager from starting stops at the first host, and says why', async () => {
    const flag = ['-e', '{"kube_kubeadm_controller_extra_args": {"no-such-flag": "1"}}'];
    const { stdout } = await exits(1, ['apply', '--yes', ...flag, inventory]);
    expect(stdout).toContain('unknown flag: --no-such-flag');
    expect(stdout).toMatch(/node3 was not carried out: node1 failed in control-plane\/Roll the control plane/);
    const flagged = await everywhere((host) => on(host, 'grep -ls no-such-flag /etc/kubernetes/manifests/* || :'));
    expect(flagged.filter((found) => found !== '')).toEqual(['/etc/kubernetes/manifests/kube-controller-manager.yaml']);
    await succeeds(['apply', '--yes', inventory]);
  });

  it('a worker that loses power while a roll goes on: the rest converges, it is named, and one apply finishes when it is back', async () => {
    await on('node5', 'rm /etc/crictl.yaml /usr/local/bin/kubelet; echo "# by hand" >> /etc/kubernetes/kubelet.env');
    const roll = startKmagic(['apply', '--yes', inventory]);
    await roll.said(/changed node5 /);
    await lab.faults.kill('node5');
    const { code, stdout, stderr } = await roll.ended;
    await lab.faults.start('node5');
    say(stdout.trim());
    expect(code, stdout + stderr).toBe(20);
    expect(stdout).toMatch(/node5: the connection to \S+ was lost|node5: cannot reach/);
    for (const host of ['node1', 'node2', 'node3']) expect(await on(host, `grep -c event-ttl=2h ${manifest} || :`)).toBe('0');
    await succeeds(['apply', '--yes', inventory]);
    expect(await kubectl('wait --for condition=Ready node node5 --timeout 60s')).toContain('condition met');
  });

  it('a file changed by hand is told from a changed inventory, and restored', async () => {
    await on('node4', 'echo "# by hand" >> /etc/kubernetes/kubelet.env');
    const plan = await exits(2, ['plan', inventory]);
    expect(plan.stdout).toContain('somebody changed the host');
    expect(plan.stdout).toContain('-# by hand');
    await succeeds(['apply', '--yes', inventory]);
    expect(await on('node4', 'grep -c "by hand" /etc/kubernetes/kubelet.env || :')).toBe('0');
  });

  it('a dead worker is a row in the plan; the rest converges, a roll it holds up is named, and one apply finishes when it is back', async () => {
    await lab.faults.stop('node5');
    await on('node4', 'rm /etc/crictl.yaml');
    const without = await kmagic(['apply', '--yes', '-e', 'kube_proxy_metrics_bind_address=127.0.0.1:10349', inventory]);
    expect(without.code, without.stdout + without.stderr).not.toBe(0);
    expect(without.stdout).toMatch(/Wait until kube-proxy runs@node1 waited 60 s for .*, in vain: \d of 5 pods are as wanted/);
    expect(without.stdout).toContain('node5 does not answer, and a roll goes no further while too many pods are missing: bring it back');
    expect(await on('node4', 'test -f /etc/crictl.yaml && echo there')).toBe('there');
    await lab.faults.start('node5');
    await succeeds(['apply', '--yes', inventory]);
    expect(await kubectl('-n kube-system rollout status daemonset/kube-proxy --timeout 1s')).toContain('successfully rolled out');
  });

  it('the first control plane without power: all other nodes stay ready, a new worker joins, and one apply finishes when it is back', async () => {
    const asked = (args: string): Promise<string> => on('node2', `kubectl --kubeconfig /etc/kubernetes/admin.conf ${args}`);
    for (const worker of ['node4', 'node5'])
      expect(await on(worker, 'grep server: /etc/kubernetes/kubelet.conf')).toContain('https://localhost:6443');
    await lab.faults.kill('node1');
    await asked('wait --for condition=Ready=Unknown node node1 --timeout 150s');
    // Who had lost the API with it would be found out by now, or within the time between two of its reports.
    await asked('wait --for condition=Ready=Unknown node node4 node5 --timeout 20s || :');
    const ready = (await asked('get nodes --no-headers')).split('\n').flatMap((line) => (/ Ready /.exec(line) ? [line.split(' ')[0]] : []));
    expect(ready).toEqual(['node2', 'node3', 'node4', 'node5']);
    await lab.faults.wipe('node5');
    await asked('wait --for condition=Ready=Unknown node node5 --timeout 150s');
    // Kubernetes itself brings it elsewhere, after five minutes, if the dead host ran it.
    await asked('-n kube-system delete pods --force --grace-period 0 -l k8s-app=calico-kube-controllers');
    const without = await exits(20, ['apply', '--yes', inventory]);
    expect(without.stdout).toMatch(/^1 failed: \d+ changed/m);
    await asked('wait --for condition=Ready node node5 --timeout 5s');
    await lab.faults.start('node1');
    await succeeds(['apply', '--yes', inventory]);
  });

  it('a run limited to a worker does what is done for it at the API, and nothing for others', async () => {
    const labelled = (): Promise<string> => kubectl('get nodes -l rack=r1 -o name');
    await succeeds(['apply', '--yes', '--limit', 'node5', '-e', '{"node_labels": {"rack": "r1"}}', inventory]);
    expect(await labelled()).toBe('node/node5');
    await succeeds(['apply', '--yes', '--limit', 'node5', inventory]);
    expect(await labelled()).toBe('');
  });

  it('etcd outlives a restart of containerd, comes back from a kill, and its quorum is kept when a member is stopped', async () => {
    const pid = (): Promise<string> => on('node2', 'pgrep -x etcd');
    const before = await pid();
    await on('node2', 'systemctl restart containerd');
    expect(await pid()).toBe(before);
    await on('node2', `kill -9 ${before}`);
    await on('node2', 'for i in $(seq 60); do pgrep -x etcd >/dev/null && etcdctl.sh endpoint health && exit 0; sleep 1; done; exit 1');
    await on('node3', 'systemctl stop etcd');
    const guarded = await exits(2, ['plan', inventory]);
    expect(guarded.stdout).toContain('Run etcd');
    await succeeds(['apply', '--yes', inventory]);
    expect(
      (await on('node1', 'etcdctl.sh endpoint health --cluster 2>&1')).split('\n').filter((l) => l.includes('is healthy')),
    ).toHaveLength(3);
  });
});
