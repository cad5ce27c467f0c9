import { createHash, X509Certificate, type KeyObject } from 'node:crypto';
import { canonicalName } from './subject-names.ts';

export type Usage = 'client' | 'server';

/** What kmagic reads in a certificate; hashes are SHA-256 in lower-case hex. */
export interface Certificate {
  readonly cn: string;
  readonly o: readonly string[];
  /** DNS names and addresses in canonical form. */
  readonly sans: readonly string[];
  readonly usages: readonly Usage[];
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** Of the whole certificate (DER). */
  readonly fingerprint: string;
  readonly isCa: boolean;
}

const usageOids: Readonly<Record<string, Usage>> = { '1.3.6.1.5.5.7.3.1': 'server', '1.3.6.1.5.5.7.3.2': 'client' };

/** A certificate as Node reads it, and as kmagic does once somebody has asked. */
interface Read {
  readonly x509: X509Certificate | undefined;
  certificate?: Certificate;
}

/** Certificates read lately: a run asks for those of the authorities again and again. */
const lately = new Map<string, Read>();
const keptLately = 1000;

/** Reads a certificate of any key type; undefined where the text is not one. */
export function parseCertificate(pem: string): Certificate | undefined {
  const known = readLately(pem);
  return known.x509 && (known.certificate ??= certificateOf(known.x509));
}

/** The certificate as Node reads it; undefined where the text is not one. */
export function read(pem: string): X509Certificate | undefined {
  return readLately(pem).x509;
}

function readLately(pem: string): Read {
  const known = lately.get(pem);
  if (known !== undefined) return known;
  const found: Read = { x509: readAnew(pem) };
  if (lately.size >= keptLately) lately.clear();
  lately.set(pem, found);
  return found;
}

function readAnew(pem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(pem);
  } catch {
    return undefined;
  }
}

function certificateOf(x509: X509Certificate): Certificate {
  const subject = subjectOf(x509);
  return {
    cn: subject.get('CN')?.[0] ?? '',
    o: subject.get('O') ?? [],
    sans: sansOf(x509),
    usages: extendedUsages(x509)
      .flatMap((oid) => usageOids[oid] ?? [])
      .sort(),
    notBefore: new Date(x509.validFrom),
    notAfter: new Date(x509.validTo),
    fingerprint: createHash('sha256').update(x509.raw).digest('hex'),
    isCa: x509.ca,
  };
}

/** Node names the extended usages `keyUsage`, and has none where a certificate has none, which its types do not say. */
function extendedUsages(x509: { readonly keyUsage?: readonly string[] }): readonly string[] {
  return x509.keyUsage ?? [];
}

/** Whether the certificate is signed with the authority's key and carries its name. */
export function isIssuedBy(pem: string, authorityPem: string): boolean {
  const [certificate, authority] = [read(pem), read(authorityPem)];
  if (certificate === undefined || authority === undefined) return false;
  return certificate.issuer === authority.subject && certificate.verify(authority.publicKey);
}

/** What a private key repeats of its public key: the modulus of an RSA key, the point of an elliptic curve's. */
export function publicBits(publicKey: KeyObject): Buffer {
  const { n, x, y } = publicKey.export({ format: 'jwk' });
  return Buffer.concat([n, x, y].map((part) => Buffer.from(part ?? '', 'base64url')));
}

function subjectOf(x509: X509Certificate): ReadonlyMap<string, readonly string[]> {
  // Undefined where it is empty, which its type does not say.
  const subject = x509.subject as string | undefined;
  // A line each, unless something is escaped or several share one: those Node takes apart, which takes as long as all the rest.
  if (subject === undefined || /\\| \+ /.test(subject)) return legacySubject(x509);
  const names = new Map<string, string[]>();
  for (const line of subject.split('\n')) {
    const [name = '', ...value] = line.split('=');
    names.set(name, [...(names.get(name) ?? []), value.join('=')]);
  }
  return names;
}

function legacySubject(x509: X509Certificate): ReadonlyMap<string, readonly string[]> {
  const subject: unknown = x509.toLegacyObject().subject;
  const entries = Object.entries((subject ?? {}) as Record<string, string | readonly string[]>);
  return new Map(entries.map(([name, value]) => [name, typeof value === 'string' ? [value] : value]));
}

function sansOf(x509: X509Certificate): readonly string[] {
  const text = x509.subjectAltName ?? '';
  const names = [...text.matchAll(/(?:DNS|IP Address):(?:"((?:[^"\\]|\\.)*)"|([^,]*))/g)];
  return names.map((m) => canonicalName((m[1] ?? m[2] ?? '').trim()));
}
