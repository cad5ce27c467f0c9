import { once } from 'node:events';
import { chmod, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSshServer, type SshServer } from '../../testing/ssh-server.ts';
import type { Transport } from '../transport.ts';
import { createSshConnect } from './ssh-connect.ts';

const { signal } = new AbortController();
const nobody = (): void => undefined;
let server: SshServer;
let place: string;
const opened: Transport[] = [];

/** As far as socat is used: says when it is connected, and carries bytes until either side ends. */
const socat = `#!${process.execPath}
const [host, port] = process.argv.at(-1).slice(4).split(/:(?=[0-9]+$)/);
const socket = require('node:net').connect({ host, port: Number(port) }, () => {
  process.stderr.write('2026/01/01 00:00:00 socat[1] N starting data transfer loop with FDs [0,1] and [5,5]\\n');
  process.stdin.pipe(socket).pipe(process.stdout);
});
socket.on('error', (error) => {
  process.stderr.write('2026/01/01 00:00:00 socat[1] E connect(5, AF=2 ' + host + ':' + port + ', 16): Connection refused\\n');
  process.exit(1);
});
`;

beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'kmagic-hardened-'));
  await writeFile(join(place, 'socat'), socat);
  await chmod(join(place, 'socat'), 0o755);
  await symlink('/bin/sh', join(place, 'sh'));
  const bare = await mkdtemp(join(place, 'bare-'));
  await symlink('/bin/sh', join(bare, 'sh'));
  const env = { PATH: place };
  server = await startSshServer({
    hosts: [
      { name: 'one', maxSessions: 1 },
      { name: 'two', maxSessions: 2 },
      { name: 'three', maxSessions: 3 },
      { name: 'no-way-on', forwards: false, env, wrap: ['sh', '-c', 'echo welcome; exec "$@"', 'sh'] },
      { name: 'neither', forwards: false, maxSessions: 2, env },
      { name: 'crowded', forwards: false, maxSessions: 1, env },
      { name: 'without-socat', forwards: false, env: { PATH: bare } },
    ],
  });
});
afterAll(async () => {
  await Promise.all(opened.map((transport) => transport.close()));
  await server.close();
  await rm(place, { recursive: true });
});

async function connect(name: string): Promise<Transport> {
  const to = server.settings(name);
  const transport = await createSshConnect(new Map([[name, to]]), { knownHosts: { file: join(place, `known-${name}`) } })(name, signal);
  opened.push(transport);
  return transport;
}

async function echo(): Promise<{ readonly port: number; close(): void }> {
  const listening = createServer((socket) => socket.on('error', nobody).pipe(socket));
  await once(listening.listen(0, '127.0.0.1'), 'listening');
  return { port: (listening.address() as AddressInfo).port, close: () => void listening.close() };
}

async function there(transport: Transport, port: number): Promise<string> {
  const stream = await transport.forward('127.0.0.1', port);
  stream.end('hello');
  let back = '';
  for await (const chunk of stream as AsyncIterable<Buffer>) back += chunk.toString();
  return back;
}

const numbers = [1, 2, 3, 4, 5, 6];
const outputs = (transport: Transport): Promise<readonly string[]> =>
  Promise.all(numbers.map(async (n) => (await transport.stream(`sleep 0.05; echo ${n}`, nobody, signal)).stdout));
const all = numbers.map((n) => `${n}\n`);

describe('an sshd that opens few sessions', () => {
  it.each(['one', 'two', 'three'])('%s: what goes beside scripts goes one after another, or with them', async (name) => {
    const transport = await connect(name);
    const [said, scripts] = await Promise.all([outputs(transport), transport.script('echo script', signal)]);
    expect([said, scripts.stdout]).toEqual([all, 'script\n']);
    expect(await outputs(transport)).toEqual(all);
  });

  it('opens a second one where it allows two', async () => {
    const transport = await connect('two');
    const lines: string[] = [];
    const waiting = transport.stream(
      `i=0; while [ ! -e '${place}/go' ] && [ $i -lt 200 ]; do sleep 0.05; i=$((i + 1)); done; echo went`,
      (line) => lines.push(line),
      signal,
    );
    await transport.script(`: > '${place}/go'`, signal);
    expect((await waiting).stdout).toBe('went\n');
  });
});

describe('an sshd that connects nobody on', () => {
  it('has socat do it, for several at a time', async () => {
    const transport = await connect('no-way-on');
    const { port, close } = await echo();
    expect(await Promise.all([there(transport, port), there(transport, port), there(transport, port)])).toEqual([
      'hello',
      'hello',
      'hello',
    ]);
    expect(await outputs(transport)).toEqual(all);
    close();
  });

  it('says what it cannot reach', async () => {
    const transport = await connect('no-way-on');
    const { port, close } = await echo();
    close();
    await expect(transport.forward('127.0.0.1', port)).rejects.toMatchObject({
      code: 'driverFailed',
      message: `no-way-on: cannot reach 127.0.0.1:${port} from there: connect(5, AF=2 127.0.0.1:${port}, 16): Connection refused`,
      hint: `is something listening on 127.0.0.1:${port}?`,
    });
  });

  it('gives a connection the only session there is for as long as it lasts, and refuses another one', async () => {
    const transport = await connect('neither');
    const { port, close } = await echo();
    expect(await outputs(transport)).toEqual(all);
    const first = await transport.forward('127.0.0.1', port);
    expect(await outputs(transport)).toEqual(all);
    await expect(transport.forward('127.0.0.1', port)).rejects.toMatchObject({ code: 'driverFailed' });
    first.destroy();
    close();
  });

  it.each([
    ['crowded', ', and it opens no session for socat', 'raise MaxSessions there to at least 10'],
    ['without-socat', '', 'install socat there'],
  ])('%s: says what would help', async (name, more, remedy) => {
    const transport = await connect(name);
    await expect(transport.forward('127.0.0.1', 6443)).rejects.toMatchObject({
      code: 'driverFailed',
      message: `${name}: cannot reach 127.0.0.1:6443 from there: sshd does not allow it${more}`,
      hint: `set "AllowTcpForwarding yes" in its sshd_config, or ${remedy}`,
    });
    expect((await transport.script('echo still there', signal)).stdout).toBe('still there\n');
  });
});
