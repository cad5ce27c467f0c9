import type { Inventory, InventoryGroup } from '@kmagic/core';
import { Document, Pair, Scalar, YAMLMap } from 'yaml';

/** A variable as it is to be written: plain data with the scalars of `spec-values.ts` in it, under a heading where it has one. */
export interface YamlSetting {
  readonly name: string;
  readonly topic?: string;
  readonly node: unknown;
}

const options = { version: '1.1', aliasDuplicateObjects: false } as const;

/** A YAML file with a comment at its top; what reads YAML 1.1 reads the same values from it. */
export function yamlText(comment: readonly string[], contents: YAMLMap): string {
  const document = new Document<YAMLMap>(contents, options);
  document.commentBefore = comment.map((line) => ` ${line}`).join('\n');
  return document.toString({ lineWidth: 0 });
}

/** A mapping of variables, each topic under its name. */
export function settingsMap(settings: readonly YamlSetting[]): YAMLMap {
  const map = new YAMLMap();
  settings.forEach(({ name, topic, node }, index) => {
    const key = new Scalar(name);
    if (topic !== undefined && settings[index - 1]?.topic !== topic) {
      key.commentBefore = ` ${topic}`;
      key.spaceBefore = index > 0;
    }
    map.items.push(new Pair(key, nodeOf(node)));
  });
  return map;
}

/** A mapping, keys as given. */
export function mapOf(entries: readonly (readonly [string, unknown])[]): YAMLMap {
  const map = new YAMLMap();
  for (const [key, value] of entries) map.items.push(new Pair(new Scalar(key), nodeOf(value)));
  return map;
}

/** The groups below `all`, each with its members below its first parent and only named below the others; `k8s_cluster` where it does not follow. */
export function groupsMap(inventory: Inventory): YAMLMap {
  const { tree } = inventory;
  const left = new Set(['ungrouped', ...(followsFromRoles(inventory) ? ['k8s_cluster'] : [])]);
  const listed = new Set<string>();
  const children = (group: InventoryGroup | undefined): YAMLMap =>
    mapOf((group?.children ?? []).filter((name) => !left.has(name)).map((name) => [name, entry(name)]));
  const entry = (name: string): YAMLMap => {
    const group = tree.get(name);
    if (group === undefined || listed.has(name)) return mapOf([]);
    listed.add(name);
    return mapOf([
      ...(group.children.length === 0 ? [] : [['children', children(group)] as const]),
      ...(group.priority === 1 ? [] : [['vars', mapOf([['ansible_group_priority', group.priority]])] as const]),
      ...(group.hosts.length === 0 ? [] : [['hosts', mapOf(group.hosts.map((host) => [host, mapOf([])]))] as const]),
    ]);
  };
  return children(tree.get('all'));
}

/** Whoever adds a node later names it once. */
function followsFromRoles({ tree, groups }: Inventory): boolean {
  const cluster = tree.get('k8s_cluster');
  if (cluster === undefined || cluster.children.length > 0 || cluster.priority !== 1) return false;
  const members = new Set(['kube_control_plane', 'kube_node', 'calico_rr'].flatMap((name) => groups.get(name) ?? []));
  const isTop = [...tree.values()].every(({ name, children }) => name === 'all' || !children.includes('k8s_cluster'));
  return isTop && [...members].join(' ') === cluster.hosts.join(' ');
}

function nodeOf(value: unknown): unknown {
  return new Document(value, options).contents;
}
