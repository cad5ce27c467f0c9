import { execFileSync } from 'node:child_process';
import { createPublicKey } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { NodeId } from '@kmagic/core';
import { myNames } from '@kmagic/core/testing';
import { publicBits } from '../../pki/certificate.ts';
import { createAuthority, newSeed, type Issuer, type Seed } from '../../pki/issue.ts';
import { MustOutlive } from '../../pki/renewal.ts';
import { reveal } from '../../pki/reveal.ts';
import { isKubeconfigCopy } from './kubeconfig-copy.ts';
import { kubeconfig, type KubeconfigSubject, type KubeconfigWant } from './kubeconfig.ts';
import type { KubeconfigSeen } from './seen-kubeconfig.ts';

const now = new Date('2026-05-01T10:00:00Z');
const { kind } = kubeconfig;
let directory: string;
let authority: Issuer;
let other: Issuer;
let seeds: readonly Seed[];
let subject: KubeconfigSubject;
let want: KubeconfigWant;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'kubeconfig-'));
  seeds = await Promise.all([1, 2, 3, 4].map(() => newSeed(now)));
  [authority, other] = [
    createAuthority({ cn: 'kubernetes', days: 3650 }, seeds[0]!),
    createAuthority({ cn: 'kubernetes', days: 3650 }, seeds[1]!),
  ];
});
afterAll(() => rmSync(directory, { recursive: true }));
beforeEach(() => {
  subject = { path: join(directory, 'admin.conf') };
  want = {
    server: 'https://10.0.0.1:6443',
    clusterName: 'cluster.local',
    user: 'kubernetes-admin',
    authority: authority.certPem,
    client: { embedded: { cn: 'kubernetes-admin', o: ['kubeadm:cluster-admins'], days: 365, mustOutlive: new MustOutlive(now, 30) } },
    ...myNames(),
    mode: '0600',
  };
  rmSync(subject.path, { force: true });
});

const printed = (): string => execFileSync('sh', { input: (kind.probe(subject).ask as { real(): string }).real(), encoding: 'utf8' });
const see = (): KubeconfigSeen | null => kind.probe(subject).parse({ code: 0, stdout: printed(), stderr: '' });
const words = (): readonly string[] => kind.diff(want, see()).map((c) => c.what);

function install(seed = seeds[2]!): void {
  for (const step of kind.steps({ subject, want, seen: see(), late: { issuer: authority, seed }, changes: [] })) {
    if (step.do === 'run') execFileSync('sh', { input: step.command.real() });
    if (step.do !== 'write') continue;
    writeFileSync(step.path, typeof step.content === 'string' ? step.content : reveal(step.content));
    chmodSync(step.path, parseInt(step.mode, 8));
  }
}

