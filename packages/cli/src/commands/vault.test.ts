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

  const contents: readonly (readonly [string, Buffer])[] = [
    ['no text', Buffer.from([0, 0xff, 0xfe, 0x62, 0x69, 0x6e])],
    ['a text with a mark of its encoding, and lines of Windows', Buffer.from('\uFEFFa: wörd\r\n')],
    ['nothing', Buffer.alloc(0)],
    ['every byte there is', Buffer.from(Array.from({ length: 256 }, (_, byte) => byte))],
  ];
  it.each(contents)('gives back every byte of %s, also under another password', async (_what, bytes) => {
    writeFileSync(join(place, 'bytes'), bytes);
    expect(await vault('encrypt --vault-password-file old bytes')).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(text('bytes')).toMatch(/^\$ANSIBLE_VAULT;1\.1;AES256\n[0-9a-f\n]+$/);
    expect((await vault('rekey --vault-password-file old --new-vault-password-file new bytes')).code).toBe(0);
    expect((await vault('decrypt --vault-password-file new bytes')).code).toBe(0);
    expect(readFileSync(join(place, 'bytes'))).toEqual(bytes);
  });

  it('edits no file that is no text, and none beside it', async () => {
    writeFileSync(join(place, 'bytes'), Buffer.from([0xff, 0xfe, 0]));
    await vault('encrypt --vault-password-file old a.yml bytes');
    const before = ['a.yml', 'bytes'].map(text);
    expect(await vault('edit --vault-password-file old a.yml bytes', { EDITOR: 'sed -i s/a/b/' })).toMatchObject({
      code: 3,
      stderr: expect.stringMatching(/^bytes cannot be edited: what was encrypted is not text in UTF-8\n/) as string,
    });
    expect(['a.yml', 'bytes'].map(text)).toEqual(before);
  });

  const refusals: readonly (readonly [what: string, args: string, expected: RegExp, status: number])[] = [
    ['a wrong password', 'decrypt --vault-password-file new b.yml', /^b\.yml: the vault password does not fit: default\n/, 11],
    [
      'one of several that is not encrypted',
      'decrypt --vault-password-file old b.yml a.yml',
      /^a\.yml is not encrypted, or not by ansible-vault\n {2}hint: there is nothing to decrypt; /,
      3,
    ],
    ['a file that is encrypted already', 'encrypt --vault-password-file old a.yml b.yml', /^b\.yml is encrypted already\n/, 3],
    [
      'several passwords to encrypt with',
      'encrypt --vault-id x@old --vault-id y@new a.yml',
      /^which of the passwords x, y is to encrypt/,
      3,
    ],
    [
      'a file that is not there',
      'view --vault-password-file old c.yml',
      /^c\.yml does not exist\n {2}hint: look whether the name is right; /,
      3,
    ],
    [
      'a path through a file',
      'view --vault-password-file old a.yml/c',
      /^a\.yml\/c does not exist\n {2}hint: [^]* part of it is a file/,
      3,
    ],
    ['a directory', 'encrypt --vault-password-file old .', /^\. is a directory\n {2}hint: name a file\n/, 3],
    [
      'a password file that is not there',
      'view --vault-password-file no b.yml',
      /^the vault password cannot be had: no does not exist\n/,
      3,
    ],
    [
      'a password file that is a directory',
      'view --vault-password-file . b.yml',
      /^the vault password cannot be had: \. is a directory\n/,
      3,
    ],
    ['a program that fails', 'view --vault-password-file fails b.yml', /^the vault password cannot be had from the program fails: /, 3],
    ['an empty password', 'view --vault-password-file empty b.yml', /^the vault password from empty is empty\n/, 3],
    ['nobody to ask', 'view b.yml', /^nobody is there to ask for the vault password\n {2}hint: say --vault-password-file FILE\n/, 3],
    [
      'nobody to ask for a new password',
      'rekey --vault-password-file old b.yml',
      /^nobody is there to ask for the new vault password\n {2}hint: say --new-vault-password-file FILE\n/,
      3,
    ],
  ];
  it.each(refusals)('refuses %s, and leaves all files as they were', async (...[, args, expected, status]) => {
    writeFileSync(join(place, 'b.yml'), plain);
    await vault('encrypt --vault-password-file old b.yml');
    writeFileSync(join(place, 'empty'), '\n');
    writeFileSync(join(place, 'fails'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
    const texts = ['a.yml', 'b.yml'].map(text);
    const { code, stderr } = await vault(args);
    expect(stderr).toMatch(expected);
    expect(code).toBe(status);
    expect(stderr).not.toMatch(/old password|new password|a-word/);
    expect(['a.yml', 'b.yml'].map(text)).toEqual(texts);
  });
});
