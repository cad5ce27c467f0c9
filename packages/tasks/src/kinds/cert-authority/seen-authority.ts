import { batched, defineKind } from '@kmagic/core';
import { keyBelongs, parsePemFiles, pemFiles, type PemFile } from '../certificate/pem-files.ts';

/** Where an authority stands on a host. */
export interface AuthorityPaths {
  readonly publicPath: string;
  readonly keyPath: string;
  /** A file that is there only where the authority was used. */
  readonly usedBy: string;
}

/** What one host has of an authority: `key` says whether a private key is there and belongs to the public part. */
export interface SeenAuthority {
  readonly publicPem?: string;
  readonly key: 'belongs' | 'foreign' | 'alone' | 'absent';
  /** What tells one key from another where there is no public part; equal for equal keys. */
  readonly keyTrace?: string;
  /** Whether something was set up with it, or with another one, before. */
  readonly wasUsed: boolean;
  readonly publicFile?: PemFile;
  readonly keyFile?: PemFile;
}

/** The question both kinds of this folder ask. */
export const asksAuthority = batched<AuthorityPaths, SeenAuthority>({
  key: ({ publicPath, keyPath }) => `authority:${publicPath}:${keyPath}`,
  reads: [{ source: pemFiles, things: ({ publicPath, keyPath, usedBy }) => [publicPath, keyPath, usedBy] }],
  parse: (out, subjects) => {
    const files = parsePemFiles(out.stdout);
    return subjects.map((s) => readAuthority(files, s));
  },
});

/** Looks at an authority's files on one host and wants nothing of them. */
export const seenAuthority = defineKind<AuthorityPaths, object, SeenAuthority, object, SeenAuthority>({
  name: 'seen-authority',
  observesOnly: true,
  owns: (subject) => `path:${subject.publicPath}`,
  ...asksAuthority,
  diff: () => [],
  steps: () => [],
  output: (_subject, seen) => seen,
});

function readAuthority(files: ReadonlyMap<string, PemFile>, subject: AuthorityPaths): SeenAuthority {
  const [publicFile, keyFile] = [files.get(subject.publicPath), files.get(subject.keyPath)];
  const publicPem = publicFile?.blocks[0];
  const trace = keyFile?.key;
  const found = { ...(publicFile && { publicFile }), ...(keyFile && { keyFile }), wasUsed: files.has(subject.usedBy) };
  if (trace === undefined) return { ...found, ...(publicPem !== undefined && { publicPem }), key: 'absent' };
  const keyTrace = trace.type === 'other' ? 'untold' : trace.pieces.join(' ');
  if (publicPem === undefined) return { ...found, key: 'alone', keyTrace };
  return { ...found, publicPem, keyTrace, key: keyBelongs(trace, publicPem) === 'no' ? 'foreign' : 'belongs' };
}