describe('a kubeconfig', () => {
  it('is missing on a bare host, and converged once installed', () => {
    expect(words()).toEqual(['missing']);
    install();
    expect(words()).toEqual([]);
    expect(readFileSync(subject.path, 'utf8')).toContain('current-context: kubernetes-admin@cluster.local\n');
  });

  it('keeps key, token and password to itself', () => {
    install();
    const key = /client-key-data: (.*)/.exec(readFileSync(subject.path, 'utf8'))![1]!;
    writeFileSync(subject.path, `${readFileSync(subject.path, 'utf8')}    token: abcdef.token\n    password: hunter2\n`);
    expect(printed()).not.toContain(key.slice(0, 120));
    expect(printed()).not.toMatch(/abcdef|hunter2/);
    expect(
      Math.max(
        ...printed()
          .split('\n')
          .filter((l) => l.startsWith('key '))
          .map((l) => l.length),
      ),
    ).toBe(68);
  });

  it('says what is wrong', () => {
    install();
    want = { ...want, server: 'https://127.0.0.1:6443', authority: other.certPem };
    expect(words()).toEqual(['server', 'trusts another CA', 'client certificate: issued by another CA']);
    want = { ...want, authority: authority.certPem, server: 'https://10.0.0.1:6443', client: { certificate: '/a.pem', key: '/a.pem' } };
    expect(words()).toEqual(['client certificate not taken from /a.pem']);
  });

  it('is due before its certificate expires, which nobody did', () => {
    install();
    const mustOutlive = new MustOutlive(new Date('2027-04-20T00:00:00Z'), 30);
    want = { ...want, client: { embedded: { cn: 'kubernetes-admin', o: ['kubeadm:cluster-admins'], days: 365, mustOutlive } } };
    expect(kind.diff(want, see())).toEqual([{ what: 'client certificate: expires in 11 days', action: 'update', due: true }]);
  });

  it('sees a key of another certificate', () => {
    install();
    const first = readFileSync(subject.path, 'utf8');
    rmSync(subject.path);
    install(seeds[3]);
    const foreign = /client-key-data: .*/.exec(readFileSync(subject.path, 'utf8'))![0];
    writeFileSync(subject.path, first.replace(/client-key-data: .*/, foreign));
    expect(words()).toEqual(['client key does not match']);
  });

  it.each(['ECDSA-P256', 'ECDSA-P384'] as const)(
    'sees a key of %s of another certificate, and prints only what is public of it',
    async (algorithm) => {
      const [own, foreign] = [await newSeed(now, algorithm), await newSeed(now, algorithm)];
      install(own);
      expect(words()).toEqual([]);
      const [, printedPiece = ''] = /key ec (.*)/.exec(printed())!;
      const piece = Buffer.from(Buffer.from(printedPiece, 'base64').toString('latin1').slice(3), 'base64');
      const point = publicBits(createPublicKey(own.publicPem));
      expect(point.includes(piece)).toBe(true);
      for (const seed of [foreign, seeds[3]!]) {
        const text = readFileSync(subject.path, 'utf8');
        writeFileSync(
          subject.path,
          text.replace(/client-key-data: .*/, `client-key-data: ${Buffer.from(reveal(seed.keyPem)).toString('base64')}`),
        );
        expect(words()).toEqual(['client key does not match']);
      }
    },
  );

  it('has its mode put right without being made anew', () => {
    install();
    const before = readFileSync(subject.path, 'utf8');
    chmodSync(subject.path, 0o644);
    expect(words()).toEqual(['mode 0644 instead of 0600']);
    install(seeds[3]);
    expect(words()).toEqual([]);
    expect(readFileSync(subject.path, 'utf8')).toBe(before);
  });

  it('is told from a copy of another one', () => {
    install();
    const original = { host: 'node1', path: subject.path, server: 'https://10.0.0.9:6443' };
    const copy = readFileSync(subject.path, 'utf8').replace(/server: .*/, `server: ${original.server}`);
    const id = 'Write admin.conf' as NodeId;
    const nodes = [{ id, host: 'node1', resource: kubeconfig(subject, want) }];
    const isCopy = (text: string): boolean =>
      isKubeconfigCopy(text, original, { nodes, survey: { answers: new Map([[id, { seen: see() }]]) } });
    expect(isCopy(copy)).toBe(true);
    expect(isCopy(copy.replace(/server: .*/, 'server: https://elsewhere:6443'))).toBe(false);
    expect(isCopy('')).toBe(false);
    rmSync(subject.path);
    expect(isCopy(copy)).toBe(false);
    install(seeds[3]);
    expect(isCopy(copy)).toBe(false);
  });

  it('may name files beside it, as the kubelet has them', () => {
    want = {
      ...want,
      client: { certificate: '/var/lib/kubelet/pki/kubelet-client-current.pem', key: '/var/lib/kubelet/pki/kubelet-client-current.pem' },
    };
    install();
    expect(words()).toEqual([]);
  });

  it('is made anew where the file is not a kubeconfig', () => {
    writeFileSync(subject.path, 'nonsense: [');
    expect(words()).toContain('not a kubeconfig');
    install();
    expect(words()).toEqual([]);
    expect(existsSync(subject.path)).toBe(true);
  });
});
