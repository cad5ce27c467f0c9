import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';

/** A unix socket of this process alone (in a directory of mode 0700): each connection to it is one to `open`'s stream. */
export interface SocketPipe {
  readonly path: string;
  close(): Promise<void>;
}

/** gRPC can only be given an address, so a stream gets one nobody else can reach. */
export async function socketPipe(open: () => Promise<Duplex>): Promise<SocketPipe> {
  const directory = await mkdtemp(join(tmpdir(), 'kmagic-'));
  const path = join(directory, 'etcd.sock');
  const streams = new Set<Duplex>();
  const server = createServer((socket) => {
    streams.add(socket);
    socket.once('close', () => streams.delete(socket));
    void pipe(socket, open);
  });
  server.listen(path);
  await once(server, 'listening');
  return {
    path,
    async close() {
      for (const stream of streams) stream.destroy();
      server.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function pipe(socket: Socket, open: () => Promise<Duplex>): Promise<void> {
  // Either end may fail at any time; the other learns of it by being closed.
  socket.on('error', () => undefined);
  try {
    const far = await open();
    far.on('error', () => socket.destroy());
    far.once('close', () => socket.destroy());
    socket.once('close', () => far.destroy());
    socket.pipe(far).pipe(socket);
  } catch {
    socket.destroy();
  }
}
