import { isUtf8 } from 'node:buffer';
import { KmagicError } from '../errors/kmagic-error.ts';
import { reveal, Secret } from '../secret/secret.ts';
import { sealBytes, unsealBytes } from './sealed-bytes.ts';

/** A vault password with the id people gave it; `default` where they gave none. */
export interface VaultKey {
  readonly id: string;
  readonly password: Secret;
}

/** What was encrypted, and the key to encrypt it with again: the password that fits, under the id the text names. */
export interface Decrypted {
  readonly plain: string;
  readonly key: VaultKey;
}

/** The same, where what was encrypted need not be text. */
export interface DecryptedBytes {
  readonly bytes: Uint8Array;
  readonly key: VaultKey;
}

/** The id of a password nobody named. */
export const defaultVaultId = 'default';

const header = /^\$ANSIBLE_VAULT;(?<version>[^;\s]*);(?<cipher>[^;\s]*)(?:;(?<id>[^;\s]*))?\s*$/;

/** Whether a text is one that ansible-vault encrypted. */
export function isVaultText(text: string): boolean {
  return text.trimStart().startsWith('$ANSIBLE_VAULT;');
}

/** Why a text cannot be decrypted, and what to do; its place is not known here. */
export interface VaultTrouble {
  readonly what: string;
  readonly hint: string;
}

/**
 * Decrypts a text of ansible-vault 1.1 or 1.2, as a file or as a YAML value holds it, to text in UTF-8. The key of the same id is
 * tried first, then all others, as Ansible does. `called` names it in errors: `badVariable` where no key fits or it is broken.
 */
export function decryptVault(text: string, keys: readonly VaultKey[], called: string): Decrypted {
  return orThrow(openVault(text, keys), called);
}

/** As `decryptVault`, the very bytes that were encrypted. */
export function decryptVaultBytes(text: string, keys: readonly VaultKey[], called: string): DecryptedBytes {
  return orThrow(openBytes(text, keys), called);
}

/** As `decryptVault`, for those who have more to say about what went wrong. */
export function openVault(text: string, keys: readonly VaultKey[]): Decrypted | VaultTrouble {
  const opened = openBytes(text, keys);
  if ('what' in opened) return opened;
  if (isUtf8(opened.bytes)) return { plain: Buffer.from(opened.bytes).toString(), key: opened.key };
  return { what: 'what was encrypted is not text in UTF-8', hint: 'kmagic vault decrypt FILE writes it as it is' };
}

/** As `ansible-vault encrypt` writes it, with a newline at the end: 1.2 where the key has an id, else 1.1. */
export function encryptVault(plain: string | Uint8Array | Secret, { id, password }: VaultKey): string {
  const bytes = plain instanceof Secret ? reveal(plain) : plain;
  const first = id === defaultVaultId ? '$ANSIBLE_VAULT;1.1;AES256' : `$ANSIBLE_VAULT;1.2;AES256;${id}`;
  return `${first}\n${sealBytes(typeof bytes === 'string' ? Buffer.from(bytes) : bytes, password)}\n`;
}

function openBytes(text: string, keys: readonly VaultKey[]): DecryptedBytes | VaultTrouble {
  const [first = '', ...rest] = text.trim().split(/\s*\n\s*/);
  const { version = '', cipher = '', id } = header.exec(first)?.groups ?? {};
  if (!['1.1', '1.2'].includes(version) || cipher !== 'AES256') return notOurs(first);
  const hex = rest.join('');
  if (!/^(?:[0-9a-f]{2})+$/i.test(hex)) return brokenText('it is cut off, or not hexadecimal');
  if (keys.length === 0) return noKey(id);
  for (const key of [...keys.filter((k) => k.id === id), ...keys.filter((k) => k.id !== id)]) {
    const bytes = unsealBytes(hex, key.password);
    if (bytes === 'broken') return brokenText('parts of it are missing');
    if (bytes !== 'otherPassword') return { bytes, key: { id: id ?? defaultVaultId, password: key.password } };
  }
  return wrongKey(keys, id);
}

function orThrow<T extends Decrypted | DecryptedBytes>(opened: T | VaultTrouble, called: string): T {
  if (!('what' in opened)) return opened;
  throw new KmagicError('badVariable', `${called}: ${opened.what}`, { hint: opened.hint });
}

const anew = 'encrypt it anew: kmagic vault encrypt FILE, or encrypt-string for a single value';

function notOurs(first: string): VaultTrouble {
  if (!isVaultText(first)) {
    // What is no such text may be the secret itself: it is not shown.
    return {
      what: 'it is not encrypted, or not by ansible-vault',
      hint: 'encrypt it: kmagic vault encrypt FILE, or encrypt-string for a single value',
    };
  }
  return { what: `it is ${first.slice(0, 40)}, not something ansible-vault 1.1 or 1.2 encrypted with AES256`, hint: anew };
}

function brokenText(why: string): VaultTrouble {
  return {
    what: `the encrypted text is broken: ${why}`,
    hint: `restore it from where it is kept, or ${anew}`,
  };
}

function noKey(id: string | undefined): VaultTrouble {
  const whose = id === undefined ? '' : ` with the password of '${id}'`;
  return {
    what: `it is encrypted with ansible-vault${whose}, and no vault password was given`,
    hint: `say ${id === undefined ? '--ask-vault-pass, --vault-password-file FILE' : `--vault-id ${id}@FILE, --vault-id ${id}@prompt`} or set ANSIBLE_VAULT_PASSWORD_FILE`,
  };
}

function wrongKey(keys: readonly VaultKey[], id: string | undefined): VaultTrouble {
  const asked = id === undefined ? '' : ` (it asks for that of '${id}')`;
  const which = keys.length === 1 ? 'the vault password does not fit' : `none of ${keys.length} vault passwords fits`;
  return {
    what: `${which}: ${keys.map((k) => k.id).join(', ')}${asked}`,
    hint: 'look whether the password file is the right one, and the text whole',
  };
}
