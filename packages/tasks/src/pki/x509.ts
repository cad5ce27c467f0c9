import { createHash, createPublicKey, sign, X509Certificate } from 'node:crypto';
import forge from 'node-forge';
import type { Signer } from './key-pair.ts';

type Asn1 = forge.asn1.Asn1;

const { asn1 } = forge;
const { Class, Type } = asn1;

/** What a certificate says, before it is signed; node-forge's own certificates can hold RSA keys only. */
export interface ToBeSigned {
  /** Hex, positive. */
  readonly serial: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** Names as ASN.1, so that an issuer's stays encoded as it is in its own certificate. */
  readonly issuer: Asn1;
  readonly subject: Asn1;
  /** SPKI, of any kind of key. */
  readonly publicKey: Asn1;
  readonly extensions: readonly object[];
}

/** What leaves have of the authority that signs them. */
export interface AuthorityNames {
  readonly name: Asn1;
  /** Its subject key identifier, or what stands for it, as binary text. */
  readonly keyIdentifier: string;
}

/** The parts of a certificate with a tag of their own, 0 and 3; node-forge's types know only the universal ones of these numbers. */
const tags = { version: Type.NONE, extensions: Type.BITSTRING };

/** node-forge's types leave this function out. */
const pki = forge.pki as typeof forge.pki & { certificateExtensionsToAsn1(extensions: readonly object[]): Asn1 };

/** The certificate in PEM. */
export function signedPem(certificate: ToBeSigned, signer: Signer): string {
  const body = toBeSigned(certificate, signer);
  // Signing natively takes 1 ms with RSA; forge's own big integers take fifty times that, and know no curves.
  const signature = sign(signer.hash, Buffer.from(asn1.toDer(body).getBytes(), 'binary'), signer.key);
  const whole = sequence(body, algorithmOf(signer), primitive(Type.BITSTRING, `\0${signature.toString('binary')}`));
  return forge.pem.encode({ type: 'CERTIFICATE', body: asn1.toDer(whole).getBytes() }).replaceAll('\r\n', '\n');
}

/** A public key in PEM as certificates hold it. */
export function publicKeyInfo(publicPem: string): Asn1 {
  return fromDer(createPublicKey(publicPem).export({ type: 'spki', format: 'der' }));
}

/** The name of a public key: SHA-1 of its bits, as RFC 5280 has it; binary text. */
export function keyIdentifierOf(publicKey: Asn1): string {
  const bitString = Buffer.from(asn1.toDer(parts(publicKey)[1]!).getBytes(), 'binary');
  // Its tag, its length (in bytes of their own from 128 on) and the number of unused bits come first.
  const bits = bitString.subarray(3 + (bitString[1]! < 0x80 ? 0 : bitString[1]! & 0x7f));
  return createHash('sha1').update(bits).digest('binary');
}

/** What leaves need of the authority's certificate; throws where it cannot be read. */
export function namesOf(authorityPem: string): AuthorityNames {
  const authority = new X509Certificate(authorityPem);
  const body = parts(parts(fromDer(authority.raw))[0]!);
  const [, , , , name, publicKey, ...rest] = body[0]!.tagClass === Class.CONTEXT_SPECIFIC ? body.slice(1) : body;
  return { name: name!, keyIdentifier: ownIdentifier(rest) ?? keyIdentifierOf(publicKey!) };
}

const subjectKeyIdentifier = asn1.oidToDer(forge.pki.oids['subjectKeyIdentifier']!).getBytes();

/** The identifier an authority gives itself, which need not be the usual hash. */
function ownIdentifier(rest: readonly Asn1[]): string | undefined {
  const extensions = rest.filter((part) => part.tagClass === Class.CONTEXT_SPECIFIC && part.type === tags.extensions);
  const all = extensions.flatMap((part) => parts(parts(part)[0]!));
  const own = all.map(parts).find(([id]) => id!.value === subjectKeyIdentifier);
  const value = own?.at(-1)?.value;
  return typeof value === 'string' ? (asn1.fromDer(value).value as string) : undefined;
}

function toBeSigned(certificate: ToBeSigned, signer: Signer): Asn1 {
  const version3 = asn1.create(Class.CONTEXT_SPECIFIC, tags.version, true, [primitive(Type.INTEGER, '\x02')]);
  return sequence(
    version3,
    primitive(Type.INTEGER, forge.util.hexToBytes(certificate.serial)),
    algorithmOf(signer),
    certificate.issuer,
    sequence(time(certificate.notBefore), time(certificate.notAfter)),
    certificate.subject,
    certificate.publicKey,
    pki.certificateExtensionsToAsn1(certificate.extensions),
  );
}

const signatureOids: Readonly<Record<Signer['algorithm'], string>> = {
  sha256WithRSAEncryption: '1.2.840.113549.1.1.11',
  'ecdsa-with-SHA256': '1.2.840.10045.4.3.2',
  'ecdsa-with-SHA384': '1.2.840.10045.4.3.3',
};

function algorithmOf({ algorithm }: Signer): Asn1 {
  const oid = primitive(Type.OID, asn1.oidToDer(signatureOids[algorithm]).getBytes());
  // RSA's parameters are there and empty, those of curves are not there.
  return algorithm === 'sha256WithRSAEncryption' ? sequence(oid, primitive(Type.NULL, '')) : sequence(oid);
}

/** Certificates count two digits of the year up to 2049, and four from then on. */
function time(date: Date): Asn1 {
  return date.getUTCFullYear() < 2050
    ? primitive(Type.UTCTIME, asn1.dateToUtcTime(date))
    : primitive(Type.GENERALIZEDTIME, asn1.dateToGeneralizedTime(date));
}

function sequence(...values: readonly Asn1[]): Asn1 {
  return asn1.create(Class.UNIVERSAL, Type.SEQUENCE, true, [...values]);
}

function primitive(type: forge.asn1.Type, value: string): Asn1 {
  return asn1.create(Class.UNIVERSAL, type, false, value);
}

function fromDer(der: Buffer): Asn1 {
  return asn1.fromDer(der.toString('binary'));
}

function parts(value: Asn1): readonly Asn1[] {
  return value.value as Asn1[];
}
