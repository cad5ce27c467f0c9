import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { VaultKey } from '@kmagic/core';
import { readCases } from '../case.ts';
import { vaultKey } from '../outcome.ts';

/** An inventory as bytes, one character each, so that it can be broken anywhere. */
export interface FuzzInput {
  /** Contents by path below the working directory. */
  readonly files: Readonly<Record<string, string>>;
  readonly inventories: readonly string[];
  readonly extraVars: readonly string[];
  readonly vault: readonly VaultKey[];
}

const examples = fileURLToPath(new URL('../../../examples', import.meta.url));

/** The corpus and the examples, in order of names. */
export function corpusInputs(): readonly FuzzInput[] {
  const cases = readCases().map((one): FuzzInput => {
    const { directory, inventories, extraVars } = one;
    return { files: filesBelow(directory), inventories, extraVars, vault: one.vaultIds.map((id) => vaultKey(one, id)) };
  });
  const shown = ['ha5', 'lab', 'single'].map((name): FuzzInput => {
    const files = filesBelow(join(examples, name));
    const inventories = Object.keys(files).filter((path) => /^inventory\.\w+$/.test(path));
    return { files, inventories, extraVars: [], vault: [] };
  });
  return [...cases, ...shown];
}

function filesBelow(directory: string): Readonly<Record<string, string>> {
  const found = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = found.map((entry) => join(entry.parentPath, entry.name)).sort();
  const wanted = paths.filter((path) => !/\/(?:case\.yaml|expected\.json)$/.test(path));
  return Object.fromEntries(wanted.map((path) => [path.slice(directory.length + 1), readFileSync(path, 'latin1')]));
}
