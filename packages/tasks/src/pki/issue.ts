import { randomBytes } from 'node:crypto';
import forge from 'node-forge';
import { KmagicError, type Secret } from '@kmagic/core';
import type { Usage } from './certificate.ts';
import { generateKeyPair, signerOf, type KeyAlgorithm, type KeyPair } from './key-pair.ts';
import { isAddress } from './subject-names.ts';
import { keyIdentifierOf, namesOf, publicKeyInfo, signedPem, type AuthorityNames, type ToBeSigned } from './x509.ts';

/** A certificate authority that can sign. */
export interface Issuer {
  readonly certPem: string;
  readonly keyPem: Secret;
}

/** What a leaf certificate says. */
export interface LeafRequest {
  readonly cn: string;
  readonly o: readonly string[];
  readonly sans: readonly string[];
  readonly usages: readonly Usage[];
  readonly days: number;
}

/** What a certificate is made of that no two have in common; with it, issuing is a pure function. */
export interface Seed extends KeyPair {
  /** Hex, positive, 16 bytes. */
  readonly serial: string;
  readonly now: Date;
}

/** A certificate with its key. */
export interface Issued {
  readonly certPem: string;
  readonly keyPem: Secret;
}

/** A new key and serial number; in place of the new key's kind, the key a certificate is to be made for. */
export async function newSeed(now: Date, key?: KeyAlgorithm | KeyPair): Promise<Seed> {
  return { ...(typeof key === 'object' ? key : await generateKeyPair(key)), serial: newSerial(randomBytes(16)), now };
}

/** A positive serial number of full length from 16 random bytes. */
export function newSerial(bytes: Buffer): string {
  return Buffer.from([(bytes[0]! & 0x3f) | 0x40, ...bytes.subarray(1)]).toString('hex');
}

/** A leaf certificate signed by the issuer. */
export function issue(request: LeafRequest, issuer: Issuer, seed: Seed): Issued {
  const authority = readAuthority(issuer.certPem);
  const publicKey = publicKeyInfo(seed.publicPem);
  const extensions = [
    { name: 'keyUsage', critical: true, digitalSignature: true, keyEncipherment: true },
    { name: 'extKeyUsage', clientAuth: request.usages.includes('client'), serverAuth: request.usages.includes('server') },
    { name: 'basicConstraints', critical: true, cA: false },
    subjectKeyIdentifier(publicKey),
    { name: 'authorityKeyIdentifier', keyIdentifier: authority.keyIdentifier },
    ...alternativeNames(request.sans),
  ];
  const certificate = { ...basics(request, seed), issuer: authority.name, publicKey, extensions: encoded(extensions) };
  return { certPem: signedPem(certificate, signerOf(issuer.keyPem, `the authority of ${request.cn}`)), keyPem: seed.keyPem };
}

/** A self-signed certificate authority, as kubeadm makes one. */
export function createAuthority(request: { readonly cn: string; readonly days: number }, seed: Seed): Issuer {
  const publicKey = publicKeyInfo(seed.publicPem);
  const extensions = [
    { name: 'keyUsage', critical: true, digitalSignature: true, keyEncipherment: true, keyCertSign: true },
    { name: 'basicConstraints', critical: true, cA: true },
    subjectKeyIdentifier(publicKey),
    ...alternativeNames([request.cn]),
  ];
  const own = basics({ ...request, o: [] }, seed);
  const certificate = { ...own, issuer: own.subject, publicKey, extensions: encoded(extensions) };
  return { certPem: signedPem(certificate, signerOf(seed.keyPem, `the authority ${request.cn}`)), keyPem: seed.keyPem };
}

function basics(
  request: { readonly cn: string; readonly o: readonly string[]; readonly days: number },
  { serial, now }: Seed,
): Pick<ToBeSigned, 'serial' | 'notBefore' | 'notAfter' | 'subject'> {
  // Whole seconds, and a little in the past: clocks of hosts are never quite the same.
  const seconds = Math.floor(now.getTime() / 1000) * 1000;
  const certificate = forge.pki.createCertificate();
  certificate.setSubject([...request.o.map((value) => attribute('organizationName', value)), attribute('commonName', request.cn)]);
  return {
    serial,
    notBefore: new Date(seconds - 5 * 60_000),
    notAfter: new Date(seconds + request.days * 86_400_000),
    subject: forge.pki.distinguishedNameToAsn1(certificate.subject),
  };
}

function attribute(name: string, value: string): forge.pki.CertificateField {
  // As Go encodes names: PrintableString where the text allows it.
  const printable = /^[A-Za-z0-9 '()+,./:=?-]*$/.test(value);
  return {
    name,
    value,
    valueTagClass: printable ? forge.asn1.Type.PRINTABLESTRING : forge.asn1.Type.UTF8,
  } as unknown as forge.pki.CertificateField;
}

function subjectKeyIdentifier(publicKey: forge.asn1.Asn1): object {
  const { Class, Type } = forge.asn1;
  const value = forge.asn1.create(Class.UNIVERSAL, Type.OCTETSTRING, false, keyIdentifierOf(publicKey));
  return { name: 'subjectKeyIdentifier', value };
}

function alternativeNames(sans: readonly string[]): readonly object[] {
  if (sans.length === 0) return [];
  return [{ name: 'subjectAltName', altNames: sans.map((name) => (isAddress(name) ? { type: 7, ip: name } : { type: 2, value: name })) }];
}

/** The extensions with their values in ASN.1, which node-forge gives them once a certificate has them. */
function encoded(extensions: object[]): readonly object[] {
  const certificate = forge.pki.createCertificate();
  certificate.setExtensions(extensions);
  return certificate.extensions as readonly object[];
}

function readAuthority(pem: string): AuthorityNames {
  try {
    return namesOf(pem);
  } catch (error) {
    throw new KmagicError(
      'unsupported',
      `a certificate authority cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      {
        hint: 'issue what is missing or near expiry with the tool that made this authority; kmagic leaves valid certificates as they are',
        cause: error,
      },
    );
  }
}
