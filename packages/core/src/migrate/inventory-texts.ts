import { extname, join, resolve } from 'node:path';
import { diskFiles } from '../inventory/disk-files.ts';
import type { FileTree } from '../inventory/file-tree.ts';
import { findInventories, shownPath, type Site } from '../inventory/inventory-files.ts';
import { isVaultText } from '../vault/vault.ts';

/** One file of an inventory as it stands. */
export interface InventoryText {
  /** Absolute. */
  readonly path: string;
  /** As messages name it. */
  readonly file: string;
  readonly form: 'ini' | 'inventory' | 'variables';
  readonly text: string;
}

/** The files of an inventory; those that are encrypted as a whole are only named. */
export interface InventoryTexts {
  readonly texts: readonly InventoryText[];
  readonly encrypted: readonly string[];
}

/** Every inventory file that `files` names, and all of group_vars/ and host_vars/ beside them, whether or not a group has that name. */
export function inventoryTexts(files: readonly string[], cwd: string, tree: FileTree = diskFiles): InventoryTexts {
  const encrypted = new Set<string>();
  const unencrypted: FileTree = {
    list: tree.list,
    read: (path) => {
      const text = tree.read(path);
      if (text === undefined || !isVaultText(text)) return text;
      encrypted.add(path);
      return '';
    },
  };
  const site: Site = { tree: unencrypted, cwd: resolve(cwd), vault: [] };
  const inputs = findInventories(site, files, new Set());
  const texts = new Map<string, InventoryText>();
  const add = (path: string, form: InventoryText['form']): void => {
    const text = unencrypted.read(path);
    if (text !== undefined && !encrypted.has(path)) texts.set(path, { path, file: shownPath(site, path), form, text });
  };
  for (const { dir, files: found } of inputs) {
    for (const { path, format } of found) add(path, format === 'ini' ? 'ini' : 'inventory');
    for (const place of ['group_vars', 'host_vars'])
      for (const path of variableFiles(unencrypted, join(dir, place))) add(path, 'variables');
  }
  return { texts: [...texts.values()], encrypted: [...encrypted].map((path) => shownPath(site, path)) };
}

function variableFiles(tree: FileTree, dir: string): readonly string[] {
  return [...(tree.list(dir) ?? [])].sort().flatMap((name) => {
    if (name.startsWith('.') || name.endsWith('~')) return [];
    const path = join(dir, name);
    if (tree.list(path) !== undefined) return variableFiles(tree, path);
    return ['', '.yml', '.yaml', '.json'].includes(extname(name)) ? [path] : [];
  });
}
