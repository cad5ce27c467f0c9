import { readFile } from 'node:fs/promises';
import type { LabState } from '../lab-state.ts';
import { podman, tryPodman } from '../podman.ts';
import { attempt, run } from '../run-command.ts';

/** Makes the lab's podman network if it is not there, without podman's own resolver: it breaks under a cluster's load. */
export async function makeNetwork(state: LabState): Promise<void> {
  if ((await tryPodman('network', 'exists', state.network)).code === 0) return;
  await podman(
    ...['network', 'create', '--disable-dns', '--subnet', `${state.prefix}.0/24`, '--gateway', state.bridge],
    ...['--label', `kmagic-lab=${state.name}`, state.network],
  );
}

/** Removes the network and what a killed podman may have left of its bridge. */
export async function removeNetwork(state: LabState): Promise<void> {
  const bridge = await bridgeInterface(state).catch(() => '');
  await tryPodman('network', 'rm', '--force', state.network);
  if (bridge !== '') await attempt(['ip', 'link', 'delete', bridge]);
  await attempt(['nft', 'delete', 'table', 'bridge', partitionTable(state)]);
}

/** The name of the table that holds the lab's partitions. */
export function partitionTable(state: LabState): string {
  return `kmagic_lab_${state.prefix.replaceAll('.', '_')}`;
}

/** The name podman gave the lab's bridge on this machine. */
export async function bridgeInterface(state: LabState): Promise<string> {
  return (await podman('network', 'inspect', '--format', '{{.NetworkInterface}}', state.network)).trim();
}

/**
 * Fixes the bridge's hardware address at what it is: left alone it follows the lowest of its ports, and every host that
 * stops or is cut off could make the others lose sight of the bridge.
 */
export async function steadyBridge(state: LabState): Promise<void> {
  const bridge = await bridgeInterface(state);
  const address = (await readFile(`/sys/class/net/${bridge}/address`, 'utf8')).trim();
  await run(['ip', 'link', 'set', bridge, 'address', address]);
}

/** The machine's end of a host's cable; throws when the host is not running. */
export async function hostCable(container: string): Promise<string> {
  const pid = await hostPid(container);
  const links = await run(['ip', '-o', 'link', 'show']);
  const inside = await run(['nsenter', '-t', String(pid), '-n', 'ip', '-o', 'link', 'show', 'eth0']);
  const peer = /eth0@if(\d+):/.exec(inside)?.[1] ?? '?';
  const name = new RegExp(`^${peer}: ([^@:]+)[@:]`, 'm').exec(links)?.[1];
  if (name === undefined) throw new Error(`${container}: no interface ${peer} on this machine`);
  return name;
}

/** The pid of a host's first program on this machine; throws when the host is not running. */
export async function hostPid(container: string): Promise<number> {
  const pid = Number((await podman('inspect', '--format', '{{.State.Pid}}', container)).trim());
  if (!(pid > 0)) throw new Error(`${container} is not running`);
  return pid;
}
