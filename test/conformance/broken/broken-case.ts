import { asKmagicError, loadInventory, Secret, type Inventory, type VaultKey } from '@kmagic/core';
import { invalid, validateInventory, type Validation } from '@kmagic/tasks';
import { memoryFiles } from '../../../packages/core/src/inventory/file-tree.ts';

/** An inventory somebody got wrong, and everything `kmagic validate` says of it. */
export interface BrokenCase {
  /** What is wrong, a clause. */
  readonly name: string;
  /** The contents of files by path; bytes where they are no UTF-8. */
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  /** The `-i` options; the first of the files when left out. */
  readonly inventories?: readonly string[];
  /** The `-e` options. */
  readonly extraVars?: readonly string[];
  /** The passwords that are given, each `id:password`. */
  readonly vault?: readonly string[];
  /** Words nobody may see. */
  readonly secrets?: readonly string[];
  /** Everything that stands in the way, each `CODE: MESSAGE | WHAT TO DO`. */
  readonly says: readonly string[];
  /** What is said though it stops nothing; not looked at when left out. */
  readonly notes?: readonly string[];
}

/** Everything that is said of an inventory. */
export interface Said {
  readonly says: readonly string[];
  readonly notes: readonly string[];
}

/** Reads and validates the files of a case, which are in memory. */
export function saidOf({ files, inventories = Object.keys(files).slice(0, 1), extraVars = [], vault = [] }: BrokenCase): Said {
  try {
    const tree = memoryFiles(files);
    const inventory = loadInventory({ files: inventories, extraVars, cwd: '/site', tree, vault: vault.map(vaultKey) });
    const validation = validated(inventory);
    const says = validation.problems.map((problem) => complaint(invalid({ ...validation, problems: [problem] })));
    const waiting = [...validation.waiting].map(([name, hosts]) => `${name} waits for facts of ${hosts.join(', ')}`);
    return { says, notes: [...validation.notes, ...waiting] };
  } catch (error) {
    return { says: [complaint(error)], notes: [] };
  }
}

function validated(inventory: Inventory): Validation {
  return validateInventory({ inventory }, { facts: new Map(), now: new Date(0) });
}

function vaultKey(said: string): VaultKey {
  const [id = '', password = ''] = said.split(':');
  return { id, password: new Secret(password) };
}

function complaint(error: unknown): string {
  const { code, message, hint = '' } = asKmagicError(error);
  return `${code}: ${message} | ${hint}`;
}
