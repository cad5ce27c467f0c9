import { batched, defineKind, sh, type Change, type Step } from '@kmagic/core';
import { parseCertificate } from '../../pki/certificate.ts';
import { issue, type Issuer, type Seed } from '../../pki/issue.ts';
import { combinedPem } from '../../pki/kubeconfig.ts';
import { leafProblems, type LeafWant } from './leaf-problems.ts';
import { accessProblems, keyBelongs, parsePemFiles, pemFiles, type PemFile } from './pem-files.ts';

/** Where a certificate and its key stand; equal paths: one file holds both. */
export interface CertificateSubject {
  readonly certPath: string;
  readonly keyPath: string;
}

export interface CertificateWant extends LeafWant {
  readonly days: number;
  readonly owner: string;
  readonly group: string;
  readonly certMode: string;
  readonly keyMode: string;
}

export interface CertificateSeen {
  readonly cert?: PemFile;
  readonly key?: PemFile;
}

export interface CertificateLate {
  readonly issuer: Issuer;
  readonly seed: Seed;
}

/** A leaf certificate with its key, signed by an authority; made anew with a new key where it does not do. */
export const certificate = defineKind<CertificateSubject, CertificateWant, CertificateSeen, CertificateLate>({
  name: 'certificate',
  standsAlone: 'brief',
  owns: (subject) => `path:${subject.certPath}`,
  ...batched<CertificateSubject, CertificateSeen>({
    key: ({ certPath, keyPath }) => `certificate:${certPath}:${keyPath}`,
    reads: [{ source: pemFiles, things: pathsOf }],
    parse: (out, subjects) => {
      const files = parsePemFiles(out.stdout);
      return subjects.map((s) => pick(files, s));
    },
  }),
  diff: (want, seen) => [...contentChanges(want, seen), ...accessChanges(want, seen)],
  steps({ subject, want, seen, late }): readonly Step[] {
    const { owner, group } = want;
    if (contentChanges(want, seen).length === 0) return accessSteps(subject, want);
    const issued = issue(want, late.issuer, late.seed);
    if (subject.certPath === subject.keyPath) {
      return [{ do: 'write', path: subject.certPath, content: combinedPem(issued), mode: want.keyMode, owner, group }];
    }
    return [
      { do: 'write', path: subject.keyPath, content: issued.keyPem, mode: want.keyMode, owner, group },
      { do: 'write', path: subject.certPath, content: issued.certPem, mode: want.certMode, owner, group },
    ];
  },
  fingerprint: (seen) => parseCertificate(leafOf(seen) ?? '')?.fingerprint ?? 'none',
});

function pathsOf(subject: CertificateSubject): readonly string[] {
  return [...new Set([subject.certPath, subject.keyPath])];
}

function pick(files: ReadonlyMap<string, PemFile>, subject: CertificateSubject): CertificateSeen {
  const [cert, key] = [files.get(subject.certPath), files.get(subject.keyPath)];
  return { ...(cert && { cert }), ...(key && { key }) };
}

function leafOf(seen: CertificateSeen): string | undefined {
  return seen.cert?.blocks[0];
}

function contentChanges(want: CertificateWant, seen: CertificateSeen): readonly Change[] {
  const pem = leafOf(seen);
  if (pem === undefined) return [{ what: 'missing', action: 'create' }];
  return [...leafProblems(want, pem), ...keyProblems(seen, pem)];
}

function keyProblems(seen: CertificateSeen, pem: string): readonly Change[] {
  if (seen.key?.key === undefined) return [{ what: 'key missing', action: 'update' }];
  return keyBelongs(seen.key.key, pem) === 'no' ? [{ what: 'key does not match', action: 'update' }] : [];
}

function accessChanges(want: CertificateWant, seen: CertificateSeen): readonly Change[] {
  const { owner, group } = want;
  const problems = [
    ...(seen.cert ? accessProblems(seen.cert, { owner, group, mode: want.certMode }) : []),
    ...(seen.key ? accessProblems(seen.key, { owner, group, mode: want.keyMode }).map((p) => `key: ${p}`) : []),
  ];
  return problems.map((what) => ({ what, action: 'update' }));
}

function accessSteps(subject: CertificateSubject, want: CertificateWant): readonly Step[] {
  const paths = pathsOf(subject);
  return [
    { do: 'run', command: sh`chown ${`${want.owner}:${want.group}`} ${paths}` },
    { do: 'run', command: sh`chmod ${want.keyMode} ${subject.keyPath}` },
    ...(paths.length === 2 ? [{ do: 'run', command: sh`chmod ${want.certMode} ${subject.certPath}` } as const] : []),
  ];
}
