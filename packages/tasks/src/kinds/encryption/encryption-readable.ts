import { defineKind, sh, type Change, type Command, type Secret, type Step, type Trouble } from '@kmagic/core';
import { readingRules, readsOf } from '../../manifests/encryption-configuration.ts';
import { readsOfPod, withEncryption } from '../../manifests/encryption-in-pod.ts';
import { writeConfiguration, type EncryptionConfigWant } from './encryption-config.ts';
import { encryptionProbe, lookAt, type EncryptionPaths, type SeenEncryption } from './seen-encryption.ts';

export interface EncryptionReadableSubject extends EncryptionPaths {
  /** Exits 0 when the API server runs as its manifest says now, and serves. */
  readonly serves: Command;
  /** Where to look when it does not. */
  readonly trouble: Trouble;
}

export interface SeenReadable extends SeenEncryption {
  /** The manifest as it stands; undefined where there is no API server yet. */
  readonly manifest: string | undefined;
}

/**
 * A control plane has the key, and its API server, where it runs one, can read whatever the wanted rules write. It goes on writing as
 * before: only when every API server has come so far may the first one write what the others could not have read.
 */
export const encryptionReadable = defineKind<EncryptionReadableSubject, EncryptionConfigWant, SeenReadable, { readonly key: Secret }>({
  name: 'encryption-readable',
  owns: () => 'encryption-readable',
  probe: (subject) => ({
    key: `encryption-readable:${subject.manifestPath}`,
    ask: sh`${lookAt(subject)}
echo '--- manifest'
if [ -f ${subject.manifestPath} ]; then cat ${subject.manifestPath}; fi`,
    parse(out) {
      const [file = '', manifest = ''] = `\n${out.stdout}`.split('\n--- manifest\n');
      const seen = encryptionProbe(subject).parse({ ...out, stdout: file });
      return { ...seen, manifest: manifest === '' ? undefined : manifest };
    },
  }),
  diff({ rules }, { file, manifest }): readonly Change[] {
    if (rules === null) return [];
    const lacking = (reads: readonly string[]): readonly string[] => readsOf(rules).filter((read) => !reads.includes(read));
    if (manifest !== undefined) {
      const unread = lacking(readsOfPod(manifest));
      if (unread.length > 0) return [{ what: `the API server cannot read ${unread.join(', ')} yet`, action: 'update' }];
    }
    const unset = lacking(file.is === 'known' ? readsOf(file.rules) : []);
    return unset.length === 0 ? [] : [{ what: `the key and how to read ${unset.join(', ')}`, action: 'create' }];
  },
  steps({ subject, want: { rules }, seen: { file, inUse, manifest }, late }): readonly Step[] {
    if (rules === null) return [];
    const { configPath, manifestPath, owner, group, serves, trouble } = subject;
    // Where no API server runs, nothing is written before all the others can read it.
    const now = manifest === undefined ? rules : readingRules(inUse && file.is === 'known' ? file.rules : {}, rules);
    const write = writeConfiguration(subject, now, late.key);
    if (manifest === undefined) return [write];
    return [
      write,
      { do: 'write', path: manifestPath, content: withEncryption(manifest, configPath, now), mode: '0600', owner, group },
      {
        do: 'poll',
        what: 'the API server serves and can read what will be encrypted',
        until: { key: 'encryption-readable serves', ask: serves, parse: ({ code }) => code === 0 },
        everyMs: 500,
        timeoutMs: 300_000,
        trouble,
      },
    ];
  },
  impact: ({ seen }) => (seen.manifest === undefined ? [] : [{ what: 'restarts kube-apiserver', disrupts: true }]),
});
