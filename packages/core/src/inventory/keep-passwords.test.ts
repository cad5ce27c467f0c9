import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Secret } from '../secret/secret.ts';
import { keepPasswords } from './keep-passwords.ts';

let directory = '';
beforeAll(async () => (directory = await mkdtemp(join(tmpdir(), 'kmagic-passwords-'))));
afterAll(() => rm(directory, { recursive: true }));

const modeOf = async (path: string): Promise<number> => (await stat(path)).mode & 0o777;

it('writes passwords for their owner alone, and none over another', async () => {
  const path = join(directory, 'credentials/new.creds');
  await keepPasswords(new Map([[path, new Secret('first-password')]]));
  expect(await readFile(path, 'utf8')).toBe('first-password\n');
  expect([await modeOf(path), await modeOf(join(directory, 'credentials'))]).toEqual([0o600, 0o700]);
  await expect(keepPasswords(new Map([[path, new Secret('second-password')]]))).rejects.toMatchObject({ code: 'stalePlan' });
  expect(await readFile(path, 'utf8')).toBe('first-password\n');
});

it('says which file cannot be written', async () => {
  const path = join(directory, 'credentials/new.creds/x');
  await expect(keepPasswords(new Map([[path, new Secret('a-password')]]))).rejects.toThrow('credentials/new.creds');
});
