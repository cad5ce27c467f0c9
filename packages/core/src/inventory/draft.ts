import type { VariableDefinition } from './inventory.ts';
import { currentGroupName } from './kubespray-groups.ts';
import { showPosition } from './source.ts';
import type { SourcePosition } from './source.ts';

/** A group while the inventory files are being read. */
export interface DraftGroup {
  readonly name: string;
  readonly source: SourcePosition;
  readonly hosts: Set<string>;
  /** Child groups and where each was first named as a child. */
  readonly children: Map<string, SourcePosition>;
  readonly definitions: VariableDefinition[];
  /** False while the group was only named: as a child or for its variables. */
  declared: boolean;
  priority: number;
}

/** A host while the inventory files are being read. */
export interface DraftHost {
  readonly name: string;
  readonly source: SourcePosition;
  readonly inventoryDir: string;
  readonly definitions: VariableDefinition[];
}

/** What the inventory files said so far. */
export interface Draft {
  readonly groups: Map<string, DraftGroup>;
  readonly hosts: Map<string, DraftHost>;
  readonly warnings: Set<string>;
}

/** A draft with the groups that always exist. */
export function emptyDraft(file: string): Draft {
  const draft: Draft = { groups: new Map(), hosts: new Map(), warnings: new Set() };
  const source = { file, line: 1, column: 1 };
  const all = groupOf(draft, 'all', source);
  addChild(draft, all, { name: 'ungrouped', source }).declared = true;
  all.declared = true;
  return draft;
}

/** The group of a name, made when new; kubespray's former names lead to the current group, with a note. */
export function groupOf(draft: Draft, name: string, source: SourcePosition): DraftGroup {
  const current = currentGroupName(name);
  if (current !== name) draft.warnings.add(`${showPosition(source)}: group '${name}' is read as '${current}', its name today`);
  const known = draft.groups.get(current);
  if (known !== undefined) return known;
  const group: DraftGroup = {
    name: current,
    source,
    hosts: new Set(),
    children: new Map(),
    definitions: [],
    declared: false,
    priority: 1,
  };
  draft.groups.set(current, group);
  return group;
}

/** The host of a name, made when new. */
export function hostOf(draft: Draft, name: string, at: { readonly source: SourcePosition; readonly inventoryDir: string }): DraftHost {
  const known = draft.hosts.get(name);
  if (known !== undefined) return known;
  const host: DraftHost = { name, ...at, definitions: [] };
  draft.hosts.set(name, host);
  return host;
}

/** Names `child` as a child of the group. */
export function addChild(draft: Draft, group: DraftGroup, child: { readonly name: string; readonly source: SourcePosition }): DraftGroup {
  const made = groupOf(draft, child.name, child.source);
  if (!group.children.has(made.name)) group.children.set(made.name, child.source);
  return made;
}
