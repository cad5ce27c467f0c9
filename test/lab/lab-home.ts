import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** Where everything of the lab lives: `KMAGIC_LAB_HOME`, else `~/.cache/kmagic-lab`. */
export function labHome(): string {
  return resolve(process.env['KMAGIC_LAB_HOME'] ?? join(homedir(), '.cache', 'kmagic-lab'));
}

/** The folder of one cached artifact; its name carries the content key. */
export function artifactDir(key: string): string {
  return join(labHome(), 'artifacts', key);
}

/** The folder of one cached root file system. */
export function rootfsDir(key: string): string {
  return join(labHome(), 'rootfs', key);
}

/** The folder of one lab's state. */
export function labDir(name: string): string {
  return join(labHome(), 'labs', name);
}

/** The repository this lab belongs to. */
export const repositoryRoot = resolve(import.meta.dirname, '..', '..');
