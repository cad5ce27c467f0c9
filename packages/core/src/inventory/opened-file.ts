import { isVaultText, openVault } from '../vault/vault.ts';
import type { VaultKey } from '../vault/vault.ts';
import { badVariable } from './source.ts';

/** The text of a file; of one that was encrypted nothing but names may be shown. */
export interface OpenedFile {
  /** As messages show it. */
  readonly file: string;
  /** Decrypted: lines are counted in this text. */
  readonly text: string;
  readonly was: 'plain' | 'encrypted';
}

/** A file as it is read: one that ansible-vault encrypted as a whole is decrypted. */
export function openedFile(file: string, text: string, keys: readonly VaultKey[]): OpenedFile {
  if (!isVaultText(text)) return { file, text, was: 'plain' };
  const opened = openVault(text, keys);
  if ('plain' in opened) return { file, text: opened.plain, was: 'encrypted' };
  throw badVariable({ file, line: 1, column: 1 }, opened);
}
