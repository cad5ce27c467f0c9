import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join, normalize } from 'node:path';
import { pipeline } from 'node:stream/promises';

// A program of its own: file-server.ts FOLDER ADDRESS PORT. Serves the folder's files, and parts of them, so that an
// interrupted download goes on where it stopped.
const [folder, address, port] = process.argv.slice(2);
if (!folder || !address || !port) throw new Error('file-server.ts FOLDER ADDRESS PORT');

const server = createServer((request, response) => {
  serve(request, response).catch((error: unknown) => {
    // A host that went away mid-download is no news.
    if (!response.headersSent) response.writeHead(500).end(`${String(error)}\n`);
    else response.destroy();
  });
});
server.listen(Number(port), address);

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return void response.writeHead(405).end();
  const path = normalize(decodeURIComponent(new URL(request.url ?? '/', 'http://mirror').pathname));
  const file = await open(join(folder!, path)).catch(() => undefined);
  if (file === undefined) return void response.writeHead(404).end('no such file\n');
  try {
    const { size, mtime } = await file.stat().then((stat) => (stat.isFile() ? stat : { size: -1, mtime: new Date(0) }));
    if (size < 0) return void response.writeHead(404).end('no such file\n');
    const part = partOf(request.headers.range, size);
    const headers = { 'accept-ranges': 'bytes', 'content-type': 'application/octet-stream', 'last-modified': mtime.toUTCString() };
    if (part === 'unsatisfiable') return void response.writeHead(416, { 'content-range': `bytes */${size}` }).end();
    const { start, end } = part ?? { start: 0, end: size - 1 };
    response.writeHead(part ? 206 : 200, {
      ...headers,
      'content-length': end - start + 1,
      ...(part && { 'content-range': `bytes ${start}-${end}/${size}` }),
    });
    if (request.method === 'HEAD' || size === 0) return void response.end();
    await pipeline(createReadStream('', { fd: file.fd, start, end, autoClose: false, highWaterMark: 1 << 20 }), response);
  } finally {
    await file.close();
  }
}

function partOf(range: string | undefined, size: number): { start: number; end: number } | 'unsatisfiable' | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(range ?? '');
  if (!match || (match[1] === '' && match[2] === '')) return undefined;
  const start = match[1] === '' ? Math.max(0, size - Number(match[2])) : Number(match[1]);
  const end = match[1] === '' || match[2] === '' ? size - 1 : Math.min(Number(match[2]), size - 1);
  return start > end || start >= size ? 'unsatisfiable' : { start, end };
}
