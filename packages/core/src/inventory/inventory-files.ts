import { basename, dirname, extname, join, relative, resolve } from 'node:path';
import { KmagicError } from '../errors/kmagic-error.ts';
import type { VaultKey } from '../vault/vault.ts';
import type { FileTree } from './file-tree.ts';
import { openedFile } from './opened-file.ts';
import type { OpenedFile } from './opened-file.ts';
import { badInventory } from './source.ts';

/** Where inventories are read from: the files and the directory relative paths start at. */
export interface Site {
  readonly tree: FileTree;
  /** Absolute. */
  readonly cwd: string;
  /** The passwords of what ansible-vault encrypted. */
  readonly vault: readonly VaultKey[];
}

/** One inventory file to read. */
export interface InventoryFile extends OpenedFile {
  /** Absolute. */
  readonly path: string;
  readonly format: 'yaml' | 'ini';
}

/** One `-i`: the files it stands for, and the directory beside which group_vars/ and host_vars/ are sought. */
export interface InventoryInput {
  readonly dir: string;
  readonly files: readonly InventoryFile[];
}

/** The path as messages show it: relative to the working directory where it lies inside. */
export function shownPath(site: Site, path: string): string {
  const inside = relative(site.cwd, path);
  return inside === '' || inside.startsWith('..') ? path : inside;
}

/** Finds what each `-i` names: a file, or a directory whose files are read in name order, subdirectories too. */
export function findInventories(site: Site, inputs: readonly string[], warnings: Set<string>): readonly InventoryInput[] {
  if (inputs.length === 0) throw new KmagicError('usage', 'no inventory was given', { hint: 'name one: -i inventory.yaml' });
  return inputs.map((input) => {
    if (input === '') throw new KmagicError('usage', 'the name of an inventory is empty', { hint: 'name one: -i inventory.yaml' });
    const path = resolve(site.cwd, input);
    const text = site.tree.read(path);
    if (text !== undefined) return { dir: dirname(path), files: [inventoryFile(site, path, text)] };
    if (site.tree.list(path) === undefined) {
      throw new KmagicError('badInventory', `${input}: no such inventory file or directory`, {
        hint: input.includes(',') ? 'lists of hosts are not read; write the hosts into a file' : `it was sought as ${path}`,
      });
    }
    const files = directoryFiles(site, path, warnings);
    if (files.length === 0) {
      throw badInventory(
        { file: shownPath(site, path), line: 1, column: 1 },
        'the directory holds no inventory file',
        'name the file itself: -i DIR/inventory.ini',
      );
    }
    return { dir: path, files };
  });
}

const ignoredExtensions = new Set([
  '.pyc',
  '.pyo',
  '.swp',
  '.bak',
  '.rpm',
  '.md',
  '.txt',
  '.rst',
  '.orig',
  '.cfg',
  '.retry',
  '.creds',
  '.gpg',
]);

/** As Ansible, and kubespray's configuration, have it `.ini` files of a directory do not count; where nothing else is there they do. */
function directoryFiles(site: Site, dir: string, warnings: Set<string>): readonly InventoryFile[] {
  const files = filesBelow(site, dir, { top: dir, warnings });
  const counted = files.filter(({ path }) => extname(path) !== '.ini');
  if (counted.length === 0 || counted.length === files.length) return files;
  for (const { path, file } of files)
    if (extname(path) === '.ini') warnings.add(`${file}: not read, as Ansible leaves out .ini files in directories; name it: -i ${file}`);
  return counted;
}

interface Below {
  /** The directory that was named. */
  readonly top: string;
  readonly warnings: Set<string>;
}

function filesBelow(site: Site, dir: string, { top, warnings }: Below): readonly InventoryFile[] {
  const names = [...(site.tree.list(dir) ?? [])].sort();
  return names.flatMap((name) => {
    if (name.startsWith('.') || name.endsWith('~')) return [];
    const path = join(dir, name);
    if (reservedNames.has(name)) {
      if (dir !== top && name.endsWith('_vars') && site.tree.list(path) !== undefined)
        warnings.add(`${shownPath(site, path)}: not read, variables are sought beside what is named; name it: -i ${shownPath(site, dir)}`);
      return [];
    }
    if (site.tree.list(path) !== undefined) return filesBelow(site, path, { top, warnings });
    if (ignoredExtensions.has(extname(name))) {
      warnings.add(`${shownPath(site, path)}: not read, files ending in ${extname(name)} are no inventories`);
      return [];
    }
    const text = site.tree.read(path);
    return text === undefined ? [] : [inventoryFile(site, path, text)];
  });
}

/** kmagic's and kubespray's own directories beside an inventory. */
const reservedNames = new Set(['group_vars', 'host_vars', 'vars_plugins', 'artifacts', 'credentials', 'patches']);

function inventoryFile(site: Site, path: string, text: string): InventoryFile {
  const opened = openedFile(shownPath(site, path), text, site.vault);
  return { path, ...opened, format: formatOf(opened.file, opened.text) };
}

const scripts = new Set(['.py', '.sh', '.rb', '.pl', '.js']);

function formatOf(file: string, text: string): 'yaml' | 'ini' {
  const start = { file, line: 1, column: 1 };
  const extension = extname(basename(file));
  if (text.startsWith('#!') || scripts.has(extension)) {
    throw badInventory(
      start,
      'inventory scripts are not run',
      'save what it gives: ansible-inventory -i SCRIPT --list --yaml > inventory.yaml',
    );
  }
  if (extension === '.toml')
    throw badInventory(start, 'TOML inventories are not read', 'convert it: ansible-inventory -i FILE --list --yaml > inventory.yaml');
  if (extension === '.yml' || extension === '.yaml' || extension === '.json') return 'yaml';
  if (extension === '.ini') return 'ini';
  const first = text.split('\n').find((line) => line.trim() !== '' && !/^\s*[#;]/.test(line)) ?? '';
  return /^(?:---|\{|["']?[\w.-]+["']?:(?:\s|$))/.test(first) ? 'yaml' : 'ini';
}
