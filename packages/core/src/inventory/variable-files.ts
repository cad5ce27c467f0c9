import { extname, join } from 'node:path';
import { nearestName } from '../vars/nearest-name.ts';
import type { VariableDefinition, VariableLayer } from './inventory.ts';
import { shownPath } from './inventory-files.ts';
import type { Site } from './inventory-files.ts';
import { formerGroupNames } from './kubespray-groups.ts';
import { openedFile } from './opened-file.ts';
import { badInventory } from './source.ts';
import { parseYaml } from './yaml-document.ts';

/** group_vars/ or host_vars/ of one directory: which owners' files were asked for, and what they say. */
export interface VariableDirectory {
  /** The definitions of a group or host, in the order its files are read. */
  definitions(owner: string): readonly VariableDefinition[];
  /** Warns about files no owner asked for. */
  warnUnread(owners: Iterable<string>): void;
}

const notVariables = 'not read, variable files end in .yml, .yaml, .json or have no extension';
const extensions = ['', '.yml', '.yaml', '.json'];

/** Opens `dir`/group_vars (layer groupFile) or `dir`/host_vars (hostFile); a directory that is not there is empty. */
export function variableDirectory(
  site: Site,
  dir: string,
  read: { readonly layer: VariableLayer; readonly warnings: Set<string> },
): VariableDirectory {
  const { layer, warnings } = read;
  const base = join(dir, layer === 'groupFile' ? 'group_vars' : 'host_vars');
  const names = new Set((site.tree.list(base) ?? []).filter((name) => !name.startsWith('.') && !name.endsWith('~')));
  const asked = new Set<string>();
  if (site.tree.read(base) !== undefined) warnings.add(`${shownPath(site, base)}: not read, it must be a directory of files by name`);
  const known = new Map<string, readonly VariableDefinition[]>();

  function definitions(owner: string): readonly VariableDefinition[] {
    if (names.size === 0) return [];
    const before = known.get(owner);
    if (before !== undefined) return before;
    const aliases = layer === 'groupFile' ? formerGroupNames(owner) : [];
    const found = [...aliases, owner].flatMap((name) => filesOf(name)).flatMap((path) => fileDefinitions(path, owner));
    known.set(owner, found);
    return found;
  }

  function filesOf(owner: string): readonly string[] {
    const candidates = extensions.map((extension) => owner + extension).filter((name) => names.has(name));
    for (const name of candidates) asked.add(name);
    const [first, ...hidden] = candidates;
    if (first === undefined) return [];
    const path = join(base, first);
    for (const name of hidden) warnings.add(`${shownPath(site, join(base, name))}: not read, ${first} stands beside it and goes first`);
    return site.tree.list(path) === undefined ? [path] : directoryFiles(path);
  }

  function directoryFiles(path: string): readonly string[] {
    return [...(site.tree.list(path) ?? [])].sort().flatMap((name) => {
      if (name.startsWith('.') || name.endsWith('~')) return [];
      const full = join(path, name);
      if (site.tree.list(full) !== undefined && extname(name) === '') return directoryFiles(full);
      if (site.tree.read(full) !== undefined && extensions.includes(extname(name))) return [full];
      warnings.add(`${shownPath(site, full)}: ${notVariables}`);
      return [];
    });
  }

  function fileDefinitions(path: string, owner: string): readonly VariableDefinition[] {
    const root = parseYaml(openedFile(shownPath(site, path), site.tree.read(path) ?? '', site.vault), site.vault);
    if (root.kind !== 'mapping' && root.kind !== 'nothing') {
      const hint = 'write a line "name: value" for each, with a space behind the colon';
      throw badInventory(root.source, 'a variables file must be a mapping of names to values', hint);
    }
    return root.entries.map((entry) => {
      if (entry.key === 'ansible_group_priority' && layer === 'groupFile') {
        warnings.add(`${entry.source.file}:${entry.source.line}: ansible_group_priority has an effect only in the inventory file itself`);
      }
      return { name: entry.key, value: entry.value.plain(), source: entry.source, layer, owner };
    });
  }

  function warnUnread(owners: Iterable<string>): void {
    const what = layer === 'groupFile' ? 'group' : 'host';
    for (const name of names) {
      if (asked.has(name)) continue;
      const bare = name.slice(0, name.length - extname(name).length);
      if (!extensions.includes(extname(name)) && known.has(bare)) {
        warnings.add(`${shownPath(site, join(base, name))}: ${notVariables}`);
        continue;
      }
      const owner = extensions.includes(extname(name)) ? bare : name;
      const near = nearestName(owner, owners);
      const hint = near === undefined ? '' : `; did you mean '${near}'?`;
      warnings.add(`${shownPath(site, join(base, name))}: not read, there is no ${what} '${owner}'${hint}`);
    }
  }

  return { definitions, warnUnread };
}
