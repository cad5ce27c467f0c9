import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { StableFacts } from './stable-facts.ts';

/** Where the last facts of hosts are kept for the day a host does not answer. What a host says itself always replaces them. */
export interface FactStore {
  /** The last facts of a host; undefined where there are none this version can read. */
  load(host: string): Promise<StableFacts | undefined>;
  save(host: string, facts: StableFacts): Promise<void>;
}

/** Changes with the shape of StableFacts, so that older files are left aside. */
const version = 1;

/** A file a host in a directory, written only where the facts differ, and whole or not at all. */
export function fileFactStore(directory: string): FactStore {
  const fileOf = (host: string): string => join(directory, `${encodeURIComponent(host).replace(/^\./, '%2E')}.json`);
  return {
    load: async (host) => parseStored(await textOf(fileOf(host))),
    save: async (host, facts) => {
      const file = fileOf(host);
      const text = `${JSON.stringify({ version, facts }, undefined, 2)}\n`;
      if ((await textOf(file)) === text) return;
      await mkdir(directory, { recursive: true });
      const beside = `${file}.${randomBytes(6).toString('hex')}`;
      try {
        await writeFile(beside, text);
        await rename(beside, file);
      } catch (error) {
        await rm(beside, { force: true });
        throw error;
      }
    },
  };
}

async function textOf(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function parseStored(text: string | undefined): StableFacts | undefined {
  if (text === undefined) return undefined;
  try {
    const stored: unknown = JSON.parse(text);
    return isStored(stored) ? stored.facts : undefined;
  } catch {
    // Half a file of a version that did not write whole ones: as good as none.
    return undefined;
  }
}

function isStored(value: unknown): value is { readonly facts: StableFacts } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'version' in value &&
    value.version === version &&
    'facts' in value &&
    typeof value.facts === 'object'
  );
}
