import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { kmagic, type Ended } from '../testing/run-kmagic.ts';

const plain = 'token: a-word\n';
let place: string;

/** `kmagic vault` with files of the place. */
const vault = (args: string, env?: Readonly<Record<string, string>>): Promise<Ended> => kmagic(place, ['vault', ...args.split(' ')], env);
const text = (name: string): string => readFileSync(join(place, name), 'utf8');

beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'kmagic-vault-test-'));
  writeFileSync(join(place, 'a.yml'), plain, { mode: 0o640 });
  writeFileSync(join(place, 'old'), 'old password\n');
  writeFileSync(join(place, 'new'), 'new password\n');
});

afterEach(() => {
  rmSync(place, { recursive: true });
});

describe('kmagic vault', () => {
  it('encrypts in place, shows, changes the password, and decrypts', async () => {
    symlinkSync('a.yml', join(place, 'link.yml'));
    expect(await vault('encrypt --vault-id prod@old link.yml')).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(text('a.yml')).toMatch(/^\$ANSIBLE_VAULT;1\.2;AES256;prod\n[0-9a-f\n]+$/);
    expect(statSync(join(place, 'a.yml')).mode & 0o777).toBe(0o640);
    expect((await vault('view --vault-password-file old a.yml')).stdout).toBe(plain);
    expect((await vault('rekey --vault-password-file old --new-vault-password-file new a.yml')).code).toBe(0);
    expect((await vault('view a.yml', { ANSIBLE_VAULT_PASSWORD_FILE: 'new' })).stdout).toBe(plain);
    expect((await vault('decrypt a.yml', { ANSIBLE_VAULT_IDENTITY_LIST: 'x@old, y@new' })).code).toBe(0);
    expect(text('a.yml')).toBe(plain);
    expect(readdirSync(place).sort()).toEqual(['a.yml', 'link.yml', 'new', 'old']);
  });

  it('edits with the editor a person has, and writes nothing where nothing was changed', async () => {
    await vault('encrypt --vault-id prod@old a.yml');
    const encrypted = text('a.yml');
    expect((await vault('edit --vault-password-file old a.yml', { EDITOR: 'true' })).stderr).toBe('a.yml: nothing was changed\n');
    expect(await vault('edit --vault-password-file old a.yml', { EDITOR: 'false' })).toMatchObject({
      code: 130,
      stderr: expect.stringContaining('false ended with 1; nothing was changed') as string,
    });
    expect(text('a.yml')).toBe(encrypted);
    expect((await vault('edit --vault-password-file old a.yml', { VISUAL: 'sed -i s/a-word/another/' })).code).toBe(0);
    expect(text('a.yml')).toContain('AES256;prod');
    expect((await vault('view --vault-password-file old a.yml')).stdout).toBe('token: another\n');
  });

  it('takes a password from a program, which may be asked for one by its id', async () => {
    writeFileSync(join(place, 'keys-client'), '#!/bin/sh\n[ "$1 $2" = "--vault-id prod" ] && echo old password\n');
    chmodSync(join(place, 'keys-client'), 0o755);
    await vault('encrypt --vault-id prod@keys-client a.yml');
    expect((await vault('view --vault-password-file old a.yml')).stdout).toBe(plain);
  });

  const refusals: readonly (readonly [string, string, RegExp])[] = [
    ['a wrong password', 'decrypt --vault-password-file new b.yml', /b\.yml: the vault password does not fit/],
    [
      'one of several that is not encrypted',
      'decrypt --vault-password-file old b.yml a.yml',
      /a\.yml: it is not encrypted, or not by ansible-vault/,
    ],
    ['a file that is encrypted already', 'encrypt --vault-password-file old a.yml b.yml', /b\.yml is encrypted already/],
    ['several passwords to encrypt with', 'encrypt --vault-id x@old --vault-id y@new a.yml', /which of the passwords x, y is to encrypt/],
    ['a file that is not there', 'view --vault-password-file old c.yml', /c\.yml cannot be read: ENOENT/],
    ['a password file that is not there', 'view --vault-password-file no b.yml', /cannot be had from no: ENOENT/],
    ['an empty password', 'view --vault-password-file empty b.yml', /the vault password from empty is empty/],
    ['nobody to ask', 'view b.yml', /nobody is there to ask for the vault password[^]*--vault-password-file FILE/],
    ['a file that is no text', 'encrypt --vault-password-file old bytes', /bytes cannot be read: it is not text/],
  ];
  it.each(refusals)('refuses %s, and leaves all files as they were', async (_what, args, expected) => {
    writeFileSync(join(place, 'b.yml'), plain);
    await vault('encrypt --vault-password-file old b.yml');
    writeFileSync(join(place, 'empty'), '\n');
    writeFileSync(join(place, 'bytes'), Buffer.from([0xff, 0xfe, 0]));
    const texts = ['a.yml', 'b.yml'].map(text);
    const { code, stderr } = await vault(args);
    expect([3, 11]).toContain(code);
    expect(stderr).toMatch(expected);
    expect(stderr).not.toMatch(/old password|new password|a-word/);
    expect(['a.yml', 'b.yml'].map(text)).toEqual(texts);
  });
});
