import { createPublicKey } from 'node:crypto';
import { sh, type Source } from '@kmagic/core';
import { publicBits, read } from '../../pki/certificate.ts';

/** What a probe sees of one PEM file; never a private key. */
export interface PemFile {
  /** Octal, four digits. */
  readonly mode: string;
  readonly owner: string;
  readonly group: string;
  /** Certificates and public keys, in the file's order. */
  readonly blocks: readonly string[];
  /** Which private key the file holds. */
  readonly key?: KeyTrace;
}

/**
 * Pieces, in base64, of what is public in a private key: of an RSA key's modulus, which stands first in the file, or of
 * the point of a P-256 or P-384 key, which stands last. Other keys leave no trace.
 */
export type KeyTrace = { readonly type: 'rsa' | 'ec'; readonly pieces: readonly string[] } | { readonly type: 'other' };

/**
 * Prints mode, owner, certificates and public keys of the files that exist, in two processes whatever their number. Of an
 * RSA private key it prints 12 characters of each of three lines that lie within the modulus (a key of 2048 bits or more
 * has at least 20 lines), which is enough to tell whether it belongs to a certificate, needs no openssl and tells nothing.
 * Of a SEC 1 key of three or four lines (P-256, P-384) it prints 24 of the third; the private part ends in the second.
 */
export const pemFiles: Source = {
  command: (paths) => sh`set --
for f in ${paths}; do [ -f "$f" ] && set -- "$@" "$f"; done
[ $# -eq 0 ] || stat -L -c 'stat %a %U %G %n' "$@"
[ $# -eq 0 ] || awk '
FNR == 1 { print "file " FILENAME; block = "" }
/^-----BEGIN / { block = $0; n = 0 }
block ~ /BEGIN (CERTIFICATE|PUBLIC KEY)-/ { print "| " $0 }
block ~ /PRIVATE KEY-/ && /^[A-Za-z0-9+\/=]+$/ { n++; if (n < 5) line[n] = $0 }
/^-----END .*PRIVATE KEY-/ {
  rsa = block ~ /BEGIN RSA / || line[1] ~ /ADANBgkqhkiG9w0BAQEFAASC/
  if (rsa && n >= 20) print "key rsa " substr(line[2], 1, 12) " " substr(line[3], 1, 12) " " substr(line[4], 1, 12)
  else if (block ~ /BEGIN EC / && (n == 3 || n == 4)) print "key ec " substr(line[3], 1, 24)
  else print "key other"
}
/^-----END / { block = "" }
' "$@"`,
};

/** The files that were printed, by path; a file that does not exist is not there. */
export function parsePemFiles(stdout: string): ReadonlyMap<string, PemFile> {
  const files = new Map<string, { mode: string; owner: string; group: string; text: string; key?: KeyTrace }>();
  let current: { text: string; key?: KeyTrace } | undefined;
  for (const line of stdout.split('\n')) {
    const [word, ...rest] = line.split(' ');
    if (word === 'stat') {
      const [mode = '', owner = '', group = '', ...path] = rest;
      files.set(path.join(' '), { mode: mode.padStart(4, '0'), owner, group, text: '' });
    } else if (word === 'file') current = files.get(rest.join(' '));
    else if (word === '|' && current) current.text += `${rest.join(' ')}\n`;
    else if (word === 'key' && current) current.key = traceOf(rest[0], rest.slice(1));
  }
  return new Map(
    [...files].map(([path, { text, ...file }]) => [path, { ...file, blocks: text.match(/-----BEGIN [^]*?-----END [^\n]*\n/g) ?? [] }]),
  );
}

/** The trace a probe printed: its type, and pieces in base64. */
export function traceOf(type: string | undefined, pieces: readonly string[]): KeyTrace {
  return type === 'rsa' || type === 'ec' ? { type, pieces } : { type: 'other' };
}

/** Whether a private key belongs to a certificate or public key: 'untold' where it leaves no trace. */
export function keyBelongs(trace: KeyTrace, publicPart: string): 'yes' | 'no' | 'untold' {
  const publicKey = publicKeyOf(publicPart);
  if (publicKey === undefined) return 'no';
  const type = publicKey.asymmetricKeyType;
  if (trace.type === 'other') return type === 'rsa' ? 'no' : 'untold';
  if (type !== trace.type) return 'no';
  const bits = publicBits(publicKey);
  return trace.pieces.every((piece) => bits.includes(Buffer.from(piece, 'base64'))) ? 'yes' : 'no';
}

/** What lets more in than wanted: a file's owner, group, or a mode with rights for group or others beyond the wanted. */
export function accessProblems(
  file: Pick<PemFile, 'mode' | 'owner' | 'group'>,
  want: { readonly owner: string; readonly group: string; readonly mode: string },
): readonly string[] {
  const wider = parseInt(file.mode, 8) & ~parseInt(want.mode, 8) & 0o077;
  const problems: string[] = [];
  if (file.owner !== want.owner || file.group !== want.group)
    problems.push(`owner ${file.owner}:${file.group} instead of ${want.owner}:${want.group}`);
  if (wider !== 0) problems.push(`mode ${file.mode} instead of ${want.mode}`);
  return problems;
}

function publicKeyOf(pem: string): ReturnType<typeof createPublicKey> | undefined {
  if (!pem.includes('PUBLIC KEY')) return read(pem)?.publicKey;
  try {
    return createPublicKey(pem);
  } catch {
    return undefined;
  }
}
