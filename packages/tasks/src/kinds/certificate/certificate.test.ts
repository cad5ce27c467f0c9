import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { batchCommand, type Step } from '@kmagic/core';
import { createAuthority, issue, newSeed, type Issuer, type Seed } from '../../pki/issue.ts';
import { combinedPem } from '../../pki/kubeconfig.ts';
import { MustOutlive } from '../../pki/renewal.ts';
import { reveal } from '../../pki/reveal.ts';
import { certificate, type CertificateSeen, type CertificateSubject, type CertificateWant } from './certificate.ts';

const now = new Date('2026-05-01T10:00:00Z');
const { kind } = certificate;
const owner = execFileSync('id', ['-un'], { encoding: 'utf8' }).trim();
const group = execFileSync('id', ['-gn'], { encoding: 'utf8' }).trim();

let directory: string;
let authority: Issuer;
let other: Issuer;
let seed: Seed;
let subject: CertificateSubject;
let want: CertificateWant;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'cert-'));
  [authority, other, seed] = [
    createAuthority({ cn: 'ca', days: 3650 }, await newSeed(now)),
    createAuthority({ cn: 'ca', days: 3650 }, await newSeed(now)),
    await newSeed(now),
  ];
});
afterAll(() => rmSync(directory, { recursive: true }));

beforeEach(() => {
  subject = { certPath: join(directory, 'a b.crt'), keyPath: join(directory, 'a b.key') };
  want = {
    cn: 'kube-apiserver',
    o: [],
    sans: ['node1', '10.0.0.1'],
    usages: ['server'],
    days: 365,
    authority: authority.certPem,
    mustOutlive: new MustOutlive(now, 30),
    owner,
    group,
    certMode: '0644',
    keyMode: '0600',
  };
});

const see = (of: CertificateSubject = subject): CertificateSeen =>
  kind.probe(of).parse(run((kind.probe(of).ask as { real(): string }).real()));
const run = (text: string): { code: number; stdout: string; stderr: string } => ({
  code: 0,
  stdout: execFileSync('sh', { input: text, encoding: 'utf8' }),
  stderr: '',
});
const words = (seen: CertificateSeen): readonly string[] => kind.diff(want, seen).map((c) => c.what);

function carryOut(steps: readonly Step[]): void {
  for (const step of steps) {
    if (step.do === 'run') run(step.command.real());
    else if (step.do === 'write') {
      writeFileSync(step.path, typeof step.content === 'string' ? step.content : reveal(step.content));
      chmodSync(step.path, parseInt(step.mode, 8));
    }
  }
}

function install(of: CertificateSubject = subject, made = seed): void {
  const seen = see(of);
  carryOut(kind.steps({ subject: of, want, seen, late: { issuer: authority, seed: made }, changes: kind.diff(want, seen) }));
}

