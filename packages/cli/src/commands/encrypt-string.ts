import { isUtf8 } from 'node:buffer';
import { buffer } from 'node:stream/consumers';
import { encryptVault, KmagicError } from '@kmagic/core';
import { askHidden } from '../ask-hidden.ts';
import type { Console } from '../run-cluster.ts';
import { askingKeys, keyToEncrypt, type VaultSources } from '../vault-keys.ts';

export interface EncryptStringOptions extends VaultSources {
  readonly name?: string;
  readonly encryptVaultId?: string;
}

/** `kmagic vault encrypt-string`: one secret, from a prompt or standard input, as a value to be pasted into a YAML file. */
export async function encryptString(io: Console, options: EncryptStringOptions): Promise<void> {
  const { name, encryptVaultId } = options;
  // What is no name might end the value early, or begin another.
  if (name !== undefined && !/^[A-Za-z_]\w*$/.test(name))
    throw new KmagicError('usage', `'${name}' is no name of a variable`, {
      hint: 'a name has letters, digits and _, and begins with no digit; without --name only the value is printed',
    });
  const key = keyToEncrypt(await askingKeys(options, 'twice'), encryptVaultId);
  const secret = process.stdin.isTTY ? Buffer.from(await askHidden('Text to encrypt', 'twice')) : await buffer(process.stdin);
  if (secret.length === 0)
    throw new KmagicError('usage', 'there is nothing to encrypt: the text is empty', { hint: 'type it, or give it on standard input' });
  if (!isUtf8(secret))
    throw new KmagicError('usage', 'what stands on standard input is not text in UTF-8, and a variable holds text', {
      hint: 'kmagic vault encrypt FILE encrypts files of any kind',
    });
  if (secret.at(-1) === newline)
    io.err.write("note: the text ends with a newline, which is encrypted with it; printf '%s' TEXT gives none\n");
  io.out.write(`${name === undefined ? '' : `${name}: `}!vault |\n${encryptVault(secret, key).replace(/^(?=.)/gm, indent)}`);
}

const newline = 0x0a;
/** As ansible-vault has it: deep enough for wherever it is pasted. */
const indent = ' '.repeat(10);
