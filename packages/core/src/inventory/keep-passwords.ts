import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { KmagicError } from '../errors/kmagic-error.ts';
import type { Secret } from '../secret/secret.ts';
import { openText } from './open-text.ts';

/**
 * Writes passwords that lookup('password') made into their files, as Ansible keeps them: 0600, in directories of 0700. A file that
 * somebody else wrote in the meantime is left alone and is a `stalePlan` error: the plan was made with another password.
 */
export async function keepPasswords(passwords: ReadonlyMap<string, Secret>): Promise<void> {
  for (const [path, password] of passwords) {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await writeFile(path, `${String(openText(password))}\n`, { flag: 'wx', mode: 0o600 }).catch((error: unknown) => {
      if ((error as { code?: unknown }).code !== 'EEXIST')
        throw new KmagicError('usage', `the password file ${path} cannot be written: ${(error as Error).message}`, {
          hint: "the inventory asks for it with lookup('password', ...): name a file that can be written, or write it yourself",
        });
      throw new KmagicError('stalePlan', `${path} was written while the plan was made with another password`, { hint: 'run it again' });
    });
  }
}
