import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { labDown, labUp, type Lab } from '../lab/lab.ts';
import { ensurePrerequisites } from '../lab/prerequisites.ts';
import { hasMirror } from '../lab/rootfs/debian-root.ts';
import { readTopology } from '../lab/topology.ts';
import { onHost } from './on-host.ts';
import { kmagic, succeeds } from './run-kmagic.ts';
import { expectNoTraces, tracesOf } from './traces.ts';
import { workloads } from './workloads.ts';

const name = 'releases';
const topology = fileURLToPath(new URL('../lab/topologies/releases.yaml', import.meta.url));
const say = (text: string): void => void process.stderr.write(`${text}\n`);
const canHaveLab = (process.getuid?.() === 0 || process.env['KMAGIC_REQUIRE_LAB'] === '1') && (await mirrorsAnswer());
let lab: Lab;
let inventory: string;

const on = (host: string, command: string): Promise<string> => onHost(lab, host, command);
const kubectl = (args: string): Promise<string> => on('node1', `kubectl --kubeconfig /etc/kubernetes/admin.conf ${args}`);
const addressOf = (host: string): string => lab.hosts.find((h) => h.name === host)!.address;

async function mirrorsAnswer(): Promise<boolean> {
  await ensurePrerequisites(say);
  const wanted = (await readTopology(topology)).flatMap(({ os }) => os ?? []);
  const answers = await Promise.all(wanted.map(async (release) => ((await hasMirror(release)) ? [] : [release])));
  const silent = answers.flat();
  if (silent.length > 0) say(`${name}: skipped, as no mirror answers for ${silent.join(', ')}`);
  return silent.length === 0;
}

beforeAll(async () => {
  if (!canHaveLab) return;
  await labDown({ name });
  lab = await labUp({ name, topology, say });
  inventory = join(lab.inventoryDir, 'inventory.yaml');
});

afterAll(async () => {
  if (canHaveLab) await labDown({ name });
});

describe.skipIf(!canHaveLab)('the other releases of Debian and Ubuntu that are supported, in one cluster', () => {
  const before = new Map<string, readonly string[]>();

  it('an apply leaves nothing to do', async () => {
    // A first login leaves traces of its own, and what packages bring stays after a reset.
    await succeeds(['check', inventory]);
    for (const { name: host } of lab.hosts) {
      await on(host, 'apt-get install -y -q isal socat >/dev/null 2>&1');
      before.set(host, await tracesOf(lab, host));
    }
    await succeeds(['apply', '--yes', inventory]);
    const again = await succeeds(['apply', '--yes', inventory]);
    expect(again.stdout).toMatch(/Plan: 0 to change, \d+ unchanged\./);
    const images = await kubectl('get nodes -o jsonpath=\'{range .items[*]}{.status.nodeInfo.osImage}{"\\n"}{end}\'');
    expect(images.split('\n').map((image) => image.replace(/^(\D*\d+(\.04)?).*/, '$1'))).toEqual([
      'Ubuntu 24.04',
      'Debian GNU/Linux 13',
      'Ubuntu 22.04',
      'Debian GNU/Linux 11',
    ]);
  });

  it.each([[['node2', 'node3']], [['node4', 'node2']]] as const)('pods talk between %s', async (nodes) => {
    await workloads({ on, kubectl, addressOf, nodes });
  });

  it('units start again when hosts do', async () => {
    for (const host of ['node1', 'node2']) await lab.faults.restart(host);
    await on('node1', `timeout 120 sh -c 'until [ "$(kubectl get nodes 2>/dev/null | grep -cw Ready)" = 4 ]; do sleep 1; done'`);
    // What differs, if anything does, is a workload that is not back yet.
    const plan = await kmagic(['plan', inventory]);
    expect(plan.stdout).toMatch(/Plan: \d+ to change/);
    expect(plan.stdout).not.toContain('(somebody changed the host)');
    await succeeds(['apply', '--yes', inventory]);
    expect((await succeeds(['plan', inventory])).stdout).toMatch(/Plan: 0 to change, \d+ unchanged\./);
  });

  it('a reset leaves hosts as they were', async () => {
    await succeeds(['reset', '--confirm', 'cluster.local', inventory]);
    for (const { name: host } of lab.hosts) {
      await expectNoTraces(lab, host, before.get(host)!);
    }
  });
});
