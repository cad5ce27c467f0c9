import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createConnection, createServer, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ssh2 from 'ssh2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Secret } from '../../secret/secret.ts';
import { startSshServer, type SshServer } from '../../testing/ssh-server.ts';
import { transportConformance } from '../../testing/transport-conformance.ts';
import type { Transport } from '../transport.ts';
import { trustHost } from './known-hosts-file.ts';
import type { ConnectionSettings } from './settings.ts';
import { createSshConnect } from './ssh-connect.ts';

const { signal } = new AbortController();
let server: SshServer;
let place: string;
let knownHosts: string;
let nextFile = 0;
const opened: Transport[] = [];

beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'kmagic-ssh-'));
  const ask = { password: "p@ss 'word'" };
  server = await startSshServer({
    hosts: [
      { name: 'plain' },
      { name: 'other' },
      { name: 'gate' },
      { name: 'inner-gate' },
      { name: 'by-password', password: 'open sesame', onlyPassword: true },
      { name: 'asks', user: 'debian', sudo: ask },
      { name: 'refuses', user: 'debian', sudo: { refuses: 'debian is not in the sudoers file.' } },
      { name: 'bare', user: 'debian', sudo: { refuses: 'sh: 1: sudo: not found' } },
    ],
  });
});
afterAll(async () => {
  await Promise.all(opened.map((transport) => transport.close()));
  await server.close();
  await rm(place, { recursive: true });
});

const settings = (host: string, changes: Partial<ConnectionSettings> = {}): ConnectionSettings => ({
  ...server.settings(host),
  ...changes,
});

async function connect(to: ConnectionSettings, file?: string): Promise<Transport> {
  knownHosts = file ?? join(place, `known_hosts-${(nextFile += 1)}`);
  const transport = await createSshConnect(new Map([[to.name, to]]), { knownHosts: { file: knownHosts } })(to.name, signal);
  opened.push(transport);
  return transport;
}

async function whoAnswers(transport: Transport): Promise<string> {
  return (await transport.script('echo hello', signal)).stdout;
}

transportConformance('ssh to a simulated host', () => connect(settings('plain')));
transportConformance('ssh with a sudo password through two bastions', () =>
  connect(settings('asks', { becomePassword: new Secret("p@ss 'word'"), bastion: settings('inner-gate', { bastion: settings('gate') }) })),
);

