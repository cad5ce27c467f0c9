import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { decryptVault, Secret, type VaultKey } from '@kmagic/core';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { parse } from 'yaml';
import { kmagic, type Ended } from '../testing/run-kmagic.ts';

const place = mkdtempSync(join(tmpdir(), 'kmagic-encrypt-string-'));
const keys: readonly VaultKey[] = [{ id: 'prod', password: new Secret('correct-horse') }];
writeFileSync(join(place, 'pw'), 'correct-horse\n');

afterEach(() => vi.restoreAllMocks());
afterAll(() => rmSync(place, { recursive: true }));

/** `kmagic vault encrypt-string` with bytes on its standard input. */
async function encryptString(given: string | Buffer, args: string): Promise<Ended> {
  vi.spyOn(process, 'stdin', 'get').mockReturnValue(Readable.from([Buffer.from(given)]) as typeof process.stdin);
  return await kmagic(place, ['vault', 'encrypt-string', ...args.split(' ')]);
}

const decrypted = (text: string): string => decryptVault(text, keys, 'it').plain;
const ends = "note: the text ends with a newline, which is encrypted with it; printf '%s' TEXT gives none\n";

describe('kmagic vault encrypt-string', () => {
  it('prints a value with its name, as ansible-vault does', async () => {
    const { code, stdout, stderr } = await encryptString('geh"eim: wörd {{ x }}', '--vault-id prod@pw --name token');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^token: !vault \|\n {10}\$ANSIBLE_VAULT;1\.2;AES256;prod\n(?: {10}[0-9a-f]{1,80}\n)+$/);
    const { token } = parse(stdout, { logLevel: 'silent' }) as { readonly token: string };
    expect(decrypted(token)).toBe('geh"eim: wörd {{ x }}');
  });

  it.each([
    ['one line', 'swordfish', ''],
    ['a newline at the end, which it says', 'swordfish\n', ends],
    ['several lines', 'one\n\ntwo', ''],
  ])('without a name prints what stands behind one: %s', async (_what, given, said) => {
    const { code, stdout, stderr } = await encryptString(given, '--vault-password-file pw');
    expect({ code, stderr }).toEqual({ code: 0, stderr: said });
    expect(stdout).toMatch(/^!vault \|\n {10}\$ANSIBLE_VAULT;1\.1;AES256\n/);
    expect(decrypted(stdout.slice('!vault |'.length))).toBe(given);
  });

  it.each([
    ['nothing', '', '--vault-password-file pw', 'there is nothing to encrypt: the text is empty\n'],
    ['no text', Buffer.from([0xff]), '--vault-password-file pw', 'what stands on standard input is not text in UTF-8'],
    ['what is no name', 'x', '--vault-password-file pw --name a:b', "'a:b' is no name of a variable\n"],
    ['passwords it cannot choose from', 'x', '--vault-id a@pw --vault-id b@pw', 'which of the passwords a, b is to encrypt is not clear\n'],
    ['nobody to ask', 'x', '--ask-vault-pass', 'nobody is there to ask for the vault password\n'],
    ['a secret that everybody sees in the list of processes', '', 'swordfish --vault-password-file pw', 'too many arguments'],
  ])('refuses %s', async (...[, given, args, expected]) => {
    const { code, stdout, stderr } = await encryptString(given, args);
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toContain(expected);
    expect(stderr).not.toContain('swordfish');
  });
});
