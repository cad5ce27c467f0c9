import { randomBytes, sign } from 'node:crypto';
import forge from 'node-forge';
import { KmagicError, type Secret } from '@kmagic/core';
import type { Usage } from './certificate.ts';
import { generateKeyPair, rsaPrivateKey } from './key-pair.ts';
import { isAddress } from './subject-names.ts';

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
export interface Seed {
  readonly keyPem: Secret;
  readonly publicPem: string;
  /** Hex, positive, 16 bytes. */
  readonly serial: string;
  readonly now: Date;
}

/** A certificate with its key. */
export interface Issued {
  readonly certPem: string;
  readonly keyPem: Secret;
}

/** A new key and serial number; in place of the new key's bits, the key a certificate is to be made for. */
export async function newSeed(now: Date, key?: number | Pick<Seed, 'keyPem' | 'publicPem'>): Promise<Seed> {
  return { ...(typeof key === 'object' ? key : await generateKeyPair(key)), serial: newSerial(randomBytes(16)), now };
}

/** A positive serial number of full length from 16 random bytes. */
export function newSerial(bytes: Buffer): string {
  return Buffer.from([(bytes[0]! & 0x3f) | 0x40, ...bytes.subarray(1)]).toString('hex');
}

/** A leaf certificate signed by the issuer (RSA only, SHA-256). */
export function issue(request: LeafRequest, issuer: Issuer, seed: Seed): Issued {
  const authority = readAuthority(issuer.certPem);
  const certificate = blank(request, seed);
  certificate.setIssuer(authority.subject.attributes);
  certificate.setExtensions([
    { name: 'keyUsage', critical: true, digitalSignature: true, keyEncipherment: true },
    { name: 'extKeyUsage', clientAuth: request.usages.includes('client'), serverAuth: request.usages.includes('server') },
    { name: 'basicConstraints', critical: true, cA: false },
    { name: 'subjectKeyIdentifier' },
    { name: 'authorityKeyIdentifier', keyIdentifier: keyIdentifierOf(authority) },
    ...alternativeNames(request.sans),
  ]);
  return { certPem: signed(certificate, issuer.keyPem, request.cn), keyPem: seed.keyPem };
}

/** A self-signed certificate authority, as kubeadm makes one. */
export function createAuthority(request: { readonly cn: string; readonly days: number }, seed: Seed): Issuer {
  const certificate = blank({ ...request, o: [] }, seed);
  certificate.setIssuer(certificate.subject.attributes);
  certificate.setExtensions([
    { name: 'keyUsage', critical: true, digitalSignature: true, keyEncipherment: true, keyCertSign: true },
    { name: 'basicConstraints', critical: true, cA: true },
    { name: 'subjectKeyIdentifier' },
    ...alternativeNames([request.cn]),
  ]);
  return { certPem: signed(certificate, seed.keyPem, request.cn), keyPem: seed.keyPem };
}

/** node-forge's types leave this function out. */
const pki = forge.pki as typeof forge.pki & { getTBSCertificate(certificate: forge.pki.Certificate): forge.asn1.Asn1 };

function blank(request: { readonly cn: string; readonly o: readonly string[]; readonly days: number }, seed: Seed): forge.pki.Certificate {
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.publicKeyFromPem(seed.publicPem);
  certificate.serialNumber = seed.serial;
  // Whole seconds, and a little in the past: clocks of hosts are never quite the same.
  const now = Math.floor(seed.now.getTime() / 1000) * 1000;
  certificate.validity.notBefore = new Date(now - 5 * 60_000);
  certificate.validity.notAfter = new Date(now + request.days * 86_400_000);
  certificate.setSubject([...request.o.map((value) => attribute('organizationName', value)), attribute('commonName', request.cn)]);
  return certificate;
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

function alternativeNames(sans: readonly string[]): readonly object[] {
  if (sans.length === 0) return [];
  return [{ name: 'subjectAltName', altNames: sans.map((name) => (isAddress(name) ? { type: 7, ip: name } : { type: 2, value: name })) }];
}

function readAuthority(pem: string): forge.pki.Certificate {
  try {
    return forge.pki.certificateFromPem(pem);
  } catch (error) {
    throw new KmagicError(
      'unsupported',
      `a certificate authority cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      {
        hint: 'kmagic signs with RSA authorities only; issue what is missing or near expiry with the tool that made this authority',
        cause: error,
      },
    );
  }
}

function keyIdentifierOf(authority: forge.pki.Certificate): string {
  const extension = authority.getExtension('subjectKeyIdentifier') as { readonly subjectKeyIdentifier?: string } | undefined;
  const hex = extension?.subjectKeyIdentifier;
  return hex === undefined ? authority.generateSubjectKeyIdentifier().getBytes() : forge.util.hexToBytes(hex);
}

function signed(certificate: forge.pki.Certificate, keyPem: Secret, name: string): string {
  const oid = forge.pki.oids['sha256WithRSAEncryption']!;
  certificate.signatureOid = oid;
  certificate.siginfo.algorithmOid = oid;
  // Signing natively takes 1 ms; forge's own big integers take fifty times that.
  const body = forge.asn1.toDer(pki.getTBSCertificate(certificate)).getBytes();
  certificate.signature = sign('sha256', Buffer.from(body, 'binary'), rsaPrivateKey(keyPem, name)).toString('binary');
  return forge.pki.certificateToPem(certificate).replaceAll('\r\n', '\n');
}
