import { dirname, resolve } from 'node:path';
import type { VaultKey } from '../vault/vault.ts';
import { checkDraft, completeCluster, completeDraft } from './check-draft.ts';
import { diskFiles } from './disk-files.ts';
import { emptyDraft } from './draft.ts';
import type { Draft, DraftGroup, DraftHost } from './draft.ts';
import { readExtraVariables } from './extra-variables.ts';
import type { FileTree } from './file-tree.ts';
import { groupOrder } from './group-order.ts';
import { hiddenText } from './hidden.ts';
import { readIniInventory } from './ini-inventory.ts';
import type { Inventory, InventoryGroup, InventoryHost, VariableDefinition } from './inventory.ts';
import { findInventories, shownPath } from './inventory-files.ts';
import type { InventoryInput, Site } from './inventory-files.ts';
import { openedFile } from './opened-file.ts';
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
  /** The passwords of what ansible-vault encrypted; a value encrypted by itself needs one only when it is read. */
  readonly vault?: readonly VaultKey[];
}

/** Reads inventories as Ansible does, its precedence included; anything wrong is a `badInventory` error with its place, what cannot be decrypted a `badVariable`. */
export function loadInventory({ files, extraVars = [], cwd, tree = diskFiles, vault = [] }: InventoryRequest): Inventory {
  const site: Site = { tree, cwd: resolve(cwd), vault };
  const found = new Set<string>();
  const inputs = findInventories(site, files, found);
  const draft = readDraft(inputs, vault);
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
    groups: new Map(members),
    tree: new Map([...draft.groups.values()].map((group) => [group.name, { ...finished(group), definitions: layers.ofGroup(group) }])),
    extraVariables,
    warnings: [...draft.warnings],
    baseDir: inputs[0]?.dir ?? site.cwd,
    textOf: (file) => tree.read(resolve(site.cwd, file)),
    readFile(path) {
      const text = tree.read(path);
      if (text === undefined) return undefined;
      const opened = openedFile(shownPath(site, path), text, vault);
      return opened.was === 'plain' ? text : hiddenText(opened.text);
    },
  };
}

function readDraft(inputs: readonly InventoryInput[], vault: readonly VaultKey[]): Draft {
  const all = inputs.flatMap((input) => input.files);
  const first = all[0]?.file ?? '';
  const draft = emptyDraft(first);
  for (const { path, format, ...opened } of all) {
    const dir = dirname(path);
    if (format === 'yaml') readYamlInventory(draft, parseYaml(opened, vault), dir);
    else readIniInventory(draft, { ...opened, dir });
  }
  checkDraft(draft, first);
  completeDraft(draft);
  completeCluster(draft);
  return draft;
}

function finished({ name, hosts, children, priority }: DraftGroup): Omit<InventoryGroup, 'definitions'> {
  return { name, hosts: [...hosts], children: [...children.keys()], priority };
}

interface Layers {
  /** What is set for one group. */
  ofGroup(group: DraftGroup): readonly VariableDefinition[];
  /** What groups, `all` first, come to together. */
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
    ofGroup: (group) => [...group.definitions, ...fromFiles(groupFiles, [group])],
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
