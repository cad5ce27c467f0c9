import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { encryptVault, graphJson, journalLine, planRun, redact, Secret, type Plan, type VaultKey } from '@kmagic/core';
import { apply, openCluster } from '@kmagic/tasks';
import { afterAll, expect, it } from 'vitest';
import { discreet } from '../../packages/cli/src/discreet.ts';
import { planJson } from '../../packages/cli/src/renderers/plan-json.ts';
import { planText } from '../../packages/cli/src/renderers/plan-text.ts';
import { checkStillTrue, readSavedPlan, savePlan } from '../../packages/cli/src/saved-plan.ts';
import { bareHost } from './bare-host.ts';

const place = mkdtempSync(join(tmpdir(), 'kmagic-encrypted-'));
afterAll(() => rmSync(place, { recursive: true }));

const key: VaultKey = { id: 'prod', password: new Secret('correct-horse') };
const groups = ['kube_control_plane', 'etcd', 'kube_node'].map((group) => `    ${group}: {hosts: {node1: }}\n`).join('');
const hosts = `all:\n  hosts:\n    node1: {ansible_host: 192.0.2.11, ip: 192.0.2.11}\n  children:\n${groups}`;
const token = 'hunter55hunter55hunter55hunter55';
const settings = `
cluster_name: hunter22.example
node_labels: {place: hunter33-cellar}
containerd_registries_mirrors:
  - {prefix: docker.io, mirrors: [{host: "https://hunter44.example.org"}]}
container_manager: containerd
kube_encrypt_secret_data: true
`;
const words = ['hunter22', 'hunter33', 'hunter44', token];

interface Planned {
  readonly plan: Plan;
  readonly journal: string;
  readonly graph: string;
}

async function planOf(name: string, files: Readonly<Record<string, string>>): Promise<Planned> {
  mkdirSync(join(place, name, 'group_vars/all'), { recursive: true });
  for (const [path, text] of Object.entries({ 'hosts.yml': hosts, ...files })) writeFileSync(join(place, name, path), text);
  const lines: string[] = [];
  await using cluster = await openCluster(
    {
      inventories: [join(place, name, 'hosts.yml')],
      vault: [key],
      clock: () => Date.UTC(2026, 5, 1),
      factStore: { load: () => Promise.resolve(undefined), save: () => Promise.resolve() },
      connect: (host) => bareHost(host, '192.0.2.11'),
    },
    apply,
  );
  const { plan } = await planRun(cluster.context({ emit: (event) => lines.push(redact(journalLine(event, 'now'))) }));
  return { plan, journal: lines.join('\n'), graph: graphJson(cluster.graph) };
}

/** What a person sees of a text. */
function printed(text: string): string {
  const stream = new PassThrough();
  discreet(stream as unknown as NodeJS.WriteStream).write(text);
  return String(stream.read());
}

it('a cluster whose inventory is encrypted has the plan it had before, and nothing of the values is shown', async () => {
  const vault = encryptVault(settings, key);
  const inline = `kube_encrypt_token: !vault |\n${encryptVault(token, key).trim().replace(/^/gm, '  ')}\n`;
  const plain = await planOf('plain', { 'group_vars/all/all.yml': `${settings}kube_encrypt_token: ${token}\n` });
  const { plan, journal, graph } = await planOf('encrypted', {
    'group_vars/all/inline.yml': inline,
    'group_vars/all/vault.yml': vault,
  });
  expect(JSON.stringify(plan)).toBe(JSON.stringify(plain.plan));
  expect(graph).toBe(plain.graph);

  // The plan itself holds what is not by its type a secret: it is where it is shown that it must not be.
  expect(words.map((word) => JSON.stringify(plan).includes(word))).toEqual([true, true, true, false]);
  const saved = join(place, 'saved.json');
  await savePlan(saved, { plan, inventories: ['hosts.yml'], options: { extraVars: ['a=hunter22.example'] } });
  const shown = [planJson(plan), printed(planText(plan)), printed(graph), journal, readFileSync(saved, 'utf8')];
  for (const word of words) expect(shown.map((text) => text.includes(word))).toEqual([false, false, false, false, false]);
  expect(shown[1]).toContain('(secret)');

  // Task names hold words that are encrypted here, such as containerd: the saved plan holds all the same.
  const again = await readSavedPlan([saved]);
  expect(() => checkStillTrue(again!, plan)).not.toThrow();
});
