import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { decryptVault, encryptVault, Secret } from '@kmagic/core';

const plain = 'wörd: "{{ x }}"\nlist:\n  - 1\n';
const password = 'a pass phrase';

/** The ways a text goes between ansible-vault and kmagic: those that do not arrive as they left, each with what came instead. */
export function vaultTroubles(python: string, scratch: string): readonly string[] {
  const passwordFile = join(scratch, 'vault-password');
  const file = join(scratch, 'vault-text');
  writeFileSync(passwordFile, `${password}\n`);
  const ansibleVault = (args: readonly string[]): void => {
    const { status, stderr, error } = spawnSync(join(dirname(python), 'ansible-vault'), [...args, file], { encoding: 'utf8' });
    if (status !== 0) throw new Error(`ansible-vault ${args.join(' ')}: ${error?.message ?? stderr}`);
  };
  const ids = ['default', 'site'] as const;
  const arrived = ids.flatMap((id) => {
    const key = { id, password: new Secret(password) };
    const source = ['--vault-id', `${id}@${passwordFile}`];
    writeFileSync(file, encryptVault(plain, key));
    ansibleVault(['decrypt', ...source]);
    const fromKmagic = readFileSync(file, 'utf8');
    writeFileSync(file, plain);
    ansibleVault(['encrypt', ...source, '--encrypt-vault-id', id]);
    const fromAnsible = decryptVault(readFileSync(file, 'utf8'), [key], file).plain;
    return [
      [`kmagic to ansible-vault, id ${id}`, fromKmagic],
      [`ansible-vault to kmagic, id ${id}`, fromAnsible],
    ] as const;
  });
  return arrived.flatMap(([way, text]) => (text === plain ? [] : [`${way}: ${JSON.stringify(text)}`]));
}
