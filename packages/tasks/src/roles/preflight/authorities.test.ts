import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAuthority, newSeed } from '../../pki/issue.ts';
import { sampleSpec } from '../../spec/sample-spec.ts';
import { authorities } from './authorities.ts';
import { lookAtHost, parseHostState, type HostState } from './host-state.ts';

const spec = sampleSpec();
const inDays = (days: number): Date => new Date(spec.now.getTime() + days * 86_400_000);
const found = (host: string, certificates: HostState['certificates']): readonly string[] =>
  authorities(spec, spec.host(host), { ...parseHostState(''), certificates }).map(({ severity, what }) => `${severity}: ${what}`);
const [kube, etcd] = ['/etc/kubernetes/ssl/ca.crt', '/etc/ssl/etcd/ssl/ca.pem'];

describe('authorities near their end', () => {
  it.each([
    [365, []],
    [364, ['warning: owns the kubernetes CA, which ends on 2027-05-31, in 364 days']],
    [1, ['warning: owns the kubernetes CA, which ends on 2026-06-02, in 1 day']],
    [-1, ['error: owns the kubernetes CA, which ended on 2026-05-31']],
  ])('are found in good time: in %i days', (days, findings) => {
    expect(spec.now).toEqual(new Date('2026-06-01T00:00:00Z'));
    expect(found('node1', [{ path: kube, notAfter: inDays(days) }])).toEqual(findings);
  });

  it('are looked at where they belong, and a bare host has none', () => {
    expect(found('node1', [])).toEqual([]);
    expect(found('node1', [{ path: etcd, notAfter: inDays(-1) }])).toEqual(['error: owns the etcd CA, which ended on 2026-05-31']);
    expect(found('node4', [{ path: kube, notAfter: inDays(-1) }])).toEqual([]);
  });
});

describe('a look at certificates', () => {
  let directory: string;
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'authorities '));
  });
  afterAll(() => rmSync(directory, { recursive: true }));

  it('reads the first of a file, whatever its line ends, and passes over what is none', async () => {
    const now = new Date('2026-05-01T10:00:00Z');
    const [first, second] = [
      createAuthority({ cn: 'a', days: 10 }, await newSeed(now)),
      createAuthority({ cn: 'b', days: 20 }, await newSeed(now)),
    ];
    const path = (name: string): string => join(directory, name);
    writeFileSync(path('both.pem'), `# made by hand\n${first.certPem}${second.certPem}`);
    writeFileSync(path('dos.pem'), second.certPem.replaceAll('\n', '\r\n'));
    writeFileSync(path('none.pem'), 'nothing');
    const certificates = ['both.pem', 'dos.pem', 'none.pem', 'missing.pem'].map(path);
    const command = lookAtHost({ directories: [], addresses: [], names: [], doors: [], certificates });
    expect(parseHostState(execFileSync('sh', { input: command.real(), encoding: 'utf8' })).certificates).toEqual([
      { path: path('both.pem'), notAfter: new Date('2026-05-11T10:00:00Z') },
      { path: path('dos.pem'), notAfter: new Date('2026-05-21T10:00:00Z') },
    ]);
  });
});
