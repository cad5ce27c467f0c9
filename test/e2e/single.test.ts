import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { labDown, labUp, type Lab } from '../lab/lab.ts';
import { versions } from '../lab/versions.ts';
import { killOnTheWay } from './crashes.ts';
import { onHost } from './on-host.ts';
import { exits, kmagic, succeeds } from './run-kmagic.ts';

const name = 'e2e1';
const minute = 60_000;
const canHaveLab = process.getuid?.() === 0 || process.env['KMAGIC_REQUIRE_LAB'] === '1';
const say = (text: string): void => void process.stderr.write(`${text}\n`);
const runc = `github.com/opencontainers/runc/releases/download/v${versions.runc}/runc.amd64`;
const fingerprints = /known is SHA256:[A-Za-z0-9+/]{43} .* shows SHA256:[A-Za-z0-9+/]{43} /;
let lab: Lab;
let inventory: string;

const on = (command: string): Promise<string> => onHost(lab, 'node1', command);

const apply = (code: number, ...more: readonly string[]) => exits(code, ['apply', '--yes', inventory, ...more]);
const plan = (code: number, ...more: readonly string[]) => exits(code, ['plan', inventory, ...more]);

async function converges(...more: readonly string[]): Promise<void> {
  expect((await apply(0, ...more)).stdout).toContain('Plan: 0 to change');
}

beforeAll(async () => {
  if (!canHaveLab) return;
  await labDown({ name });
  lab = await labUp({ name, topology: 'single', say });
  inventory = join(lab.inventoryDir, 'inventory.yaml');
});

afterAll(async () => {
  if (canHaveLab) await labDown({ name });
});

describe.skipIf(!canHaveLab)('one host, and what goes wrong on the way', () => {
  it('a tampered download is named with both checksums, and nothing of it is in place', async () => {
    await lab.faults.mirrorCorrupt(runc);
    const run = await apply(30).finally(() => lab.faults.mirrorRestore(runc));
    expect(run.stdout).toMatch(new RegExp(`http://[^ ]+/${runc} is not what it should be: expected sha256 [0-9a-f]{64}, got [0-9a-f]{64}`));
    expect(run.stdout).toMatch(/blocked: \d+ tasks/);
    expect(await on('ls -A /usr/local/bin /usr/local/sbin | grep runc || :')).not.toMatch(/^runc/m);
  });

  it('kmagic killed at any moment leaves what one more apply finishes', { timeout: 120 * minute }, async () => {
    const runs = Number(process.env['KMAGIC_CRASH_RUNS'] ?? '3');
    for (let left = runs; left > 0; left -= 3) {
      if (left < runs) await lab.faults.wipe('node1');
      await killOnTheWay({ inventory, kills: Math.min(left, 3), say });
      await converges();
      expect(await on('kubectl --kubeconfig /etc/kubernetes/admin.conf wait --for condition=Ready node node1 --timeout 5s')).toContain(
        'condition met',
      );
      expect(await on(`find /etc /usr/local /opt -xdev \\( -name '*.kmagic-new' -o -name '*.part' \\)`)).toBe('');
      expect((await apply(0)).stdout).toMatch(/^Plan: 0 to change, \d+ unchanged\./);
    }
  });

  it('a refused sudo is told apart, with what to do', async () => {
    const asOps = ['-e', 'ansible_user=ops'];
    await lab.faults.denySudo('node1');
    const refused = [await plan(24, ...asOps), await apply(24, ...asOps)];
    await lab.faults.allowSudo('node1');
    for (const { stdout } of refused) {
      expect(stdout).toContain('node1: sudo refused ops: this user may not run commands as root');
      expect(stdout).toContain('hint: as root: echo "ops ALL=(ALL) NOPASSWD: ALL" >/etc/sudoers.d/ops');
    }
    await plan(0, ...asOps);
  });

  it('a changed host key is refused with both fingerprints, until it is trusted', async () => {
    const trust = () => succeeds(['trust', 'node1', inventory]);
    await lab.faults.changeHostKey('node1');
    const refused = await plan(22);
    expect(refused.stdout).toMatch(fingerprints);
    expect(refused.stdout).toContain(`kmagic trust node1 ${inventory}`);
    await trust();
    await plan(0);
    await lab.faults.restoreHostKey('node1');
    await plan(22);
    await trust();
    await plan(0);
  });

  it('a registry that is down is named, and the pull goes on once it is back', async () => {
    await lab.faults.registryStop();
    await on(`crictl rmi "$(crictl images | awk '/coredns/ { print $1 ":" $2 }')"`);
    const run = await apply(30).finally(() => lab.faults.registryStart());
    expect(run.stdout).toMatch(/coredns.*\n?.*connection refused/);
    await converges();
    expect(await on('crictl images')).toContain('coredns');
  });

  it('a full disk leaves the old manifest as it was', async () => {
    const manifests = '/etc/kubernetes/manifests';
    const state = (): Promise<string> => on(`cd ${manifests} && sha256sum *.yaml && ls -A | grep -v lab-ballast`);
    const flag = ['-e', '{"kube_kubeadm_apiserver_extra_args": {"event-ttl": "2h"}}'];
    const before = await state();
    await lab.faults.fill('node1', manifests);
    const run = await kmagic(['apply', '--yes', inventory, ...flag]);
    const during = await state();
    await lab.faults.unfill('node1', manifests);
    expect(run.code, run.stdout + run.stderr).toBe(30);
    expect(run.stdout).toContain('No space left on device');
    expect(during).toBe(before);
    await converges(...flag);
    expect(await on(`cat ${manifests}/kube-apiserver.yaml`)).toContain('--event-ttl=2h');
  });
});
