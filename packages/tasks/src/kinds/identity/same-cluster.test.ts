import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAuthority, newSeed, type Issuer } from '../../pki/issue.ts';
import { fingerprintOf } from '../cert-authority/choose.ts';
import { sameCluster } from './same-cluster.ts';

const { kind } = sameCluster;
const directory = mkdtempSync(join(tmpdir(), 'same-cluster-'));
const caPath = join(directory, 'ca.crt');
let authority: Issuer;

beforeAll(async () => {
  authority = createAuthority({ cn: 'kubernetes', days: 10 }, await newSeed(new Date('2026-05-01T10:00:00Z')));
});
afterAll(() => rmSync(directory, { recursive: true }));

function compare(fingerprint: string | null): ReturnType<typeof kind.diff> {
  const { ask, parse } = kind.probe({ caPath });
  const stdout = execFileSync('sh', { input: (ask as { real(): string }).real(), encoding: 'utf8' });
  return kind.diff({ fingerprint }, parse({ code: 0, stdout, stderr: '' }));
}

describe('the cluster a host was joined to', () => {
  it('is any one where it was joined to none', () => {
    expect(compare(null)).toEqual([]);
    expect(compare('abc')).toEqual([]);
  });

  it('is this one by its CA', () => {
    writeFileSync(caPath, authority.certPem);
    expect(compare(fingerprintOf(authority.certPem))).toEqual([]);
  });

  it.each([
    ['another one', 'abcdefabcdefabcdef', 'abcdefabcdefabcd'],
    ['one the control planes know nothing of', null, 'none'],
  ])('is %s', (_name, fingerprint, there) => {
    const here = fingerprintOf(authority.certPem).slice(0, 16);
    expect(() => compare(fingerprint)).toThrow(
      expect.objectContaining({
        code: 'refused',
        message: `belongs to another cluster: its Kubernetes CA is ${here}, that of the control planes ${there} (sha256)`,
        endsRun: true,
      }) as Error,
    );
  });
});
