import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encryptVault, Secret, type KmagicError, type VaultKey } from '@kmagic/core';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { inventoryKeys } from './vault-options.ts';

let place: string;
const before = process.cwd();
const key: VaultKey = { id: 'default', password: new Secret('correct-horse') };

beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'kmagic-vault-options-'));
  process.chdir(place);
  const files = {
    'plain.ini': 'node1\n',
    'secret/hosts.ini': 'node1\n',
    'secret/host_vars/node1.yml': encryptVault('a: 1\n', key),
    pw: 'correct-horse\n',
    'more.yml': encryptVault('a: 1\n', key),
  };
  mkdirSync('secret/host_vars', { recursive: true });
  for (const [path, text] of Object.entries(files)) writeFileSync(path, text);
});

afterEach(() => {
  vi.unstubAllEnvs();
  process.chdir(before);
  rmSync(place, { recursive: true });
});

interface Said {
  readonly vaultId?: readonly string[];
  readonly vaultPasswordFile?: readonly string[];
  readonly askVaultPass?: true;
  readonly env?: Readonly<Record<string, string>>;
  readonly extraVars?: readonly string[];
}

async function keys(inventory: string, { env = {}, ...said }: Said): Promise<readonly VaultKey[] | string> {
  for (const name of ['ANSIBLE_VAULT_PASSWORD_FILE', 'ANSIBLE_VAULT_IDENTITY_LIST']) vi.stubEnv(name, env[name]);
  const options = { vaultId: [], vaultPasswordFile: [], extraVars: [], ...said };
  return await inventoryKeys([inventory], options).catch((error: unknown) => (error as KmagicError).message);
}

const prod: VaultKey = { ...key, id: 'prod' };
const cases: readonly (readonly [string, Said, readonly VaultKey[] | string])[] = [
  ['secret/hosts.ini', {}, []],
  ['secret/hosts.ini', { vaultId: ['prod@pw'], vaultPasswordFile: ['pw'] }, [prod, key]],
  ['secret/hosts.ini', { env: { ANSIBLE_VAULT_PASSWORD_FILE: 'pw' } }, [key]],
  ['secret/hosts.ini', { env: { ANSIBLE_VAULT_IDENTITY_LIST: 'prod@pw' } }, [prod]],
  ['secret/hosts.ini', { vaultPasswordFile: ['nowhere'] }, 'the vault password cannot be had: nowhere does not exist'],
  ['secret/hosts.ini', { askVaultPass: true }, 'nobody is there to ask for the vault password'],
  ['plain.ini', { vaultPasswordFile: ['nowhere'] }, []],
  ['plain.ini', { askVaultPass: true }, []],
  ['plain.ini', { env: { ANSIBLE_VAULT_PASSWORD_FILE: 'nowhere' } }, []],
  ['plain.ini', { vaultPasswordFile: ['pw'], extraVars: ['@more.yml'] }, [key]],
  ['nowhere.ini', { askVaultPass: true }, []],
];
it.each(cases)('the passwords of %s, where %j is said: only where something is encrypted', async (inventory, said, expected) => {
  expect(await keys(inventory, said)).toEqual(expected);
});