describe('logging in', () => {
  it('takes a password, also where the server asks for it in its own way', async () => {
    expect(await whoAnswers(await connect(settings('by-password')))).toBe('hello\n');
  });

  it('says what was tried and what the host allows', async () => {
    await expect(connect(settings('by-password', { password: new Secret('close sesame') }))).rejects.toMatchObject({
      code: 'authFailed',
      host: 'by-password',
      message: expect.stringMatching(
        /^by-password: 127\.0\.0\.1:\d+ did not let root log in: tried password; the host allows password$/,
      ) as string,
    });
    const stranger = ssh2.utils.generateKeyPairSync('ed25519').private;
    await expect(connect(settings('plain', { privateKey: new Secret(stranger) }))).rejects.toMatchObject({
      code: 'authFailed',
      message: expect.stringContaining('tried the key in ansible_ssh_private_key; the host allows publickey') as string,
    });
  });

  it('goes on with the password where the key is not accepted', async () => {
    const stranger = ssh2.utils.generateKeyPairSync('ed25519').private;
    expect(await whoAnswers(await connect(settings('by-password', { privateKey: new Secret(stranger) })))).toBe('hello\n');
  });

  it('names a key that cannot be used before it dials', async () => {
    const locked = ssh2.utils.generateKeyPairSync('ed25519', { passphrase: 'right', cipher: 'aes256-ctr', rounds: 4 }).private;
    for (const passphrase of [{}, { passphrase: new Secret('wrong') }]) {
      await expect(connect(settings('plain', { privateKey: new Secret(locked), ...passphrase }))).rejects.toMatchObject({
        code: 'authFailed',
        hint: expect.stringContaining('passphrase') as string,
      });
    }
    await expect(connect(settings('plain', { privateKeyFile: '/no/such/key' }))).rejects.toMatchObject({
      code: 'authFailed',
      message: expect.stringContaining('/no/such/key') as string,
    });
  });

  it('says in words why a host cannot be reached', async () => {
    const { port } = server.settings('other');
    await server.stop('other');
    const refused = expect.stringMatching(/^other: cannot reach 127\.0\.0\.1:\d+: connection refused$/) as string;
    await expect(connect(settings('other'))).rejects.toMatchObject({ code: 'unreachable', host: 'other', message: refused });
    await expect(connect(settings('other', { bastion: settings('gate') }))).rejects.toMatchObject({
      code: 'unreachable',
      host: 'other',
      message: expect.stringMatching(new RegExp(`^other: cannot reach 127.0.0.1:${port} through gate`)) as string,
    });
    await server.start('other');
    await expect(connect(settings('other', { address: 'no-such-name.invalid' }))).rejects.toMatchObject({
      code: 'unreachable',
      message: expect.stringMatching(/its name is not in DNS|DNS did not answer/) as string,
    });
  });

  it('gives up when aborted or when nobody speaks ssh there', async () => {
    const silent = createServer((socket) => socket.on('error', () => undefined));
    await once(silent.listen(0, '127.0.0.1'), 'listening');
    const { port } = silent.address() as AddressInfo;
    await expect(connect(settings('plain', { port, connectTimeoutMs: 100 }))).rejects.toMatchObject({
      code: 'unreachable',
      message: `plain: cannot reach 127.0.0.1:${port}: no answer in time`,
    });
    silent.close();
    const abort = new AbortController();
    abort.abort();
    const connecting = createSshConnect(new Map([['plain', settings('plain')]]), { knownHosts: { file: join(place, 'k') } });
    await expect(connecting('plain', abort.signal)).rejects.toMatchObject({ code: 'interrupted', host: 'plain' });
    await expect(connecting('stranger', signal)).rejects.toMatchObject({ code: 'bug' });
  });
});

describe('becoming root', () => {
  it('says what to set where sudo wants a password, and that a given one is wrong', async () => {
    await expect(connect(settings('asks'))).rejects.toMatchObject({
      code: 'sudoRefused',
      message: 'asks: sudo refused debian: it wants a password and none is set',
      hint: expect.stringContaining('ansible_become_password') as string,
    });
    await expect(connect(settings('asks', { becomePassword: new Secret('guess') }))).rejects.toMatchObject({
      code: 'sudoRefused',
      message: 'asks: sudo refused debian: the password was not accepted',
    });
  });

  it('tells who may not use sudo, and where there is none', async () => {
    await expect(connect(settings('refuses'))).rejects.toMatchObject({
      message: 'refuses: sudo refused debian: this user may not run commands as root',
    });
    await expect(connect(settings('bare'))).rejects.toMatchObject({ message: 'bare: sudo refused debian: sudo is not installed' });
    await expect(connect(settings('asks', { become: 'no' }))).rejects.toMatchObject({ code: 'sudoRefused' });
  });
});

