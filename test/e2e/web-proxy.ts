import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A web proxy for http at an address of this machine, which notes what it was asked for. */
export async function webProxy(address: string): Promise<{ readonly url: string; readonly asked: readonly string[]; close(): void }> {
  const asked: string[] = [];
  const server = createServer((incoming, answer) => {
    const { method, headers, url = '' } = incoming;
    asked.push(url);
    const onward = request(url, { method: method!, headers }, (got) => {
      answer.writeHead(got.statusCode!, got.headers);
      got.pipe(answer);
    });
    onward.on('error', (error) => answer.writeHead(502).end(error.message));
    incoming.pipe(onward);
  }).listen(0, address);
  await once(server, 'listening');
  return {
    url: `http://${address}:${(server.address() as AddressInfo).port}`,
    asked,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
