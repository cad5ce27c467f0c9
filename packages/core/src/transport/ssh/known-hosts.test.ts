import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readKnownHosts, rememberHost, trustHost } from './known-hosts-file.ts';
import { judge, keyFingerprint, keyTypeOf, parseKnownHosts, withoutHost } from './known-hosts.ts';

const keyText = 'AAAAC3NzaC1lZDI1NTE5AAAAIJ3hL2f5srKCuz1nmHi0yn7Bf5KGLqsYt38Hm8RusfvU';
const key = Buffer.from(keyText, 'base64');
const other = Buffer.from(key);
other[40] = 1;
const otherText = other.toString('base64');
// What `ssh-keygen -H` makes of `n1.example` and this key.
const hashed = `|1|8bYH1l6VmEX/ihMII7w+Ca5ja7g=|wwRFptWgmOdAWsUkZzKMpX1dWSY= ssh-ed25519 ${keyText}`;
const at = (address: string, port = 22) => ({ address, port });
const verdict = (text: string, host: { address: string; port: number }, shown = key) => judge(parseKnownHosts(text), host, shown).is;

describe('known_hosts', () => {
  it('knows keys by name, list, wildcard, port and hash', () => {
    expect(verdict(`n1 ssh-ed25519 ${keyText} a comment`, at('N1'))).toBe('known');
    expect(verdict(`n1,10.0.0.1 ssh-ed25519 ${keyText}`, at('10.0.0.1'))).toBe('known');
    expect(verdict(`*.example,!bad.example ssh-ed25519 ${keyText}`, at('n1.example'))).toBe('known');
    expect(verdict(`*.example,!bad.example ssh-ed25519 ${keyText}`, at('bad.example'))).toBe('unknown');
    expect(verdict(`[n1]:2222 ssh-ed25519 ${keyText}`, at('n1', 2222))).toBe('known');
    expect(verdict(`n1 ssh-ed25519 ${keyText}`, at('n1', 2222))).toBe('unknown');
    expect(verdict(`n.1 ssh-ed25519 ${keyText}`, at('nx1'))).toBe('unknown');
    expect(verdict(hashed, at('n1.example'))).toBe('known');
    expect(verdict(hashed, at('n2.example'))).toBe('unknown');
  });

  it('tells a changed, a revoked and an unknown key apart', () => {
    expect(verdict(`n1 ssh-ed25519 ${otherText}`, at('n1'))).toBe('changed');
    expect(verdict(`n1 ssh-ed25519 ${otherText}\nn1 ssh-ed25519 ${keyText}`, at('n1'))).toBe('known');
    expect(verdict(`@revoked * ssh-ed25519 ${keyText}\nn1 ssh-ed25519 ${keyText}`, at('n1'))).toBe('revoked');
    expect(verdict(`@cert-authority * ssh-ed25519 ${keyText}\n# n1 ssh-ed25519 x\n\nrubbish\n`, at('n1'))).toBe('unknown');
  });

  it('prints fingerprints and types as OpenSSH does', () => {
    expect(keyTypeOf(key)).toBe('ssh-ed25519');
    expect(keyFingerprint(key)).toBe('SHA256:WGaAkkpdPFJ7I7mTh8NAHlmBgnQhl+3kdjd9nsQGa1s');
  });

  it('forgets one host of a line and leaves the rest as it was', () => {
    const text = `# mine\nn1,n2 ssh-ed25519 ${keyText}\nn1 ssh-ed25519 ${keyText}\n*.lab ssh-ed25519 ${keyText}\n`;
    expect(withoutHost(text, at('n1'))).toBe(`# mine\nn2 ssh-ed25519 ${keyText}\n*.lab ssh-ed25519 ${keyText}\n`);
    expect(withoutHost(text, at('n3'))).toBe(text);
    expect(withoutHost(`${hashed}\n`, at('n1.example'))).toBe('');
  });
});

describe('a known_hosts file', () => {
  let place = '';
  beforeAll(async () => (place = await mkdtemp(join(tmpdir(), 'kmagic-known-'))));
  afterAll(() => rm(place, { recursive: true }));

  it('takes many new hosts at once, after a line without an end, and gives them back', async () => {
    const file = join(place, 'deep', 'er', 'known_hosts');
    await rememberHost(file, at('first'), key);
    await writeFile(file, (await readFile(file, 'utf8')).trimEnd());
    await rememberHost(file, at('second'), key);
    await Promise.all(Array.from({ length: 50 }, (_, i) => rememberHost(file, at(`n${i}`, 2200), key)));
    const known = await readKnownHosts({ file });
    expect(known).toHaveLength(52);
    expect(judge(known, at('n49', 2200), key).is).toBe('known');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await trustHost(file, at('n7', 2200))).toBe(1);
    expect(await trustHost(file, at('n7', 2200))).toBe(0);
    expect(await readKnownHosts({ file, also: [join(place, 'absent')] })).toHaveLength(51);
  });
});