describe('a certificate', () => {
  it('is missing on a bare host, and converged once installed', () => {
    expect(words(see())).toEqual(['missing']);
    install();
    expect(words(see())).toEqual([]);
    expect(readFileSync(subject.keyPath, 'utf8')).toContain('RSA PRIVATE KEY');
  });

  it('keeps its key to itself: what the probe prints of it is public', () => {
    install();
    const ask = kind.probe(subject).ask as { real(): string };
    const printed = run(ask.real()).stdout;
    const lines = readFileSync(subject.keyPath, 'utf8').split('\n');
    expect(lines.filter((l) => !l.startsWith('-') && l !== '' && printed.includes(l))).toEqual([]);
    const pieces = /key rsa (.*)/.exec(printed)![1]!.split(' ');
    const jwk = execFileSync('openssl', ['rsa', '-in', subject.keyPath, '-noout', '-modulus'], { encoding: 'utf8' })
      .trim()
      .split('=')[1]!
      .toLowerCase();
    for (const piece of pieces) expect(jwk).toContain(Buffer.from(piece, 'base64').toString('hex'));
  });

  it.each(['ECDSA-P256', 'ECDSA-P384'] as const)(
    'tells a key of %s from another, and prints only what is public of it',
    async (algorithm) => {
      const [own, foreign] = [await newSeed(now, algorithm), await newSeed(now, algorithm)];
      rmSync(subject.keyPath, { force: true });
      install(subject, own);
      expect(words(see())).toEqual([]);
      const [, piece = ''] = /key ec (.*)/.exec(run((kind.probe(subject).ask as { real(): string }).real()).stdout)!;
      const der = execFileSync('openssl', ['ec', '-in', subject.keyPath, '-pubout', '-outform', 'der'], {
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      expect(Buffer.from(piece, 'base64')).toHaveLength(18);
      expect(der.includes(Buffer.from(piece, 'base64'))).toBe(true);
      for (const key of [foreign, seed, await newSeed(now, algorithm === 'ECDSA-P256' ? 'ECDSA-P384' : 'ECDSA-P256')]) {
        writeFileSync(subject.keyPath, reveal(key.keyPem));
        expect(words(see())).toEqual(['key does not match']);
      }
    },
  );

  it('prints nothing of a key that is short or of another type', () => {
    const out = ['-out', subject.keyPath];
    for (const args of [
      ['genrsa', '-traditional', ...out, '1024'],
      ['genrsa', ...out, '1024'],
      ['ecparam', '-name', 'secp521r1', '-genkey', '-noout', ...out],
      ['ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-param_enc', 'explicit', ...out],
      ['genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256', ...out],
      ['genpkey', '-algorithm', 'ed25519', ...out],
    ]) {
      execFileSync('openssl', args, { stdio: 'ignore' });
      expect(run((kind.probe(subject).ask as { real(): string }).real()).stdout).toMatch(/key other\n$/);
    }
  });

  it('says what is wrong, each thing in its words', () => {
    install();
    want = {
      ...want,
      cn: 'x',
      o: ['system:masters'],
      sans: ['node1', '10.0.0.1', 'node4', 'FD00:0::1'],
      usages: ['server', 'client'],
      authority: other.certPem,
      mustOutlive: new MustOutlive(new Date('2027-04-20T00:00:00Z'), 30),
    };
    expect(words(see())).toEqual([
      'issued by another CA',
      'for kube-apiserver instead of x',
      'group none instead of system:masters',
      'SAN node4 missing',
      'SAN FD00:0::1 missing',
      'not usable as client',
      'expires in 11 days',
    ]);
  });

  it('is due before it expires, which nobody did', () => {
    install();
    want = { ...want, mustOutlive: new MustOutlive(new Date('2027-04-20T00:00:00Z'), 30) };
    expect(kind.diff(want, see())).toEqual([{ what: 'expires in 11 days', action: 'update', due: true }]);
  });

  it('does not mind more names than wanted, nor a mode stricter than wanted', () => {
    install();
    chmodSync(subject.certPath, 0o700);
    want = { ...want, sans: ['node1'] };
    expect(words(see())).toEqual([]);
  });

  it('has its mode and owner put right without being issued again', () => {
    install();
    chmodSync(subject.keyPath, 0o640);
    const seen = see();
    expect(words(seen)).toEqual(['key: mode 0640 instead of 0600']);
    const steps = kind.steps({ subject, want, seen, late: { issuer: authority, seed }, changes: [] });
    expect(steps.map((s) => s.do)).toEqual(['run', 'run', 'run']);
    carryOut(steps);
    expect(words(see())).toEqual([]);
  });

  it('sees a key that is missing or of another certificate', async () => {
    install();
    writeFileSync(subject.keyPath, reveal((await newSeed(now)).keyPem));
    expect(words(see())).toEqual(['key does not match']);
    rmSync(subject.keyPath);
    expect(words(see())).toEqual(['key missing']);
  });

  it('recognises its key in PKCS#8 too', () => {
    install();
    writeFileSync(subject.keyPath, execFileSync('openssl', ['pkcs8', '-topk8', '-nocrypt', '-in', subject.keyPath]));
    expect(readFileSync(subject.keyPath, 'utf8')).toContain('BEGIN PRIVATE KEY');
    expect(words(see())).toEqual([]);
  });

  it('accepts an ECDSA leaf that says the right things, as a kubelet makes one', () => {
    const path = join(directory, 'kubelet.pem');
    execFileSync('sh', [
      '-c',
      `cd '${directory}'
openssl ecparam -name prime256v1 -genkey -noout -out ec.key
openssl req -new -key ec.key -subj /CN=kube-apiserver -out ec.csr
printf 'extendedKeyUsage=serverAuth\\nsubjectAltName=DNS:node1,IP:10.0.0.1\\n' > ext`,
    ]);
    writeFileSync(join(directory, 'ca.pem'), authority.certPem);
    writeFileSync(join(directory, 'ca.key'), reveal(authority.keyPem));
    execFileSync('sh', [
      '-c',
      `cd '${directory}' && openssl x509 -req -in ec.csr -CA ca.pem -CAkey ca.key -days 36500 -extfile ext -out ec.pem 2>&1 && cat ec.pem ec.key > kubelet.pem && chmod 600 kubelet.pem`,
    ]);
    expect(words(see({ certPath: path, keyPath: path }))).toEqual([]);
  });

  it('may share one file with its key', () => {
    const path = join(directory, 'combined.pem');
    install({ certPath: path, keyPath: path });
    expect(readFileSync(path, 'utf8')).toBe(reveal(combinedPem(issue(want, authority, seed))));
    expect(words(see({ certPath: path, keyPath: path }))).toEqual([]);
  });

  it('is asked for together with others in one command, missing ones among them', () => {
    install();
    const subjects = [subject, { certPath: '/nonexistent/x.crt', keyPath: '/nonexistent/x.key' }];
    const out = run(batchCommand(kind.together!, subjects).real());
    expect(kind.together!.parse(out, subjects)).toEqual([see(), {}]);
  });

  it('is known by its content, and the passing of days does not change what is wanted', () => {
    install();
    expect(kind.fingerprint!(see())).toMatch(/^[0-9a-f]{64}$/);
    expect(JSON.stringify(want)).toBe(JSON.stringify({ ...want, mustOutlive: new MustOutlive(new Date(), 1) }));
  });
});
