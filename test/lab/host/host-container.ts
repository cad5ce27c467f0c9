import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LabHost, LabState } from '../lab-state.ts';
import { steadyBridge } from '../network/bridge.ts';
import { podman, tryPodman } from '../podman.ts';
import { dressHost } from './host-identity.ts';
import { eraseDisk, hostDir, mergedDir, mountDisk } from './host-disk.ts';
import { attempt } from '../run-command.ts';

// Folders that containers' own overlays or databases need on a plain file system: an overlay on an overlay does not work.
const volumes: Readonly<Record<string, string>> = {
  containerd: '/var/lib/containerd',
  kubelet: '/var/lib/kubelet',
  etcd: '/var/lib/etcd',
};

/** `running`, `stopped`, `absent`, or `broken` for what a killed podman left half made. */
export async function hostCondition(host: LabHost): Promise<'running' | 'stopped' | 'absent' | 'broken'> {
  const result = await tryPodman('inspect', '--type', 'container', '--format', '{{.State.Status}} {{.State.Pid}}', host.container);
  if (result.code !== 0) return 'absent';
  const [status, pid] = result.stdout.trim().split(' ');
  if (status === 'running') return (await attempt(['kill', '-0', pid ?? '0'])).code === 0 ? 'running' : 'stopped';
  return status === 'exited' || status === 'stopped' ? 'stopped' : 'broken';
}

/** Brings a host to running from whatever condition it is in; its files stay if it has any. */
export async function ensureHost(state: LabState, host: LabHost): Promise<void> {
  const condition = await hostCondition(host);
  if (condition === 'running') return;
  if (condition === 'stopped') {
    await startHost(state, host);
    return;
  }
  await removeContainer(host);
  await mountDisk(state, host);
  await dressHost(state, host);
  await createContainer(state, host);
  await steadyBridge(state);
}

/** Starts a stopped host; its files are as they were. */
export async function startHost(state: LabState, host: LabHost): Promise<void> {
  await mountDisk(state, host);
  await podman('start', host.container);
  await steadyBridge(state);
}

/** Removes the host, its volumes and its disk; its identity stays, so that it can come back as itself. */
export async function removeHost(state: LabState, host: LabHost): Promise<void> {
  await removeContainer(host);
  for (const name of Object.keys(volumes)) await tryPodman('volume', 'rm', '--force', `${host.container}-${name}`);
  await eraseDisk(state, host);
}

/** Waits until a host's systemd has started what it starts at boot and sshd answers; throws after a minute. */
export async function hostIsUp(host: LabHost): Promise<void> {
  const until = Date.now() + 60_000;
  let said = '';
  while (Date.now() < until) {
    const result = await tryPodman('exec', host.container, 'systemctl', 'is-system-running');
    said = result.stdout.trim() || result.stderr.trim();
    if (said === 'running' || said === 'degraded') {
      // Ubuntu starts sshd at the first connection.
      const ssh = await tryPodman('exec', host.container, 'systemctl', 'is-active', 'ssh.service', 'ssh.socket');
      if (ssh.stdout.split('\n').includes('active')) return;
    }
    await sleep(250);
  }
  throw new Error(`${host.name}: not up after 60 s (${said}); see: podman logs ${host.container}`);
}

async function createContainer(state: LabState, host: LabHost): Promise<void> {
  const resolver = join(hostDir(state, host), 'resolv.conf');
  await writeFile(resolver, `nameserver ${state.bridge}\n`);
  await writeFile(join(mergedDir(state, host), 'etc/resolv.conf'), `nameserver ${state.bridge}\n`);
  await podman(
    ...['run', '--detach', '--name', host.container, '--hostname', host.name, '--label', `kmagic-lab=${state.name}`],
    ...['--privileged', '--systemd=always', '--stop-timeout', '20', '--log-driver', 'k8s-file', '--log-opt', 'max-size=5mb'],
    ...['--ulimit', 'nofile=16384:16384', '--ulimit', 'nproc=32768:32768'],
    ...['--network', state.network, '--ip', host.address, '--mac-address', hardwareAddress(host), '--no-hosts', '--dns', 'none'],
    ...['--env', `KMAGIC_LAB_HOST=${state.name}-${host.name}`],
    ...Object.entries(volumes).flatMap(([name, path]) => ['--volume', `${host.container}-${name}:${path}`]),
    ...['--rootfs', mergedDir(state, host), '/sbin/lab-init'],
  );
}

// A machine keeps its network card, or its neighbours would look for it in vain after a wipe until their caches expire.
function hardwareAddress(host: LabHost): string {
  return ['02', '6b', ...host.address.split('.').map((part) => Number(part).toString(16).padStart(2, '0'))].join(':');
}

async function removeContainer(host: LabHost): Promise<void> {
  await tryPodman('rm', '--force', '--time', '0', '--volumes', host.container);
}
