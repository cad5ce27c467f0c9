import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

/** An inventory and how it is read: what kmagic and Ansible are both given. */
export interface Case {
  readonly name: string;
  /** What it is about, a sentence. */
  readonly about: string;
  /** Absolute; the working directory of both. */
  readonly directory: string;
  readonly inventories: readonly string[];
  readonly extraVars: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Each `id@file` or `file`. */
  readonly vaultIds: readonly string[];
}

interface CaseFile {
  readonly about: string;
  readonly inventories: readonly string[];
  readonly extra_vars?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly vault_ids?: readonly string[];
}

const root = fileURLToPath(new URL('inventories/', import.meta.url));

/** Every case of the corpus, by name. */
export function readCases(): readonly Case[] {
  const names = readdirSync(root).filter((name) => existsSync(join(root, name, 'case.yaml')));
  return names.sort().map((name) => {
    const file = parse(readFileSync(join(root, name, 'case.yaml'), 'utf8')) as CaseFile;
    return {
      name,
      about: file.about,
      directory: join(root, name),
      inventories: file.inventories,
      extraVars: file.extra_vars ?? [],
      env: file.env ?? {},
      vaultIds: file.vault_ids ?? [],
    };
  });
}

/** Where the result of real Ansible is kept. */
export function expectedPath({ directory }: Case): string {
  return join(directory, 'expected.json');
}
