import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { obtainMirrorFiles, type ObtainedFile } from './artifact/obtain-files.ts';
import { buildAllPrograms } from './artifact/programs.ts';
import { artifactSource } from './artifact/source.ts';
import { faultsOf, type Faults } from './fault/faults.ts';
import { ensureHost, hostIsUp, removeHost } from './host/host-container.ts';
import { makeLabKeys } from './host/host-identity.ts';
import { obtainImages } from './images/obtain-images.ts';
import { registryData } from './images/registry-data.ts';
import { inventoryDir, writeInventory } from './inventory.ts';
import { labDir, labHome, repositoryRoot } from './lab-home.ts';
import { hostNamed, newLabState, readLabState, writeLabState, type LabHost, type LabState, type RootedHost } from './lab-state.ts';
import { withLock } from './lock.ts';
import { makeNetwork, removeNetwork, steadyBridge } from './network/bridge.ts';
import { freePrefix } from './network/free-subnet.ts';
import { podman, tryPodman } from './podman.ts';
import { ensurePrerequisites } from './prerequisites.ts';
import type { Say } from './progress.ts';
import { hostRoot } from './rootfs/host-root.ts';
import type { CommandResult } from './run-command.ts';
import { configureServices, layMirror, serviceNames, startService, stopService } from './serve/services.ts';
import { readTopology, type PlannedHost } from './topology.ts';

/** A lab that is up. */
export interface Lab {
  readonly name: string;
  readonly hosts: readonly LabHost[];
  readonly state: LabState;
  /** The folder with inventory.yaml and group_vars. */
  readonly inventoryDir: string;
  /** Runs shell text as root on a host, past ssh. */
  readonly exec: (host: string, command: string) => Promise<CommandResult>;
  readonly faults: Faults;
}

/** What lab to bring up; an existing lab keeps its hosts when `topology` is left out. */
export interface LabOptions {
  readonly name?: string;
  /** `ha5`, `single`, or a file. */
  readonly topology?: string;
  readonly say?: Say;
}

/** The name of the lab that is meant when none is named. */
export const defaultLab = 'lab';

/** Everything that is served, in the cache. */
export interface Artifacts {
  readonly files: readonly ObtainedFile[];
  /** The storage folder of the image registry. */
  readonly registryStorage: string;
}

/** Gets all files and images into the cache: minutes the first time, nothing later. */
export async function obtainArtifacts(say: Say): Promise<Artifacts> {
  if ((await artifactSource()).kind === 'built') await buildAllPrograms(say);
  const files = await obtainMirrorFiles(say);
  return { files, registryStorage: join(await registryData(await obtainImages(say), say), 'storage') };
}

/** Brings a lab up from whatever is left of it, and returns when all its hosts answer; cheap when it is up already. */
export async function labUp(options: LabOptions = {}): Promise<Lab> {
  const name = options.name ?? defaultLab;
  const say = options.say ?? (() => undefined);
  if (!/^[a-z][a-z0-9-]{0,20}$/.test(name)) throw new Error(`${name}: a lab's name is small letters, digits and dashes`);
  await ensurePrerequisites(say);
  const planned = options.topology === undefined && (await readLabState(name)) ? undefined : await readTopology(options.topology ?? 'ha5');
  const [rooted, artifacts] = await Promise.all([planned && withRoots(planned, say), obtainArtifacts(say)]);
  await mkdir(join(labHome(), 'labs'), { recursive: true });
  return withLock(join(labHome(), 'labs', `.${name}.lock`), async () => {
    const state = await settledState(name, rooted);
    await makeLabKeys(state);
    await makeNetwork(state);
    say(`lab ${name}: ${state.hosts.length} hosts at ${state.hosts.map((host) => host.address).join(', ')}`);
    await Promise.all(state.hosts.map((host) => ensureHost(state, host)));
    await steadyBridge(state);
    await layMirror(
      name,
      artifacts.files.map(({ file, cached }) => ({ path: file.path, cached })),
    );
    await configureServices(state, artifacts.registryStorage);
    for (const service of serviceNames) await startService(state, service);
    await writeInventory(state, artifacts.files);
    await Promise.all(state.hosts.map((host) => hostIsUp(host)));
    say(`lab ${name}: up; inventory ${inventoryDir(name)}/inventory.yaml`);
    return openLab(state);
  });
}

/** The lab of that name if it has been brought up. */
export async function findLab(name: string): Promise<Lab | undefined> {
  const state = await readLabState(name);
  return state && openLab(state);
}

/** Takes a lab down, or what a killed one left: containers, volumes, mounts, network, programs and its state. */
export async function labDown(options: Pick<LabOptions, 'name' | 'say'> = {}): Promise<void> {
  const name = options.name ?? defaultLab;
  await mkdir(join(labHome(), 'labs'), { recursive: true });
  await withLock(join(labHome(), 'labs', `.${name}.lock`), async () => {
    const state = await readLabState(name);
    if (state) {
      for (const service of serviceNames) await stopService(state, service);
      await Promise.all(state.hosts.map((host) => removeHost(state, host)));
      await removeStrays(name);
      await removeNetwork(state);
    }
    await rm(labDir(name), { recursive: true, force: true });
    // The next lab's hosts have keys of their own: what kmagic noted of these would only be in the way.
    const left = name === defaultLab ? ['group_vars/all/lab.yml', '.kmagic', 'artifacts'] : [];
    for (const path of left) await rm(join(repositoryRoot, 'examples/lab', path), { recursive: true, force: true });
    options.say?.(state ? `lab ${name}: down` : `lab ${name}: there is none`);
  });
}

/** Hosts with what they are made from, which is made first where it is missing. */
async function withRoots(planned: readonly PlannedHost[], say: Say): Promise<readonly RootedHost[]> {
  const rooted: RootedHost[] = [];
  // One after another: they share a cache of packages.
  for (const host of planned) rooted.push({ ...host, root: await hostRoot(say, host.os) });
  return rooted;
}

/** The lab that is there, or a new one of these hosts; throws when there is one of other hosts. */
async function settledState(name: string, planned: readonly RootedHost[] | undefined): Promise<LabState> {
  const present = await readLabState(name);
  if (present === undefined) {
    const state = newLabState({ name, prefix: await freePrefix(name) }, planned ?? []);
    await writeLabState(state);
    return state;
  }
  const shape = (hosts: readonly PlannedHost[]): string => JSON.stringify(hosts.map(({ name, groups, os }) => [name, groups, os]));
  if (planned && shape(planned) !== shape(present.hosts)) {
    throw new Error(`lab ${name} is there with other hosts: take it down first (pnpm lab down --name ${name}), or use another --name`);
  }
  const gone = present.hosts.find((host) => !existsSync(host.root));
  if (gone) throw new Error(`lab ${name}: the root file system ${gone.root} is gone: pnpm lab down --name ${name}, then up`);
  return present;
}

function openLab(state: LabState): Lab {
  return {
    name: state.name,
    hosts: state.hosts,
    state,
    inventoryDir: inventoryDir(state.name),
    exec: (host, command) => tryPodman('exec', hostNamed(state, host).container, 'sh', '-c', command),
    faults: faultsOf(state),
  };
}

async function removeStrays(name: string): Promise<void> {
  const ids = (await podman('ps', '--all', '--quiet', '--filter', `label=kmagic-lab=${name}`)).split('\n').filter((id) => id !== '');
  for (const id of ids) await tryPodman('rm', '--force', '--time', '0', '--volumes', id);
}
