import { existsSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { labDir } from '../lab-home.ts';
import type { LabHost, LabState } from '../lab-state.ts';
import { attempt, run } from '../run-command.ts';

/**
 * The folder a host has as its `/`: the common root below, the host's own files above. Mounted here and not by podman,
 * which would forget the host's files at every stop, and a reboot keeps a machine's files.
 */
export function mergedDir(state: LabState, host: LabHost): string {
  return join(hostDir(state, host), 'merged');
}

/** Where a host's own files are kept. */
export function hostDir(state: LabState, host: LabHost): string {
  return join(labDir(state.name), 'hosts', host.name);
}

/** Mounts a host's `/` unless it is mounted. */
export async function mountDisk(state: LabState, host: LabHost): Promise<void> {
  const merged = mergedDir(state, host);
  if (await isMounted(merged)) return;
  const dir = hostDir(state, host);
  for (const folder of ['upper', 'work', 'merged']) await mkdir(join(dir, folder), { recursive: true });
  const layers = `lowerdir=${host.root},upperdir=${join(dir, 'upper')},workdir=${join(dir, 'work')}`;
  await run(['mount', '-t', 'overlay', `kmagic-${state.name}-${host.name}`, '-o', layers, merged]);
}

/** Unmounts a host's `/`, and all that is mounted below it. */
async function unmountDisk(state: LabState, host: LabHost): Promise<void> {
  const merged = mergedDir(state, host);
  if (existsSync(merged) && (await isMounted(merged))) {
    const { code } = await attempt(['umount', '-R', merged]);
    // A program that still looks at it would keep the whole lab from going down.
    if (code !== 0) await run(['umount', '-R', '-l', merged]);
  }
}

/** Throws a host's own files away, as a new disk would. */
export async function eraseDisk(state: LabState, host: LabHost): Promise<void> {
  await unmountDisk(state, host);
  for (const folder of ['upper', 'work', 'merged']) {
    await rm(join(hostDir(state, host), folder), { recursive: true, force: true });
  }
}

async function isMounted(path: string): Promise<boolean> {
  const mounts = await readFile('/proc/self/mounts', 'utf8');
  return mounts.split('\n').some((line) => line.split(' ')[1] === path.replaceAll(' ', '\\040'));
}
