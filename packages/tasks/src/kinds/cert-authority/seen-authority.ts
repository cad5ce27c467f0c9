import { defineKind, type Output } from '@kmagic/core';
import { keyBelongs, parsePemFiles, pemFilesCommand, type PemFile } from '../certificate/pem-files.ts';

/** Where an authority stands on a host. */
export interface AuthorityPaths {
  readonly publicPath: string;
  readonly keyPath: string;
}

/** What one host has of an authority: `key` says whether a private key is there and belongs to the public part. */
export interface SeenAuthority {
  readonly publicPem?: string;
  readonly key: 'belongs' | 'foreign' | 'alone' | 'absent';
  /** What tells one key from another where there is no public part; equal for equal keys. */
  readonly keyTrace?: string;
  readonly publicFile?: PemFile;
  readonly keyFile?: PemFile;
}

/** Looks at an authority's files on one host and wants nothing of them. */
export const seenAuthority = defineKind<AuthorityPaths, object, SeenAuthority, object, SeenAuthority>({
  name: 'seen-authority',
  observesOnly: true,
  owns: (subject) => `path:${subject.publicPath}`,
  probe: authorityProbe,
  together: authorityBatch(),
  diff: () => [],
  steps: () => [],
  output: (_subject, seen) => seen,
});

/** The question both kinds of this folder ask. */
export function authorityProbe(subject: AuthorityPaths): {
  readonly key: string;
  readonly ask: ReturnType<typeof pemFilesCommand>;
  parse(out: Output): SeenAuthority;
} {
  return {
    key: `authority:${subject.publicPath}:${subject.keyPath}`,
    ask: pemFilesCommand([subject.publicPath, subject.keyPath]),
    parse: (out) => readAuthority(parsePemFiles(out.stdout), subject),
  };
}

/** The same for many authorities at once. */
export function authorityBatch(): {
  command(subjects: readonly AuthorityPaths[]): ReturnType<typeof pemFilesCommand>;
  parse(out: Output, subjects: readonly AuthorityPaths[]): readonly SeenAuthority[];
} {
  return {
    command: (subjects) => pemFilesCommand(subjects.flatMap((s) => [s.publicPath, s.keyPath])),
    parse: (out, subjects) => {
      const files = parsePemFiles(out.stdout);
      return subjects.map((s) => readAuthority(files, s));
    },
  };
}

function readAuthority(files: ReadonlyMap<string, PemFile>, subject: AuthorityPaths): SeenAuthority {
  const [publicFile, keyFile] = [files.get(subject.publicPath), files.get(subject.keyPath)];
  const publicPem = publicFile?.blocks[0];
  const trace = keyFile?.key;
  const found = { ...(publicFile && { publicFile }), ...(keyFile && { keyFile }) };
  if (trace === undefined) return { ...found, ...(publicPem !== undefined && { publicPem }), key: 'absent' };
  const keyTrace = trace.type === 'rsa' ? trace.modulus.join(' ') : 'not RSA';
  if (publicPem === undefined) return { ...found, key: 'alone', keyTrace };
  return { ...found, publicPem, keyTrace, key: keyBelongs(trace, publicPem) === 'no' ? 'foreign' : 'belongs' };
}
