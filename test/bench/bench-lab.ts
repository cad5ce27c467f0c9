import { createReadStream } from 'node:fs';
import { readdir, realpath, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { labDir, labHome } from '../lab/lab-home.ts';
import { labUp, type Lab } from '../lab/lab.ts';
import type { Say } from '../lab/progress.ts';
import { run } from '../lab/run-command.ts';
import { mirrorDir } from '../lab/serve/services.ts';

/** The lab of the benchmark: five hosts, three of them control planes. */
export const benchLab = 'bench';

export async function benchLabUp(say: Say): Promise<Lab> {
  return await labUp({ name: benchLab, topology: 'ha5', say });
}

/** The key that lets root in on every host of a lab. */
export function sshKey(lab: Lab): string {
  return join(labDir(lab.name), 'id_ed25519');
}

export function inventoryOf(lab: Lab): string {
  return join(lab.inventoryDir, 'inventory.yaml');
}

/**
 * Empty disks under the same addresses, nothing remembered of them here, and nothing left to write back to the machine's disk. The machine
 * forgets what it has of the disk: of inodes deleted within six minutes that it remembers, ext4 without a journal tries each for every
 * file it makes, which a new disk has not.
 */
export async function makeBare(lab: Lab): Promise<void> {
  await Promise.all(lab.hosts.map((host) => lab.faults.wipe(host.name)));
  await rm(join(lab.inventoryDir, '.kmagic'), { recursive: true, force: true });
  await rm(join(lab.inventoryDir, 'artifacts'), { recursive: true, force: true });
  await run(['sync']);
  await writeFile('/proc/sys/vm/drop_caches', '1');
}

/** Reads what mirror and registry serve and hosts are made of once, so that whoever installs finds it equally warm in the machine's memory. */
export async function warmUp(lab: Lab, registryStorage: string): Promise<void> {
  for (const folder of [mirrorDir(lab.name), registryStorage, join(labHome(), 'rootfs')]) {
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name);
      // The mirror is made of links; those of a host's root lead elsewhere.
      if (entry.isFile()) await readThrough(path);
      else if (entry.isSymbolicLink() && folder === mirrorDir(lab.name)) await readThrough(await realpath(path));
    }
  }
}

async function readThrough(path: string): Promise<void> {
  await finished(createReadStream(path).resume());
}
