import type { Draft, DraftGroup } from './draft.ts';

/** Answers about the group tree of a complete draft. */
export interface GroupOrder {
  /** The groups a host is in, ancestors too, from the lowest precedence to the highest: depth, priority, name. */
  groupsOf(host: string): readonly DraftGroup[];
  /** The hosts of a group: its own, then its descendants' breadth first, each once. */
  hostsOf(group: DraftGroup): readonly string[];
}

/** Computes the order; depth is the longest way down from `all`. */
export function groupOrder(draft: Draft): GroupOrder {
  const depths = depthsOf(draft);
  const ancestors = ancestorsOf(draft);
  const direct = new Map<string, DraftGroup[]>();
  for (const group of draft.groups.values()) {
    for (const host of group.hosts) {
      const groups = direct.get(host);
      if (groups === undefined) direct.set(host, [group]);
      else groups.push(group);
    }
  }
  const compare = (a: DraftGroup, b: DraftGroup) =>
    (depths.get(a.name) ?? 0) - (depths.get(b.name) ?? 0) || a.priority - b.priority || (a.name < b.name ? -1 : 1);
  const all = draft.groups.get('all');
  return {
    groupsOf(host) {
      const found = new Set<DraftGroup>(all === undefined ? [] : [all]);
      for (const group of direct.get(host) ?? []) for (const one of ancestors.get(group.name) ?? []) found.add(one);
      return [...found].sort(compare);
    },
    hostsOf(group) {
      const hosts = new Set<string>();
      const queue = new Set([group]);
      // A Set's iteration also visits what is added meanwhile, so this walks breadth first, each group once.
      for (const next of queue) {
        for (const host of next.hosts) hosts.add(host);
        for (const name of next.children.keys()) {
          const child = draft.groups.get(name);
          if (child !== undefined) queue.add(child);
        }
      }
      return [...hosts];
    },
  };
}

function depthsOf(draft: Draft): ReadonlyMap<string, number> {
  const depths = new Map<string, number>();
  const parents = parentsOf(draft);
  const depth = (name: string): number => {
    const known = depths.get(name);
    if (known !== undefined) return known;
    const value = Math.max(-1, ...(parents.get(name) ?? []).map(depth)) + 1;
    depths.set(name, value);
    return value;
  };
  for (const name of draft.groups.keys()) depth(name);
  return depths;
}

function ancestorsOf(draft: Draft): ReadonlyMap<string, ReadonlySet<DraftGroup>> {
  const parents = parentsOf(draft);
  const result = new Map<string, Set<DraftGroup>>();
  for (const group of draft.groups.values()) {
    const found = new Set([group]);
    for (const next of found) {
      for (const name of parents.get(next.name) ?? []) {
        const parent = draft.groups.get(name);
        if (parent !== undefined) found.add(parent);
      }
    }
    result.set(group.name, found);
  }
  return result;
}

function parentsOf(draft: Draft): ReadonlyMap<string, readonly string[]> {
  const parents = new Map<string, string[]>();
  for (const group of draft.groups.values()) {
    for (const child of group.children.keys()) parents.set(child, [...(parents.get(child) ?? []), group.name]);
  }
  return parents;
}
