import type { FileTree } from '../inventory/file-tree.ts';
import { iniReferences, migrateIni } from './ini-migration.ts';
import { inventoryTexts, type InventoryText } from './inventory-texts.ts';
import { applyEdits, type Edited, type Finding, type NameChanges } from './name-changes.ts';
import { migrateYaml, yamlReferences } from './yaml-migration.ts';

/** A file with what is renamed and removed in it; `before` and `after` are the same where there is only something to do by hand. */
export interface MigratedFile {
  /** Absolute. */
  readonly path: string;
  /** As messages name it. */
  readonly file: string;
  readonly before: string;
  readonly after: string;
  readonly findings: readonly Finding[];
}

/** What bringing an inventory up to date comes to; nothing is written. */
export interface Migration {
  /** Files there is something to say about. */
  readonly files: readonly MigratedFile[];
  /** Files that are encrypted as a whole, and were left alone. */
  readonly encrypted: readonly string[];
  /** Files that could not be read, with the reason. */
  readonly unreadable: readonly { readonly file: string; readonly why: string }[];
}

export interface MigrationRequest {
  /** Inventory files and directories. */
  readonly inventories: readonly string[];
  readonly cwd: string;
  /** Where files are read from; this machine's when left out. */
  readonly tree?: FileTree;
}

/** Finds renamed and removed variables in all files of an inventory, and works out the files without them: comments, order and quotes stay. */
export function migrateInventory({ inventories, cwd, tree }: MigrationRequest, changes: NameChanges): Migration {
  const { texts, encrypted } = inventoryTexts(inventories, cwd, tree);
  const unreadable: { file: string; why: string }[] = [];
  const attempt = <T>({ file }: InventoryText, work: () => T): T | undefined => {
    try {
      return work();
    } catch (error) {
      unreadable.push({ file, why: error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error) });
      return undefined;
    }
  };
  const readable = texts.flatMap((one) => {
    const names = attempt(one, () => referencesIn(one, one.text));
    return names === undefined ? [] : [{ one, names }];
  });
  let referenced = new Set(readable.flatMap((file) => file.names));
  for (;;) {
    const before = referenced;
    const files = readable.map(({ one }) => migrated(one, edited(one, changes, before)));
    // What only removed variables referred to can go as well: fewer names each time, and at last none fewer.
    const namesIn = ({ one, names }: (typeof readable)[number], after = one.text) =>
      after === one.text ? names : referencesIn(one, after);
    referenced = new Set(readable.flatMap((file, index) => namesIn(file, files[index]?.after)));
    if ([...before].every((name) => referenced.has(name)))
      return { files: files.filter(({ findings }) => findings.length > 0), encrypted, unreadable };
  }
}

function referencesIn({ form }: InventoryText, text: string): readonly string[] {
  return form === 'ini' ? iniReferences(text) : yamlReferences(text);
}

function edited({ text, form }: InventoryText, changes: NameChanges, referenced: ReadonlySet<string>): Edited {
  return form === 'ini' ? migrateIni(text, changes, referenced) : migrateYaml({ text, form, changes, referenced });
}

function migrated({ path, file, text }: InventoryText, { edits, findings }: Edited): MigratedFile {
  return { path, file, before: text, after: applyEdits(text, edits), findings: findings.toSorted((one, other) => one.line - other.line) };
}
