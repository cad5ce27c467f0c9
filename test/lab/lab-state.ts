import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { labDir, labHome } from './lab-home.ts';
import type { PlannedHost } from './topology.ts';

/** One host of a lab. */
export interface LabHost extends PlannedHost {
  readonly address: string;
  /** The podman container that stands for the machine. */
  readonly container: string;
  /** The folder of the root file system it was made from. */
  readonly root: string;
}

/** What a lab is, as kept in `labs/<name>/lab.json` (mode 0600: it has passwords of the lab's users). */
export interface LabState {
  readonly name: string;
  /** The first three numbers of the network, like `10.99.50`. */
  readonly prefix: string;
  /** The address on the machine's side, where mirror, registry and resolver listen. */
  readonly bridge: string;
  readonly network: string;
  readonly hosts: readonly LabHost[];
  readonly opspwPassword: string;
  readonly encryptedKeyPassphrase: string;
}

/** The lab's state, or undefined when there is no such lab. */
export async function readLabState(name: string): Promise<LabState | undefined> {
  const path = join(labDir(name), 'lab.json');
  return existsSync(path) ? (JSON.parse(await readFile(path, 'utf8')) as LabState) : undefined;
}

/** Writes the state in one step. */
export async function writeLabState(state: LabState): Promise<void> {
  const path = join(labDir(state.name), 'lab.json');
  await mkdir(labDir(state.name), { recursive: true, mode: 0o700 });
  await writeFile(`${path}.new`, `${JSON.stringify(state, undefined, 2)}\n`, { mode: 0o600 });
  await rename(`${path}.new`, path);
}

/** A planned host, and the folder of the root file system it is made from. */
export type RootedHost = PlannedHost & Pick<LabHost, 'root'>;

/** A new lab's state: names, addresses from .11 on, and passwords made up here. */
export function newLabState({ name, prefix }: Pick<LabState, 'name' | 'prefix'>, hosts: readonly RootedHost[]): LabState {
  return {
    name,
    prefix,
    bridge: `${prefix}.1`,
    network: `kmagic-${name}`,
    hosts: hosts.map((host, i) => ({ ...host, address: `${prefix}.${11 + i}`, container: `kmagic-${name}-${host.name}` })),
    opspwPassword: randomBytes(9).toString('base64url'),
    encryptedKeyPassphrase: randomBytes(9).toString('base64url'),
  };
}

/** All labs that left a state on this machine. */
export async function allLabStates(): Promise<readonly LabState[]> {
  const names = await readdir(join(labHome(), 'labs')).catch(() => []);
  const states = await Promise.all(names.map((name) => readLabState(name)));
  return states.filter((state) => state !== undefined);
}

/** The host of that name; throws with the names there are. */
export function hostNamed(state: LabState, name: string): LabHost {
  const host = state.hosts.find((candidate) => candidate.name === name);
  if (!host) throw new Error(`lab ${state.name} has no host ${name}: it has ${state.hosts.map((h) => h.name).join(', ')}`);
  return host;
}
