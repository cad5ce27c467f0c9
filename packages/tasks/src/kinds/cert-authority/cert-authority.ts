import { defineKind, sh, type Change, type Step } from '@kmagic/core';
import type { AuthoritySpec } from '../../pki/authorities.ts';
import { accessProblems } from '../certificate/pem-files.ts';
import { fingerprintOf } from './choose.ts';
import type { AuthorityMaterial } from './material.ts';
import { asksAuthority, type AuthorityPaths, type SeenAuthority } from './seen-authority.ts';

export interface CertAuthorityWant extends Pick<AuthoritySpec, 'owner' | 'group' | 'publicMode' | 'keyMode'> {
  /** The one its owners share; null where none of them had it, so that the one made now will do. */
  readonly publicPem: string | null;
}

/** What an installed authority lends: its public part and the SHA-256 of that. */
export interface InstalledAuthority {
  readonly publicPem: string;
  readonly fingerprint: string;
}

/** One owner's copy of a certificate authority or key pair, private key included. */
export const certAuthority = defineKind<
  AuthorityPaths,
  CertAuthorityWant,
  SeenAuthority,
  { readonly material: AuthorityMaterial },
  InstalledAuthority
>({
  name: 'cert-authority',
  standsAlone: 'brief',
  owns: (subject) => `path:${subject.publicPath}`,
  ...asksAuthority,
  diff: (want, seen) => [...contentChanges(want, seen), ...accessChanges(want, seen)],
  steps({ subject, want, seen, late }): readonly Step[] {
    const { owner, group } = want;
    if (contentChanges(want, seen).length === 0) {
      return [
        { do: 'run', command: sh`chown ${`${owner}:${group}`} ${[subject.keyPath, subject.publicPath]}` },
        { do: 'run', command: sh`chmod ${want.keyMode} ${subject.keyPath} && chmod ${want.publicMode} ${subject.publicPath}` },
      ];
    }
    // The key first: a key without its public part can be completed, a public part without its key cannot.
    return [
      { do: 'write', path: subject.keyPath, content: late.material.keyPem, mode: want.keyMode, owner, group },
      { do: 'write', path: subject.publicPath, content: late.material.publicPem, mode: want.publicMode, owner, group },
    ];
  },
  output: (_subject, seen) => ({ publicPem: seen.publicPem ?? '', fingerprint: fingerprintOf(seen.publicPem ?? '') }),
  fingerprint: (seen) => fingerprintOf(seen.publicPem ?? ''),
});

function contentChanges(want: CertAuthorityWant, seen: SeenAuthority): readonly Change[] {
  if (seen.publicPem === undefined) return [{ what: 'missing', action: 'create' }];
  const problems: string[] = [];
  if (want.publicPem !== null && fingerprintOf(want.publicPem) !== fingerprintOf(seen.publicPem))
    problems.push('not the one the other hosts have');
  if (seen.key === 'absent') problems.push('key missing');
  if (seen.key === 'foreign') problems.push('key does not match');
  return problems.map((what) => ({ what, action: 'update' }));
}

function accessChanges(want: CertAuthorityWant, seen: SeenAuthority): readonly Change[] {
  const { owner, group } = want;
  const problems = [
    ...(seen.publicFile ? accessProblems(seen.publicFile, { owner, group, mode: want.publicMode }) : []),
    ...(seen.keyFile ? accessProblems(seen.keyFile, { owner, group, mode: want.keyMode }).map((p) => `key: ${p}`) : []),
  ];
  return problems.map((what) => ({ what, action: 'update' }));
}
