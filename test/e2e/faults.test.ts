import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { labDown, labUp, type Lab } from '../lab/lab.ts';
import { onHost } from './on-host.ts';
import { ended, exits, startKmagic, succeeds } from './run-kmagic.ts';

const name = 'faults';
const canHaveLab = process.getuid?.() === 0 || process.env['KMAGIC_REQUIRE_LAB'] === '1';
const say = (text: string): void => void process.stderr.write(`${text}\n`);
let lab: Lab;
let inventory: string;
const elsewhere: string[] = [];

const on = (command: string): Promise<string> => onHost(lab, 'node1', command);

/** The inventory as another controller has it: a checkout without `.kmagic`. */
async function checkout(text?: string): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'kmagic-elsewhere-'));
  elsewhere.push(directory);
  await cp(lab.inventoryDir, directory, { recursive: true, filter: (path) => !path.includes('.kmagic') });
  const file = join(directory, 'inventory.yaml');
  if (text !== undefined) await writeFile(file, text);
  return file;
}

/** An inventory of node1, which is there, and of `dead`, which is not, as the first control plane and as a worker. */
const withDead = (dead: string, planes: string, nodes: string): string => `all:
  hosts:
    node1: { ansible_host: "{{ lab_prefix }}.11", ip: "{{ lab_prefix }}.11", etcd_member_name: etcd-node1 }
    ${dead}: { ansible_host: "{{ lab_prefix }}.250", ip: "{{ lab_prefix }}.250", etcd_member_name: etcd-${dead} }
  children:
    kube_control_plane: { hosts: { ${planes}: } }
    etcd: { hosts: { ${planes}: } }
    kube_node: { hosts: { ${nodes}: } }
    k8s_cluster: { children: { kube_control_plane: , kube_node: } }
`;

/** An ssh agent that holds a key. */
async function startAgent(key: string): Promise<{ readonly socket: string; stop(): Promise<void> }> {
  const directory = await mkdtemp(join(tmpdir(), 'kmagic-agent-'));
  elsewhere.push(directory);
  const socket = join(directory, 'agent');
  const agent = spawn('ssh-agent', ['-D', '-a', socket], { stdio: 'ignore' });
  await expect.poll(() => existsSync(socket)).toBe(true);
  await promisify(execFile)('ssh-add', ['-q', key], { env: { ...process.env, SSH_AUTH_SOCK: socket } });
  return {
    socket,
    stop: async () => {
      agent.kill();
      await once(agent, 'exit');
    },
  };
}

beforeAll(async () => {
  if (!canHaveLab) return;
  await labDown({ name });
  lab = await labUp({ name, topology: 'single', say });
  inventory = join(lab.inventoryDir, 'inventory.yaml');
});

afterAll(async () => {
  await Promise.all(elsewhere.map((directory) => rm(directory, { recursive: true })));
  if (canHaveLab) await labDown({ name });
});

