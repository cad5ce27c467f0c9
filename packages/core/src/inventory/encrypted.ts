import { inspect } from 'node:util';
import type { KmagicError } from '../errors/kmagic-error.ts';
import type { Secret } from '../secret/secret.ts';
import { openVault, type VaultKey, type VaultTrouble } from '../vault/vault.ts';
import { hiddenText } from './hidden.ts';
import { badVariable } from './source.ts';
import type { SourcePosition } from './source.ts';

/** A value that stands encrypted in a file: decrypted when somebody reads it, and only once. Its text is never a template. */
export class Encrypted {
  /** What ansible-vault made of it. */
  readonly text: string;
  readonly source: SourcePosition;
  readonly #keys: readonly VaultKey[];
  #opened: Secret | undefined;

  constructor(text: string, at: { readonly source: SourcePosition; readonly keys: readonly VaultKey[] }) {
    this.text = text;
    this.source = at.source;
    this.#keys = at.keys;
  }

  /** The secret; throws what `refuse` makes of it where no key fits. */
  decrypt(refuse: (trouble: VaultTrouble) => KmagicError = (trouble) => badVariable(this.source, trouble)): Secret {
    if (this.#opened !== undefined) return this.#opened;
    const opened = openVault(this.text, this.#keys);
    if (!('plain' in opened)) throw refuse(opened);
    return (this.#opened = hiddenText(opened.plain));
  }

  /** As Ansible writes it, for inventories in JSON. */
  toJSON(): { readonly __ansible_vault: string } {
    return { __ansible_vault: this.text };
  }
  [inspect.custom](): string {
    return '(encrypted)';
  }
}
