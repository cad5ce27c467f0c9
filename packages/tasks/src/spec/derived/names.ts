import { isIn } from '../groups.ts';
import type { HostInput } from '../spec-input.ts';

/** The inventory around a host, as far as kubespray's defaults look at it. */
export interface Surroundings {
  readonly hosts: readonly HostInput[];
  /** Host names of a group in the group's own order; undefined where there is no such group. */
  group(name: string): readonly string[] | undefined;
  /** Where the inventory file of a host stands. */
  inventoryDir(host: string): string | undefined;
}

/** What names mean on one host, defined by somebody or by default. */
export interface Names {
  readonly host: HostInput;
  readonly around: Surroundings;
  value(name: string): unknown;
  /** The same for another host; undefined where the inventory has no such host. */
  of(host: string): Names | undefined;
}

/** How a default is worked out; undefined where something it needs is not known. */
export type Derive = (names: Names) => unknown;

export type DerivedNames = Readonly<Record<string, Derive>>;

/** A value as text. */
export function text(names: Names, name: string): string {
  const value = names.value(name);
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Whether a value is on, as Ansible's filter bool has it. */
export function isOn(names: Names, name: string): boolean {
  return ['true', 'yes', 'on', '1', 'y', 't'].includes(text(names, name).toLowerCase());
}

/** A value as a list; anything else is none. */
export function list(names: Names, name: string): readonly unknown[] {
  const value = names.value(name);
  return Array.isArray(value) ? value : [];
}

/** What a map has under a key; undefined where the value is no map. */
export function member(map: unknown, key: string): unknown {
  return typeof map === 'object' && map !== null ? new Map<string, unknown>(Object.entries(map)).get(key) : undefined;
}

/** Hosts of a group in its order; where the inventory does not have the group, those kubespray would put into it. */
export function members({ around }: Names, group: string): readonly string[] {
  const parts = group === 'k8s_cluster' ? ['kube_control_plane', 'kube_node', 'calico_rr'] : [group];
  return around.group(group) ?? around.hosts.filter((host) => parts.some((part) => isIn(host, part))).map(({ name }) => name);
}
