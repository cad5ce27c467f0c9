import { nearestName } from '../vars/nearest-name.ts';
import { addChild, groupOf, hostOf } from './draft.ts';
import type { Draft, DraftGroup } from './draft.ts';
import { expandHostPattern } from './host-range.ts';
import { setGroupVariable, setHostVariable } from './group-variable.ts';
import { badInventory } from './source.ts';
import { badPattern } from './bad-pattern.ts';
import type { YamlEntry, YamlValue } from './yaml-document.ts';

/** Adds what a YAML inventory says to the draft. `dir` is the file's directory. */
export function readYamlInventory(draft: Draft, root: YamlValue, dir: string): void {
  if (root.kind === 'nothing') return;
  if (root.kind !== 'mapping')
    throw badInventory(root.source, 'an inventory must be a mapping of groups', 'begin with "all:" and put hosts under "hosts:"');
  if (root.entries.some((entry) => entry.key === '_meta')) {
    throw badInventory(root.source, 'this is the output of an inventory script', 'save the output of: ansible-inventory --list --yaml');
  }
  for (const entry of root.entries) {
    if (entry.key === 'plugin' && entry.value.kind === 'scalar') {
      const hint = 'save what it gives: ansible-inventory -i FILE --list --yaml > inventory.yaml';
      throw badInventory(entry.source, 'this configures an inventory plugin, and those are not run', hint);
    }
    readGroup(draft, entry, dir);
  }
}

const sections = ['hosts', 'vars', 'children'] as const;

function readGroup(draft: Draft, entry: YamlEntry, dir: string): DraftGroup {
  const group = groupOf(draft, entry.key, entry.source);
  if (entry.value.kind === 'nothing') return group;
  if (entry.value.kind !== 'mapping') {
    throw badInventory(
      entry.value.source,
      `group '${entry.key}' must be a mapping`,
      'put hosts, vars or children under the group; variables go under the vars of a group, or into group_vars/',
    );
  }
  group.declared = true;
  for (const section of entry.value.entries) {
    if (section.key === 'vars') readVariables(draft, group, section);
    else if (section.key === 'children') readChildren(draft, group, { section, dir });
    else if (section.key === 'hosts') readHosts(draft, group, { section, dir });
    else {
      const near = nearestName(section.key, sections);
      const hint =
        near === undefined ? `groups go under "children:", hosts under "hosts:", variables under "vars:"` : `did you mean '${near}'?`;
      throw badInventory(section.source, `group '${entry.key}' cannot have '${section.key}'`, hint);
    }
  }
  return group;
}

function readVariables(draft: Draft, group: DraftGroup, section: YamlEntry): void {
  for (const entry of mapping(section, `the vars of group '${group.name}'`)) {
    setGroupVariable(draft, group, { name: entry.key, value: entry.value.plain(), source: entry.source });
  }
}

interface Section {
  readonly section: YamlEntry;
  readonly dir: string;
}

function readChildren(draft: Draft, group: DraftGroup, { section, dir }: Section): void {
  if (section.value.kind === 'scalar') {
    const child = addChild(draft, group, { name: section.value.written, source: section.value.source });
    child.declared = true;
    return;
  }
  for (const entry of mapping(section, `the children of group '${group.name}'`)) {
    addChild(draft, group, { name: entry.key, source: entry.source });
    const child = readGroup(draft, entry, dir);
    child.declared = true;
  }
}

function readHosts(draft: Draft, group: DraftGroup, { section, dir }: Section): void {
  if (section.value.kind === 'scalar') {
    const key = section.value.written;
    addHosts(draft, group, { entry: { key, source: section.value.source, value: { ...section.value, kind: 'nothing' } }, dir });
    return;
  }
  for (const entry of mapping(section, `the hosts of group '${group.name}'`)) addHosts(draft, group, { entry, dir });
}

function addHosts(draft: Draft, group: DraftGroup, { entry, dir }: { readonly entry: YamlEntry; readonly dir: string }): void {
  const { names, port } = badPattern(entry.source, () => expandHostPattern(entry.key));
  const variables = mapping(entry, `the variables of host '${entry.key}'`);
  for (const name of names) {
    // As in Ansible the port counts only where the host is first named.
    const portOfNew = draft.hosts.has(name) ? undefined : port;
    const host = hostOf(draft, name, { source: entry.source, inventoryDir: dir });
    group.hosts.add(name);
    if (portOfNew !== undefined)
      host.definitions.push({ name: 'ansible_port', value: portOfNew, source: entry.source, layer: 'hostInventory', owner: name });
    for (const { key, value, source } of variables) setHostVariable(draft, host, { name: key, value: value.plain(), source });
  }
}

function mapping(entry: YamlEntry, what: string): readonly YamlEntry[] {
  if (entry.value.kind === 'nothing') return [];
  if (entry.value.kind === 'mapping') return entry.value.entries;
  throw badInventory(entry.value.source, `${what} must be a mapping`, 'write "name:" or "name: value" lines, without "-" in front');
}
