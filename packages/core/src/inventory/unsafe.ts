import type { Secret } from '../secret/secret.ts';

/** Text that is never a template, whatever stands in it (`!unsafe` in YAML, `__ansible_unsafe` in JSON). */
export class Unsafe {
  readonly text: string | Secret;
  constructor(text: string | Secret) {
    this.text = text;
  }
  /** As Ansible writes it, for inventories in JSON. */
  toJSON(): { readonly __ansible_unsafe: string | Secret } {
    return { __ansible_unsafe: this.text };
  }
}