describe('host keys', () => {
  it('accepts and notes a new key, then wants the same, until it is trusted anew', async () => {
    const first = await connect(settings('other'));
    const file = knownHosts;
    const noted = await readFile(file, 'utf8');
    expect(noted).toMatch(/^\[127\.0\.0\.1\]:\d+ ssh-ed25519 \S+\n$/);
    await connect(settings('other', { hostKeys: 'strict' }), file);
    expect(await readFile(file, 'utf8')).toBe(noted);

    await server.changeHostKey('other');
    const failure = await connect(settings('other'), file).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'hostKeyChanged', host: 'other', hint: expect.stringContaining('kmagic trust other') as string });
    expect(String(failure).match(/SHA256:[A-Za-z0-9+/]{43}/g)).toHaveLength(2);
    await expect(whoAnswers(first)).rejects.toMatchObject({ code: 'unreachable' });

    expect(await trustHost(file, settings('other'))).toBe(1);
    expect(await whoAnswers(await connect(settings('other'), file))).toBe('hello\n');
  });

  it('refuses an unknown key when strict, and asks nothing when off', async () => {
    await expect(connect(settings('plain', { hostKeys: 'strict' }))).rejects.toMatchObject({ code: 'hostKeyUnknown', host: 'plain' });
    await expect(readFile(knownHosts)).rejects.toThrow();
    expect(await whoAnswers(await connect(settings('plain', { hostKeys: 'off' })))).toBe('hello\n');
    await expect(readFile(knownHosts)).rejects.toThrow();
  });
});

describe('one connection a host', () => {
  it('is shared, and dialled anew only when it was lost', async () => {
    const hosts = new Map(['plain', 'other'].map((name) => [name, settings(name, { bastion: settings('gate') })]));
    const connecting = createSshConnect(hosts, { knownHosts: { file: join(place, 'shared') } });
    const before = [server.counts('plain').logins, server.counts('gate').logins];
    const [a, again, b] = await Promise.all([connecting('plain', signal), connecting('plain', signal), connecting('other', signal)]);
    opened.push(a, b);
    expect(again).toBe(a);
    expect([server.counts('plain').logins, server.counts('gate').logins].map((n, i) => n - (before[i] ?? 0))).toEqual([1, 1]);

    const running = a.script('sleep 55.5', signal);
    const streaming = a.stream('sleep 55.5', () => undefined, signal);
    const queued = a.script('true', signal);
    setTimeout(() => server.drop('plain'), 100);
    const isLost = (work: Promise<unknown>) => expect(work).rejects.toMatchObject({ code: 'unreachable', host: 'plain' });
    await Promise.all([running, streaming, queued].map(isLost));
    await Promise.all([a.script('true', signal), a.stream('true', () => undefined, signal), a.forward('127.0.0.1', 1)].map(isLost));
    const fresh = await connecting('plain', signal);
    expect(fresh).not.toBe(a);
    expect(await whoAnswers(fresh)).toBe('hello\n');
    expect(await whoAnswers(b)).toBe('hello\n');
    await Promise.all([fresh.close(), b.close()]);
  });

  it('is given up when the host stops answering without closing it', async () => {
    const { port } = server.settings('other');
    const sockets: Socket[] = [];
    const relay = createServer((near) => {
      const far = createConnection({ host: '127.0.0.1', port });
      sockets.push(near, far);
      near.on('error', () => undefined).pipe(far);
      far.on('error', () => undefined).pipe(near);
    });
    await once(relay.listen(0, '127.0.0.1'), 'listening');
    const transport = await connect(settings('other', { port: (relay.address() as AddressInfo).port, keepAliveMs: 50 }));
    const running = transport.script('sleep 44.5', signal);
    for (const socket of sockets) socket.unpipe().pause();
    await expect(running).rejects.toMatchObject({
      code: 'unreachable',
      message: expect.stringContaining('the host stopped answering') as string,
    });
    await expect(transport.script('true', signal)).rejects.toMatchObject({ code: 'unreachable' });
    for (const socket of sockets) socket.destroy();
    relay.close();
  });

  it('costs one login and one shell, however many scripts run', async () => {
    const before = server.counts('other');
    const transport = await connect(settings('other'));
    for (let i = 0; i < 10; i += 1) await whoAnswers(transport);
    const after = server.counts('other');
    expect([after.logins - before.logins, after.commands - before.commands]).toEqual([1, 1]);
    expect(transport.stats.roundTrips).toBe(10);
  });

  it('refuses quickly once it is closed', async () => {
    const transport = await connect(settings('other'));
    await transport.close();
    await expect(transport.script('true', signal)).rejects.toMatchObject({ code: 'unreachable' });
    await transport.close();
  });
});