describe.skipIf(!canHaveLab)('runs that get in each other’s way, stop half-way, or cannot see every host', () => {
  it('a worker limited to itself, from a cold start: the dead control plane is named where its answer is needed, and only there', async () => {
    const plan = await exits(1, ['plan', '--limit', 'node1', await checkout(withDead('node9', 'node9', 'node1'))]);
    expect(plan.stdout).toContain('no host that answers has the kubernetes CA, and node9 did not answer');
    expect(plan.stdout).toMatch(/Plan: \d\d to change, \d+ unchanged, 2 refused, 1 of 2 hosts unreachable\./);
  });

  it('what others run on a host is named by check, and refused by an apply before anything is done there', async () => {
    const units = '/etc/systemd/system';
    await on(`printf '[Service]\\nExecStart=/bin/sleep infinity\\n' > ${units}/docker.service; mkdir ${units}/kubelet.service.d
printf '[Service]\\nExecStart=\\nExecStart=/bin/false\\n' > ${units}/kubelet.service.d/10-kubeadm.conf; systemctl daemon-reload; systemctl start docker`);
    const engine = `has docker.service (${units}/docker.service), which kmagic has not installed`;
    const dropIn = `starts something else as kubelet.service, by ${units}/kubelet.service.d/10-kubeadm.conf`;
    const check = await exits(14, ['check', inventory]);
    expect(check.stdout).toContain(`error: node1 ${engine}`);
    expect(check.stdout).toContain(`error: node1 ${dropIn}`);
    const apply = await exits(13, ['apply', '--yes', inventory]);
    expect(apply.stdout).toContain(`the host ${engine}; the host ${dropIn}`);
    expect(await on('ls /etc/containerd /etc/kubernetes 2>/dev/null || echo untouched')).toBe('untouched');
    await on(`systemctl stop docker; rm -r ${units}/docker.service ${units}/kubelet.service.d; systemctl daemon-reload`);
  });

  it('hosts let in an encrypted key, a key from a variable, one of an agent, and sudo with a password', async () => {
    const dir = dirname(lab.inventoryDir);
    const { opspwPassword, encryptedKeyPassphrase } = lab.state;
    const without = { ansible_ssh_private_key_file: null };
    const plan = async (said: object, env = {}): Promise<void> => {
      const args = ['plan', '-e', JSON.stringify(said), inventory];
      const { stdout, stderr } = ended(2, args, await startKmagic(args, env).ended);
      for (const secret of [opspwPassword, encryptedKeyPassphrase, 'PRIVATE KEY']) expect(stdout + stderr).not.toContain(secret);
    };
    await plan({ ansible_ssh_private_key_file: join(dir, 'id_encrypted'), ansible_private_key_passphrase: encryptedKeyPassphrase });
    await plan({ ...without, ansible_ssh_private_key: await readFile(join(dir, 'id_ed25519'), 'utf8') });
    await plan({ ansible_user: 'opspw', ansible_become_password: opspwPassword });
    const agent = await startAgent(join(dir, 'id_ed25519'));
    await plan({ ...without, ansible_user: 'ops' }, { SSH_AUTH_SOCK: agent.socket });
    await agent.stop();
  });

  it('while one run acts another is refused, from here and from elsewhere, and may plan; Ctrl-C ends the first after its steps', async () => {
    const args = ['apply', '--yes', inventory];
    const first = startKmagic(args);
    await first.said(/changed node1 /);
    const who = `kmagic apply by root@${hostname()} \\(pid \\d+\\) has been at work`;
    const [here, there] = await Promise.all([
      exits(41, args),
      exits(41, ['apply', '--yes', await checkout()]),
      exits(2, ['plan', inventory]),
    ]);
    expect(here.stderr).toMatch(new RegExp(`this cluster is locked: ${who} on it since .*; nothing was done`));
    expect(there.stderr).toMatch(new RegExp(`node1 is locked: ${who} there since .*; nothing was done`));
    expect(there.stderr).toMatch(/hint: .* kill -- -\d+/);
    first.send('SIGINT');
    const { stdout, stderr } = ended(130, args, await first.ended);
    expect(stderr).toContain('stopping: what is under way finishes, nothing new starts');
    expect(stdout).toMatch(/interrupted: \d+ changed/);
    const runs = join(lab.inventoryDir, '.kmagic/runs');
    const journals = await Promise.all(
      (await readdir(runs)).filter((f) => f.includes('apply')).map((f) => readFile(join(runs, f), 'utf8')),
    );
    const journal = journals.find((text) => text.includes('"interrupted"'));
    expect(journal?.split('"interrupted"')[1]).not.toContain('"nodeStarted"');
  });

  it('a run limited to the control plane installs it from a cold start and does without the dead worker', async () => {
    await succeeds(['apply', '--yes', '--limit', 'node1', await checkout(withDead('node2', 'node1', 'node2'))]);
    expect(await on('kubectl --kubeconfig /etc/kubernetes/admin.conf get nodes --no-headers')).toMatch(/^node1 +Ready/);
    await succeeds(['apply', '--yes', inventory]);
  });

  it('a saved plan is carried out as it is, or refused with what moved since', async () => {
    const file = join(dirname(await checkout()), 'plan.json');
    await exits(2, ['plan', '-o', file, '-e', '{"kube_kubeadm_apiserver_extra_args": {"event-ttl": "2h"}}', inventory]);
    await on('mv /etc/crictl.yaml /etc/crictl.away');
    const refused = await exits(40, ['apply', file]);
    expect(refused.stderr).toContain(
      'the plan no longer holds: container-engine/Write the crictl configuration@node1 changed since it was made',
    );
    await on('mv /etc/crictl.away /etc/crictl.yaml');
    await succeeds(['apply', file]);
    expect(await on('cat /etc/kubernetes/manifests/kube-apiserver.yaml')).toContain('--event-ttl=2h');
    const again = await exits(40, ['apply', file]);
    expect(again.stderr).toContain('the plan no longer holds: control-plane/Write the manifest of kube-apiserver@node1');
  });
});
