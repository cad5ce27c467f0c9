import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KmagicError, Secret } from '@kmagic/core';
import { isIssuedBy, parseCertificate } from './certificate.ts';
import { createAuthority, issue, newSeed, newSerial, type Issued, type Issuer } from './issue.ts';
import { publicPemOf } from './key-pair.ts';
import { reveal } from './reveal.ts';

const now = new Date('2026-05-01T10:00:00.500Z');
const request = {
  cn: 'kube-apiserver',
  o: ['system:masters', 'ops_team'],
  sans: ['kubernetes', 'node1.example.org', '10.233.0.1', '::1', 'fd00::10'],
  usages: ['server', 'client'],
  days: 365,
} as const;

let directory: string;
let authority: Issuer;
let leaf: Issued;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'pki-'));
  authority = createAuthority({ cn: 'kubernetes', days: 3650 }, await newSeed(now));
  leaf = issue(request, authority, await newSeed(now));
  writeFileSync(join(directory, 'ca.pem'), authority.certPem);
  writeFileSync(join(directory, 'leaf.pem'), leaf.certPem);
});
afterAll(() => rmSync(directory, { recursive: true }));

const openssl = (...args: string[]): string =>
  execFileSync('openssl', args, { cwd: directory, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

function opensslAuthority(...args: string[]): Issuer {
  openssl('req', '-x509', '-nodes', '-subj', '/CN=etcd-ca', '-days', '36500', '-keyout', 'o-key.pem', '-out', 'o.pem', ...args);
  return { certPem: openssl('x509', '-in', 'o.pem'), keyPem: new Secret(openssl('pkey', '-in', 'o-key.pem')) };
}

describe('issuing', () => {
  it('makes a certificate openssl verifies as client and as server, by name and by address', () => {
    const at = String(Math.floor(now.getTime() / 1000));
    for (const purpose of ['sslclient', 'sslserver']) {
      expect(openssl('verify', '-x509_strict', '-attime', at, '-purpose', purpose, '-CAfile', 'ca.pem', 'leaf.pem')).toBe('leaf.pem: OK\n');
    }
    expect(
      openssl(
        'verify',
        '-attime',
        at,
        '-verify_ip',
        'fd00:0::10',
        '-verify_hostname',
        'node1.example.org',
        '-CAfile',
        'ca.pem',
        'leaf.pem',
      ),
    ).toContain('OK');
  });

  it('says what was asked, in the words of openssl', () => {
    const text = openssl('x509', '-in', 'leaf.pem', '-noout', '-text');
    expect(text).toContain('Subject: O = system:masters, O = ops_team, CN = kube-apiserver');
    expect(text).toContain('Issuer: CN = kubernetes');
    expect(text).toContain('TLS Web Client Authentication, TLS Web Server Authentication');
    expect(text).toContain('CA:FALSE');
    expect(text).toContain('Digital Signature, Key Encipherment');
    expect(text).toMatch(/X509v3 Authority Key Identifier/);
    expect(text).toMatch(/X509v3 Subject Key Identifier/);
    expect(text).toContain(
      'DNS:kubernetes, DNS:node1.example.org, IP Address:10.233.0.1, IP Address:0:0:0:0:0:0:0:1, IP Address:FD00:0:0:0:0:0:0:10',
    );
    expect(openssl('x509', '-in', 'ca.pem', '-noout', '-text')).toMatch(/Digital Signature, Key Encipherment, Certificate Sign[^]*CA:TRUE/);
  });

  it('reads back what it wrote', () => {
    expect(parseCertificate(leaf.certPem)).toMatchObject({
      cn: 'kube-apiserver',
      o: ['system:masters', 'ops_team'],
      sans: ['kubernetes', 'node1.example.org', '10.233.0.1', '::1', 'fd00::10'],
      usages: ['client', 'server'],
      notBefore: new Date('2026-05-01T09:55:00Z'),
      notAfter: new Date('2027-05-01T10:00:00Z'),
      isCa: false,
    });
    expect(parseCertificate(authority.certPem)).toMatchObject({ cn: 'kubernetes', isCa: true, sans: ['kubernetes'], usages: [] });
    expect(parseCertificate('no certificate')).toBeUndefined();
  });

  it('tells its own authority from another of the same name', async () => {
    const other = createAuthority({ cn: 'kubernetes', days: 3650 }, await newSeed(now));
    expect(isIssuedBy(leaf.certPem, authority.certPem)).toBe(true);
    expect(isIssuedBy(leaf.certPem, other.certPem)).toBe(false);
  });

  it('writes dates beyond 2050 as certificates must', async () => {
    const etcd = createAuthority({ cn: 'etcd-ca', days: 36500 }, await newSeed(now));
    expect(parseCertificate(etcd.certPem)?.notAfter.getUTCFullYear()).toBe(2126);
  });

  it('makes an authority anew for a key that exists, and what it signed stays valid', async () => {
    const keyPem = authority.keyPem;
    const again = createAuthority({ cn: 'kubernetes', days: 10 }, await newSeed(now, { keyPem, publicPem: publicPemOf(keyPem) }));
    expect(isIssuedBy(leaf.certPem, again.certPem)).toBe(true);
  });

  it('signs under an authority openssl made, with the name encoded as it stands there', async () => {
    const own = opensslAuthority('-newkey', 'rsa:2048', '-utf8');
    const made = issue(request, own, await newSeed(new Date(parseCertificate(own.certPem)!.notBefore.getTime() + 600_000)));
    expect(isIssuedBy(made.certPem, own.certPem)).toBe(true);
  });

  it.each(['ECDSA-P256', 'ECDSA-P384', 'RSA-3072'] as const)(
    'makes authorities and leaves with keys of %s that openssl verifies',
    async (kind) => {
      const own = createAuthority({ cn: 'kubernetes', days: 3650 }, await newSeed(now, kind));
      writeFileSync(join(directory, 'own-ca.pem'), own.certPem);
      const at = String(Math.floor(now.getTime() / 1000));
      const verify = (issued: Issued, ca: string): string => {
        writeFileSync(join(directory, 'own.pem'), issued.certPem);
        return openssl('verify', '-x509_strict', '-attime', at, '-purpose', 'sslserver', '-CAfile', ca, 'own.pem');
      };
      const made = issue(request, own, await newSeed(now, kind));
      expect(verify(made, 'own-ca.pem')).toBe('own.pem: OK\n');
      expect(isIssuedBy(made.certPem, own.certPem)).toBe(true);
      expect(publicPemOf(made.keyPem)).toBe(openssl('x509', '-in', 'own.pem', '-noout', '-pubkey'));
      // Authority and leaf need not have the same kind of key.
      expect(verify(issue(request, own, await newSeed(now)), 'own-ca.pem')).toBe('own.pem: OK\n');
      expect(verify(issue(request, authority, await newSeed(now, kind)), 'ca.pem')).toBe('own.pem: OK\n');
    },
  );

  it.each([
    ['ECDSA-P256', '256 bit', 'ecdsa-with-SHA256'],
    ['ECDSA-P384', '384 bit', 'ecdsa-with-SHA384'],
    ['RSA-4096', '4096 bit', 'sha256WithRSAEncryption'],
  ] as const)('signs with %s as kubeadm does', async (kind, bits, signature) => {
    const seed = await newSeed(now, kind);
    writeFileSync(join(directory, 'own.pem'), createAuthority({ cn: 'kubernetes', days: 3650 }, seed).certPem);
    const text = openssl('x509', '-in', 'own.pem', '-noout', '-text');
    expect(text).toContain(`Public-Key: (${bits})`);
    expect(text.match(/Signature Algorithm: .*/g)).toEqual([`Signature Algorithm: ${signature}`, `Signature Algorithm: ${signature}`]);
    expect(reveal(seed.keyPem)).toMatch(
      kind.startsWith('RSA') ? /^-----BEGIN RSA PRIVATE KEY-----\n/ : /^-----BEGIN EC PRIVATE KEY-----\n/,
    );
  });

  it('signs under an ECDSA authority openssl made, and names it by the identifier it gives itself', async () => {
    const ec = opensslAuthority('-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-addext', 'subjectKeyIdentifier=0102030405');
    const made = issue(request, ec, await newSeed(new Date(parseCertificate(ec.certPem)!.notBefore.getTime() + 600_000)));
    expect(isIssuedBy(made.certPem, ec.certPem)).toBe(true);
    writeFileSync(join(directory, 'own.pem'), made.certPem);
    expect(openssl('x509', '-in', 'own.pem', '-noout', '-ext', 'authorityKeyIdentifier')).toContain('01:02:03:04:05');
    expect(openssl('verify', '-partial_chain', '-CAfile', 'o.pem', '-no_check_time', 'own.pem')).toBe('own.pem: OK\n');
  });

  it('refuses an authority whose key nothing of Kubernetes makes, and what is none', async () => {
    const seed = await newSeed(now);
    const other = opensslAuthority('-newkey', 'ed25519');
    expect(() => issue(request, other, seed)).toThrow(
      'the authority of kube-apiserver has a key of type ed25519, and kmagic signs with RSA, P-256 and P-384',
    );
    expect(() => issue(request, { ...other, certPem: 'none' }, seed)).toThrow(/^a certificate authority cannot be read: /);
    expect(() => issue(request, { ...other, certPem: 'none' }, seed)).toThrow(KmagicError);
  });

  it('gives serial numbers that are positive and of full length', () => {
    expect(newSerial(Buffer.alloc(16, 0))).toBe('40' + '00'.repeat(15));
    expect(newSerial(Buffer.alloc(16, 255))).toBe('7f' + 'ff'.repeat(15));
  });

  it('keeps keys out of anything printed', () => {
    expect(JSON.stringify(leaf)).not.toContain('PRIVATE');
    expect(reveal(leaf.keyPem)).toMatch(/^-----BEGIN RSA PRIVATE KEY-----\n/);
  });
});
