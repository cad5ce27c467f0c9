import { dirname, resolve } from 'node:path';
import { checkDraft, completeCluster, completeDraft } from './check-draft.ts';
import { diskFiles } from './disk-files.ts';
import { emptyDraft } from './draft.ts';
import type { Draft, DraftGroup, DraftHost } from './draft.ts';
import { readExtraVariables } from './extra-variables.ts';
import type { FileTree } from './file-tree.ts';
import { groupOrder } from './group-order.ts';
import { readIniInventory } from './ini-inventory.ts';
import type { Inventory, InventoryHost, VariableDefinition } from './inventory.ts';
import { findInventories } from './inventory-files.ts';
import type { InventoryInput, Site } from './inventory-files.ts';
import { variableDirectory } from './variable-files.ts';
import type { VariableDirectory } from './variable-files.ts';
import { parseYaml } from './yaml-document.ts';
import { readYamlInventory } from './yaml-inventory.ts';

export interface InventoryRequest {
  /** Inventory files and directories, in the order of the `-i` options. */
  readonly files: readonly string[];
  /** The `-e` arguments as given, in order. */
  readonly extraVars?: readonly string[];
  /** The absolute directory that relative paths start at. */
  readonly cwd: string;
  /** Where files are read from; this machine's when left out. */
  readonly tree?: FileTree;
}

/** Reads inventories as Ansible does, its precedence included; anything wrong is a `badInventory` error with its place. */
export function loadInventory({ files, extraVars = [], cwd, tree = diskFiles }: InventoryRequest): Inventory {
  const site: Site = { tree, cwd: resolve(cwd) };
  const found = new Set<string>();
  const inputs = findInventories(site, files, found);
  const draft = readDraft(inputs);
  for (const warning of found) draft.warnings.add(warning);
  const order = groupOrder(draft);
  const extraVariables = readExtraVariables(site, extraVars);
  const layers = variableLayers(site, inputs, draft);
  const hosts = [...draft.hosts.values()].map((host): InventoryHost => {
    const groups = order.groupsOf(host.name);
    return {
      name: host.name,
      groups: groups
        .map((group) => group.name)
        .filter((name) => name !== 'all')
        .sort(),
      definitions: [...layers.ofGroups(groups), ...layers.ofHost(host), ...extraVariables],
      source: host.source,
      inventoryDir: host.inventoryDir,
    };
  });
  layers.warnUnread();
  const members = [...draft.groups.values()].map((group) => [group.name, order.hostsOf(group)] as const);
  return {
    hosts,
    groups: new Map([...members, ['all', hosts.map((host) => host.name)]]),
    children: new Map([...draft.groups.values()].map((group) => [group.name, [...group.children.keys()]])),
    extraVariables,
    warnings: [...draft.warnings],
    baseDir: inputs[0]?.dir ?? site.cwd,
  };
}

function readDraft(inputs: readonly InventoryInput[]): Draft {
  const all = inputs.flatMap((input) => input.files);
  const first = all[0]?.file ?? '';
  const draft = emptyDraft(first);
  for (const { path, file, text, format } of all) {
    const dir = dirname(path);
    if (format === 'yaml') readYamlInventory(draft, parseYaml(file, text), dir);
    else readIniInventory(draft, { file, text, dir });
  }
  checkDraft(draft, first);
  completeDraft(draft);
  completeCluster(draft);
  return draft;
}

interface Layers {
  ofGroups(groups: readonly DraftGroup[]): readonly VariableDefinition[];
  ofHost(host: DraftHost): readonly VariableDefinition[];
  warnUnread(): void;
}

/**
 * The definitions in Ansible's order: inventory files before group_vars/, and within each `all` before the other groups;
 * so group_vars/all outranks a child group's variables in the inventory file. A later `-i` outranks an earlier one.
 */
function variableLayers(site: Site, inputs: readonly InventoryInput[], draft: Draft): Layers {
  const { warnings } = draft;
  const dirs = inputs.map((input) => input.dir).filter((dir, index, list) => list.lastIndexOf(dir) === index);
  const groupFiles = dirs.map((dir) => variableDirectory(site, dir, { layer: 'groupFile', warnings }));
  const hostFiles = dirs.map((dir) => variableDirectory(site, dir, { layer: 'hostFile', warnings }));
  const fromFiles = (from: readonly VariableDirectory[], owners: readonly { readonly name: string }[]) =>
    from.flatMap((directory) => owners.flatMap((owner) => directory.definitions(owner.name)));
  const known = new Map<string, readonly VariableDefinition[]>();
  return {
    ofGroups(groups) {
      const key = groups.map((group) => group.name).join(' ');
      const before = known.get(key);
      if (before !== undefined) return before;
      const [all, others] = [groups.slice(0, 1), groups.slice(1)];
      const definitions = [
        ...groups.flatMap((group) => group.definitions),
        ...fromFiles(groupFiles, all),
        ...fromFiles(groupFiles, others),
      ];
      known.set(key, definitions);
      return definitions;
    },
    ofHost: (host) => [...host.definitions, ...fromFiles(hostFiles, [host])],
    warnUnread() {
      // Files of groups without hosts are known though they reach nobody.
      for (const group of draft.groups.values()) fromFiles(groupFiles, [group]);
      for (const directory of groupFiles) directory.warnUnread(draft.groups.keys());
      for (const directory of hostFiles) directory.warnUnread(draft.hosts.keys());
    },
  };
}
