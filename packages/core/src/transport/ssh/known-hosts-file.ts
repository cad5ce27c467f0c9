import { randomBytes } from 'node:crypto';
import { appendFile, chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { knownHostLine, parseKnownHosts, withoutHost, type HostAddress, type KnownHost } from './known-hosts.ts';

/** The cluster's own known_hosts, which is written, and others that are only read. */
export interface KnownHostsFiles {
  readonly file: string;
  readonly also?: readonly string[];
}

/** Every known key of all the files; a file that is not there knows none. */
export async function readKnownHosts(files: KnownHostsFiles): Promise<readonly KnownHost[]> {
  const texts = await Promise.all([files.file, ...(files.also ?? [])].map(textOf));
  return texts.flatMap(parseKnownHosts);
}

/** Notes a key for a host: one appending write, so that many may do so at once. */
export async function rememberHost(file: string, host: HostAddress, key: Buffer): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const before = await textOf(file);
  const separator = before === '' || before.endsWith('\n') ? '' : '\n';
  await appendFile(file, separator + knownHostLine(host, key), { mode: 0o600 });
}

/** Forgets the keys of a host in the file, so that the next connection may accept a new one; tells how many entries went. */
export async function trustHost(file: string, host: HostAddress): Promise<number> {
  const before = await textOf(file);
  const after = withoutHost(before, host);
  if (after === before) return 0;
  const beside = `${file}.${randomBytes(6).toString('hex')}`;
  await writeFile(beside, after, { mode: 0o600 });
  await chmod(beside, 0o600);
  await rename(beside, file);
  return countLines(before) - countLines(after);
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
}

function countLines(text: string): number {
  return text.split('\n').filter((line) => line.trim() !== '').length;
}
