import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ssh2 from 'ssh2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Secret } from '../../secret/secret.ts';
import { transportConformance } from '../../testing/transport-conformance.ts';
import type { Transport } from '../transport.ts';
import { connectionSettings, type ConnectionSettings } from './settings.ts';
import { createSshConnect } from './ssh-connect.ts';

const program = '/usr/sbin/sshd';
const why = !existsSync(program) ? `${program} is not installed` : process.getuid?.() !== 0 ? 'a real sshd needs root here' : undefined;
if (why !== undefined) process.stderr.write(`skipped, real sshd: ${why}\n`);

describe.skipIf(why !== undefined)('a real sshd', () => {
  const { signal } = new AbortController();
  let place = '';
  let port = 0;
  let sshd: ChildProcess;

  beforeAll(async () => {
    place = await mkdtemp(join(tmpdir(), 'kmagic-sshd-'));
    await mkdir('/run/sshd', { recursive: true, mode: 0o755 });
    keygen('host_ed25519', ['-t', 'ed25519']);
    keygen('host_ecdsa', ['-t', 'ecdsa']);
    keygen('client_rsa', ['-t', 'rsa', '-b', '2048']);
    keygen('client_locked', ['-t', 'ed25519'], 'open sesame');
    spawnSync('sh', ['-c', 'cat client_*.pub > authorized_keys'], { cwd: place });
    port = await freePort();
    await writeFile(
      join(place, 'config'),
      [
        `ListenAddress 127.0.0.1:${port}`,
        `HostKey ${place}/host_ed25519`,
        `HostKey ${place}/host_ecdsa`,
        `AuthorizedKeysFile ${place}/authorized_keys`,
        'PermitRootLogin yes',
        'PasswordAuthentication no',
        'KbdInteractiveAuthentication no',
        'StrictModes no',
        'UsePAM no',
        'PidFile none',
      ].join('\n'),
    );
    sshd = spawn(program, ['-D', '-e', '-f', join(place, 'config')], { stdio: ['ignore', 'ignore', 'pipe'] });
    await new Promise<void>((resolve, reject) => {
      let said = '';
      sshd.stderr?.on('data', (chunk: Buffer) => {
        said += chunk.toString();
        if (said.includes('Server listening')) resolve();
      });
      sshd.once('exit', () => reject(new Error(`sshd ended: ${said}`)));
    });
  });
  afterAll(async () => {
    sshd.kill();
    await rm(place, { recursive: true });
  });

  const keygen = (name: string, options: readonly string[], passphrase = ''): void => {
    spawnSync('ssh-keygen', ['-q', '-N', passphrase, '-f', join(place, name), ...options]);
  };
  const connect = (changes: Partial<ConnectionSettings>, files: { also?: string[] } = {}): Promise<Transport> => {
    const settings = connectionSettings({ name: 'n1', address: '127.0.0.1', port, user: 'root', ...changes });
    return createSshConnect(new Map([['n1', settings]]), { knownHosts: { file: join(place, 'known_hosts'), ...files } })('n1', signal);
  };
  const key = (name: string): Partial<ConnectionSettings> => ({ privateKeyFile: join(place, name) });
  const hello = async (transport: Transport): Promise<string> => {
    const { stdout } = await transport.script('id -u', signal);
    await transport.close();
    return stdout;
  };

  transportConformance('ssh to a real sshd', () => connect(key('client_rsa')));

  it('lets an encrypted key in without an agent', async () => {
    expect(await hello(await connect({ ...key('client_locked'), passphrase: new Secret('open sesame') }))).toBe('0\n');
  });

  it('lets a key of an agent in', async () => {
    const socket = join(place, 'agent');
    const agent = spawn('ssh-agent', ['-D', '-a', socket], { stdio: 'ignore' });
    try {
      spawnSync('sh', ['-c', 'while [ ! -S agent ]; do sleep 0.05; done; ssh-add -q client_rsa'], {
        cwd: place,
        env: { ...process.env, SSH_AUTH_SOCK: socket },
      });
      expect(await hello(await connect({ agentSocket: socket }))).toBe('0\n');
    } finally {
      agent.kill();
      await once(agent, 'exit');
    }
    await expect(connect({ agentSocket: join(place, 'gone') })).rejects.toMatchObject({ code: 'authFailed' });
  });

  it('asks for the type of key that is known, hashed or not', async () => {
    const also = join(place, 'hashed');
    const scan = spawnSync(
      'sh',
      ['-c', `printf '[127.0.0.1]:${port} %s\\n' "$(cat host_ecdsa.pub)" > hashed; ssh-keygen -q -H -f hashed`],
      { cwd: place },
    );
    expect(scan.status).toBe(0);
    expect(await hello(await connect({ ...key('client_rsa'), hostKeys: 'strict' }, { also: [also] }))).toBe('0\n');
  });

  it('refuses a key nobody authorised', async () => {
    const stranger = new Secret(ssh2.utils.generateKeyPairSync('ed25519').private);
    await expect(connect({ privateKey: stranger })).rejects.toMatchObject({
      code: 'authFailed',
      message: expect.stringContaining('the host allows publickey') as string,
    });
  });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
