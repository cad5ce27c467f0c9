import { readFile, readlink, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LabState } from '../lab-state.ts';
import { mirrorDir, startService, stopService } from '../serve/services.ts';

/** The registry and the mirror: gone, or lying. */
export function serviceFaults(state: LabState) {
  const place = (path: string): string => join(mirrorDir(state.name), path);
  return {
    registryStop: (): Promise<void> => stopService(state, 'registry'),
    registryStart: (): Promise<void> => startService(state, 'registry'),
    mirrorStop: (): Promise<void> => stopService(state, 'mirror'),
    mirrorStart: (): Promise<void> => startService(state, 'mirror'),
    /** The mirror serves the file with one byte in the middle changed; the cache is not touched. */
    mirrorCorrupt: async (path: string): Promise<void> => {
      const link = place(path);
      const target = await readlink(link);
      const bytes = await readFile(target);
      const middle = Math.floor((await stat(target)).size / 2);
      bytes.writeUInt8(bytes.readUInt8(middle) ^ 0xff, middle);
      await rm(`${link}.tampered`, { force: true });
      await writeFile(`${link}.tampered`, bytes);
      await rename(link, `${link}.true`);
      await symlink(`${link}.tampered`, link);
    },
    /** The mirror serves the file as it is again. */
    mirrorRestore: async (path: string): Promise<void> => {
      await rename(`${place(path)}.true`, place(path));
      await rm(`${place(path)}.tampered`, { force: true });
    },
  };
}
