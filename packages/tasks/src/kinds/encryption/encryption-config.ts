import { defineKind, fingerprint, type Change, type Secret, type Step } from '@kmagic/core';
import { encryptionText, keyMark, type EncryptionRules } from '../../manifests/encryption-configuration.ts';
import { withKey } from '../../pki/encryption-key.ts';
import { accessProblems } from '../certificate/pem-files.ts';
import { encryptionProbe, type EncryptionPaths, type SeenEncryption } from './seen-encryption.ts';

export interface EncryptionConfigWant {
  /** Null: nothing is wanted of the host. */
  readonly rules: EncryptionRules | null;
  /** SHA-256 of the key; null where any will do. */
  readonly keyPrint: string | null;
}

/** What an API server encrypts in etcd, and with which key. */
export const encryptionConfig = defineKind<EncryptionPaths, EncryptionConfigWant, SeenEncryption, { readonly key: Secret }>({
  name: 'encryption-config',
  owns: ({ configPath }) => `path:${configPath}`,
  probe: encryptionProbe,
  diff({ rules, keyPrint }, { file }): readonly Change[] {
    if (rules === null) return [];
    if (file.is !== 'known') return [{ what: 'missing', action: 'create', after: shown(rules) }];
    const before = shown(file.rules);
    return [
      ...(before === shown(rules) ? [] : [{ what: 'rules', action: 'update', before, after: shown(rules) } as const]),
      ...(keyPrint === null || keyPrint === file.keyPrint ? [] : [{ what: 'key', action: 'update' } as const]),
      ...accessProblems(file, { ...file, mode }).map((what): Change => ({ what, action: 'update' })),
    ];
  },
  steps: ({ subject, want: { rules }, late }) => (rules === null ? [] : [writeConfiguration(subject, rules, late.key)]),
  fingerprint: ({ file }) => fingerprint(file.is === 'known' ? [file.rules, file.keyPrint] : file.is),
});

/** Writes the file with its key. */
export function writeConfiguration({ configPath, owner, group }: EncryptionPaths, rules: EncryptionRules, key: Secret): Step {
  return { do: 'write', path: configPath, content: withKey(encryptionText(rules), keyMark, key), mode, owner, group };
}

const mode = '0640';

/** `secrets: secretbox, then identity`: who writes comes first. */
function shown(rules: EncryptionRules): string {
  return Object.entries(rules)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([resource, [first, ...others]]) => `${resource}: written by ${first}${others.length > 0 ? `, read by ${others.join(', ')}` : ''}`)
    .join('\n');
}
