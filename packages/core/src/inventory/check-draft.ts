import { nearestName } from '../vars/nearest-name.ts';
import type { Draft, DraftGroup } from './draft.ts';
import { groupOrder } from './group-order.ts';
import { clusterMembers, kubesprayGroups } from './kubespray-groups.ts';
import { badInventory, showPosition } from './source.ts';

/** Puts every group below `all` and every host without a group into `ungrouped`. Run it after `checkDraft`. */
export function completeDraft(draft: Draft): void {
  const all = known(draft, 'all');
  const ungrouped = known(draft, 'ungrouped');
  const named = new Set([...draft.groups.values()].flatMap((group) => [...group.children.keys()]));
  for (const group of draft.groups.values()) {
    if (group !== all && !named.has(group.name)) all.children.set(group.name, group.source);
  }
  const grouped = new Set<string>();
  for (const group of draft.groups.values()) {
    if (group !== all && group !== ungrouped) for (const host of group.hosts) grouped.add(host);
  }
  for (const host of draft.hosts.keys()) {
    if (grouped.has(host)) ungrouped.hosts.delete(host);
    else ungrouped.hosts.add(host);
  }
}

/**
 * Puts the hosts of its members into `k8s_cluster` where the inventory names none, as kubespray does: hosts, not child
 * groups, so that the members keep their depth and with it their precedence. Run it after `completeDraft`.
 */
export function completeCluster(draft: Draft): void {
  const given = draft.groups.get('k8s_cluster');
  if (given !== undefined && (given.hosts.size > 0 || given.children.size > 0)) return;
  const members = clusterMembers.flatMap((name) => draft.groups.get(name) ?? []);
  const first = members[0];
  if (first === undefined) return;
  const cluster: DraftGroup = given ?? {
    name: 'k8s_cluster',
    source: first.source,
    hosts: new Set(),
    children: new Map(),
    definitions: [],
    declared: true,
    priority: 1,
  };
  cluster.declared = true;
  draft.groups.set(cluster.name, cluster);
  known(draft, 'all').children.set(cluster.name, cluster.source);
  const { hostsOf } = groupOrder(draft);
  for (const member of members) for (const host of hostsOf(member)) cluster.hosts.add(host);
}

/** Refuses what cannot be meant: no hosts, undefined groups, a host among child groups, a group within itself; notes a name both group and host. */
export function checkDraft(draft: Draft, file: string): void {
  if (draft.hosts.size === 0) {
    throw badInventory(
      { file, line: 1, column: 1 },
      'the inventory has no hosts',
      'list hosts under a group, e.g. [kube_control_plane] with a line: node1 ansible_host=192.0.2.11',
    );
  }
  for (const group of draft.groups.values()) {
    checkName(draft, group);
    checkChildren(group);
    checkDeclared(draft, group);
  }
  const acyclic = new Set<string>();
  for (const group of draft.groups.values()) checkAcyclic(draft, group, { above: [], acyclic });
  for (const group of draft.groups.values()) {
    if (
      group.name !== 'all' &&
      group.name !== 'ungrouped' &&
      group.hosts.size === 0 &&
      group.children.size === 0 &&
      !kubesprayGroups.includes(group.name)
    ) {
      draft.warnings.add(`${showPosition(group.source)}: group '${group.name}' has no hosts${suggestion(draft, group.name)}`);
    }
  }
}

/** Groups a host is named after only by mistake: children written among hosts. */
const meantAsGroup = new Set(['all', 'ungrouped', ...kubesprayGroups.filter((name) => name !== 'bastion')]);

function checkName(draft: Draft, group: DraftGroup): void {
  const host = draft.hosts.get(group.name);
  if (host === undefined) return;
  for (const parent of draft.groups.values()) {
    const at = parent.children.get(group.name);
    if (at !== undefined && group.hosts.size === 0 && group.children.size === 0) {
      throw badInventory(
        at,
        `'${group.name}' is a host but stands among the child groups of '${parent.name}'`,
        `list hosts under the group's hosts ([${parent.name}] in INI, "hosts:" in YAML)`,
      );
    }
  }
  if (meantAsGroup.has(group.name)) {
    const both = `'${group.name}' is both a host and a group (${showPosition(group.source)})`;
    throw badInventory(host.source, both, 'rename the host, or name the group in a section [GROUP:children]');
  }
  // kubespray's documentation calls the bastion so.
  if (group.declared && group.name !== 'bastion')
    draft.warnings.add(`${showPosition(group.source)}: '${group.name}' is both a group and a host (${showPosition(host.source)})`);
}

/** Every group is below `all` anyway. */
function checkChildren(group: DraftGroup): void {
  const at = group.children.get('all');
  if (at === undefined) return;
  throw badInventory(at, `'all' cannot be a child of '${group.name}': it holds every group`, 'name the groups that are meant');
}

function checkDeclared(draft: Draft, group: DraftGroup): void {
  if (group.declared || group.name === 'k8s_cluster') return;
  const near = suggestion(draft, group.name);
  for (const parent of draft.groups.values()) {
    const at = parent.children.get(group.name);
    if (at !== undefined)
      throw badInventory(
        at,
        `group '${parent.name}' has the child '${group.name}', which no inventory defines${near}`,
        `add a section [${group.name}], or correct the name`,
      );
  }
  if (kubesprayGroups.includes(group.name) || group.definitions.length === 0) return;
  throw badInventory(
    group.source,
    `variables are set for the group '${group.name}', which no inventory defines${near}`,
    `add a section [${group.name}], or correct the name`,
  );
}

function suggestion(draft: Draft, name: string): string {
  const declared = [...draft.groups.values()].filter((group) => group.declared).map((group) => group.name);
  const near = nearestName(name, new Set([...declared, ...kubesprayGroups]));
  return near === undefined ? '' : `; did you mean '${near}'?`;
}

interface Walk {
  readonly above: readonly string[];
  /** Groups already walked, so that shared children are walked once. */
  readonly acyclic: Set<string>;
}

function checkAcyclic(draft: Draft, group: DraftGroup, { above, acyclic }: Walk): void {
  if (acyclic.has(group.name)) return;
  const here = [...above, group.name];
  for (const [child, at] of group.children) {
    const from = here.indexOf(child);
    if (from !== -1) {
      throw badInventory(
        at,
        `the group '${child}' contains itself: ${[...here.slice(from), child].join(' -> ')}`,
        'remove one of these children',
      );
    }
    checkAcyclic(draft, known(draft, child), { above: here, acyclic });
  }
  acyclic.add(group.name);
}

function known(draft: Draft, name: string): DraftGroup {
  const group = draft.groups.get(name);
  if (group === undefined)
    throw badInventory({ file: name, line: 1, column: 1 }, `group '${name}' is not known`, 'this is a defect of kmagic; please report it');
  return group;
}
