import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { labHome } from './lab-home.ts';
import { attempt, run, type CommandResult } from './run-command.ts';

/** Runs podman with the lab's own settings (the machine's are not touched); throws when it fails. */
export async function podman(...args: readonly string[]): Promise<string> {
  return run(podmanCommand(args), { env: await podmanEnvironment() });
}

/** Runs podman and returns what it said, whatever its exit code. */
export async function tryPodman(...args: readonly string[]): Promise<CommandResult> {
  return attempt(podmanCommand(args), { env: await podmanEnvironment() });
}

/** The whole command line: crun refuses the machine's hybrid cgroups, so runc it is. */
function podmanCommand(args: readonly string[]): readonly string[] {
  return ['podman', '--runtime', 'runc', ...args];
}

/** The environment podman needs to see the lab's settings. */
async function podmanEnvironment(): Promise<Readonly<Record<string, string>>> {
  const path = join(labHome(), 'containers.conf');
  if (!existsSync(path)) {
    await mkdir(labHome(), { recursive: true });
    await writeFile(path, '[network]\nnetwork_backend = "netavark"\n[engine]\ncgroup_manager = "cgroupfs"\n');
  }
  return { CONTAINERS_CONF: path };
}
