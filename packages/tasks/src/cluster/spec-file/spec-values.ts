import { decryptVault, Encrypted, encryptVault, KmagicError, Secret, Unsafe, type VaultKey } from '@kmagic/core';
import { Scalar } from 'yaml';

/** A value as it is to be written, and what the inventory it is from says, where that is known. */
export interface WrittenValue {
  readonly value: unknown;
  readonly written: unknown;
}

/** A value as YAML that no template is read from: secrets are encrypted with the key, and stay as they are where they stand encrypted with it already. */
export function plainNode({ value, written }: WrittenValue, key: VaultKey | undefined): unknown {
  if (value instanceof Secret) return encrypted(value, written, key);
  if (typeof value === 'string') return isMarkup(value) ? tagged('!unsafe', value) : value;
  if (Array.isArray(value)) return value.map((item: unknown, index) => plainNode({ value: item, written: within(written, index) }, key));
  if (!isPlain(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, plainNode({ value: item, written: within(written, name) }, key)]),
  );
}

/** What an inventory that is not encrypted as a whole says, as it stands there: templates stay templates, and what is encrypted stays so. */
export function writtenNode(written: unknown): unknown {
  if (written instanceof Encrypted) return vaulted(written.text);
  if (written instanceof Unsafe) return written.text instanceof Secret ? written.text : tagged('!unsafe', written.text);
  if (Array.isArray(written)) return written.map(writtenNode);
  if (!isPlain(written)) return written;
  return Object.fromEntries(Object.entries(written).map(([name, item]) => [name, writtenNode(item)]));
}

function encrypted(secret: Secret, written: unknown, key: VaultKey | undefined): Scalar {
  if (key === undefined) throw new KmagicError('bug', 'a secret is to be written, and no key was given');
  return vaulted(written instanceof Encrypted && opens(key, written) ? written.text : encryptVault(secret, key));
}

function opens(key: VaultKey, { text }: Encrypted): boolean {
  try {
    decryptVault(text, [key], '');
    return true;
  } catch {
    return false;
  }
}

function vaulted(text: string): Scalar {
  return tagged(
    '!vault',
    `${text
      .trim()
      .split(/\s*\n\s*/)
      .join('\n')}\n`,
    Scalar.BLOCK_LITERAL,
  );
}

function tagged(tag: string, text: string, type?: Scalar.Type): Scalar {
  const scalar = new Scalar(text);
  scalar.tag = tag;
  if (type !== undefined) scalar.type = type;
  return scalar;
}

/** Text that would be evaluated, or taken for something encrypted. */
function isMarkup(text: string): boolean {
  return /\{[{%#]/.test(text) || text.startsWith('$ANSIBLE_VAULT;');
}

function within(written: unknown, at: string | number): unknown {
  if (Array.isArray(written)) return (written as readonly unknown[])[Number(at)];
  return isPlain(written) ? (written as Readonly<Record<string, unknown>>)[at] : undefined;
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
