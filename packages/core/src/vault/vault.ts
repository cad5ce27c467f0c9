import { Vault } from 'ansible-vault';
import { KmagicError } from '../errors/kmagic-error.ts';
import { reveal, Secret } from '../secret/secret.ts';

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
 * Decrypts a text of ansible-vault 1.1 or 1.2, as a file or as a YAML value holds it. The key of the same id is tried first, then all
 * others, as Ansible does. `called` names the text in errors: `badVariable` where no key fits or the text is broken.
 */
export function decryptVault(text: string, keys: readonly VaultKey[], called: string): Decrypted {
  const opened = openVault(text, keys);
  if ('plain' in opened) return opened;
  throw new KmagicError('badVariable', `${called}: ${opened.what}`, { hint: opened.hint });
}

/** As `decryptVault`, for those who have more to say about what went wrong. */
export function openVault(text: string, keys: readonly VaultKey[]): Decrypted | VaultTrouble {
  const lines = text.trim().split(/\s*\n\s*/);
  const { version = '', cipher = '', id } = header.exec(lines[0] ?? '')?.groups ?? {};
  if (!['1.1', '1.2'].includes(version) || cipher !== 'AES256') {
    // What is no such text may be the secret itself: it is not shown.
    const instead = `it is ${lines[0]?.slice(0, 40)}, not something ansible-vault 1.1 or 1.2 encrypted with AES256`;
    return {
      what: isVaultText(text) ? instead : 'it is not encrypted, or not by ansible-vault',
      hint: 'encrypt it anew: kmagic vault encrypt FILE',
    };
  }
  if (!/^(?:[0-9a-f]{2})+$/i.test(lines.slice(1).join(''))) return brokenText('it is cut off, or not hexadecimal');
  if (keys.length === 0) return noKey(id);
  for (const key of [...keys.filter((k) => k.id === id), ...keys.filter((k) => k.id !== id)]) {
    const tried = tryKey(lines.join('\n'), key);
    if (typeof tried === 'string') return { plain: tried, key: { id: id ?? defaultVaultId, password: key.password } };
    if (tried !== undefined) return tried;
  }
  return wrongKey(keys, id);
}

/** As `ansible-vault encrypt` writes it, with a newline at the end: 1.2 where the key has an id, else 1.1. */
export function encryptVault(plain: string | Secret, { id, password }: VaultKey): string {
  // Its types have the id as needed, its code does not.
  const label = id === defaultVaultId ? ('' as const) : id;
  const text = plain instanceof Secret ? reveal(plain) : plain;
  return `${new Vault({ password: reveal(password) }).encryptSync(text, label)}\n`;
}

/** The plain text, undefined where the key does not fit. */
function tryKey(text: string, { password }: VaultKey): string | VaultTrouble | undefined {
  try {
    return new Vault({ password: reveal(password) }).decryptSync(text, undefined);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    if (why === 'Integrity check failed') return undefined;
    return brokenText(why === 'Invalid vault' ? 'parts of it are missing' : why);
  }
}

function brokenText(why: string): VaultTrouble {
  return {
    what: `the encrypted text is broken: ${why}`,
    hint: 'restore it from where it is kept, or encrypt it anew: kmagic vault encrypt FILE',
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
