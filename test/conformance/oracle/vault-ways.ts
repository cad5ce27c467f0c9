import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { decryptVaultBytes, encryptVault, Secret } from '@kmagic/core';

const contents: readonly Buffer[] = [
  Buffer.from('wörd: "{{ x }}"\nlist:\n  - 1\n'),
  Buffer.from('\uFEFFa: 1\r\n'),
  Buffer.from([0, 0xff, 0xfe, 0x62, 0x69, 0x6e]),
];
const password = 'a pass phrase';

/** The ways bytes go between ansible-vault and kmagic: those that do not arrive as they left, each with what came instead. */
export function vaultTroubles(python: string, scratch: string): readonly string[] {
  const passwordFile = join(scratch, 'vault-password');
  const file = join(scratch, 'vault-text');
  writeFileSync(passwordFile, `${password}\n`);
  const ansibleVault = (args: readonly string[]): void => {
    const { status, stderr, error } = spawnSync(join(dirname(python), 'ansible-vault'), [...args, file], { encoding: 'utf8' });
    if (status !== 0) throw new Error(`ansible-vault ${args.join(' ')}: ${error?.message ?? stderr}`);
  };
  const ids = ['default', 'site'] as const;
  return contents.flatMap((plain) =>
    ids.flatMap((id) => {
      const key = { id, password: new Secret(password) };
      const source = ['--vault-id', `${id}@${passwordFile}`];
      writeFileSync(file, encryptVault(plain, key));
      ansibleVault(['decrypt', ...source]);
      const fromKmagic = readFileSync(file);
      writeFileSync(file, plain);
      ansibleVault(['encrypt', ...source, '--encrypt-vault-id', id]);
      const fromAnsible = Buffer.from(decryptVaultBytes(readFileSync(file, 'utf8'), [key], file).bytes);
      return [
        ...(fromKmagic.equals(plain) ? [] : [`kmagic to ansible-vault, id ${id}: ${fromKmagic.toString('hex')}`]),
        ...(fromAnsible.equals(plain) ? [] : [`ansible-vault to kmagic, id ${id}: ${fromAnsible.toString('hex')}`]),
      ];
    }),
  );
}
