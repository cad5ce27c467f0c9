import type { Inventory } from '../inventory/inventory.ts';
import { currentGroupName } from '../inventory/kubespray-groups.ts';
import type { Absence } from './evaluator/evaluator.ts';
import { lazyMapping } from './evaluator/values.ts';
import type { LazyMapping } from './evaluator/values.ts';

/** The variables every host has without anyone defining them. */
export const magicVariables: readonly string[] = [
  'inventory_hostname',
  'inventory_hostname_short',
  'inventory_dir',
  'inventory_file',
  'group_names',
  'groups',
  'hostvars',
  'vars',
];

const factNames =
  /^ansible_(?:facts|default_ipv[46]|all_ipv[46]_addresses|interfaces|distribution\w*|os_family|hostname|fqdn|nodename|domain|architecture|machine|machine_id|kernel\w*|system|memtotal_mb|swaptotal_mb|memory_mb|processor\w*|date_time|env|mounts|devices|service_mgr|pkg_mgr|selinux|virtualization_\w+|local|dns|lsb|python\w*|user_\w+|product_\w+|uptime_seconds|(?:eth|en[ospx]|bond|br|wl|ib|team|vlan)\w*)$/;

const playNames = new Set([
  'playbook_dir',
  'role_path',
  'role_name',
  'play_hosts',
  'ansible_play_hosts',
  'ansible_play_batch',
  'ansible_version',
  'omit',
  'ansible_check_mode',
]);

/** The interface a fact is about, named with or without `ansible_`; undefined for any other name. */
export function interfaceOf(name: string): string | undefined {
  return /^(?:ansible_)?((?:eth|en[ospx]|bond|br|wl|ib|team|vlan)\w*)$/.exec(name)?.[1];
}

/** Whether Ansible would know this of a host by looking; who gives it as a variable says it instead. */
export function isFactName(name: string): boolean {
  return factNames.test(name);
}

/** Why a name that Ansible would know has no value here, or undefined for any other name; `isKnown`: the host's facts are. */
export function absenceOf(name: string, { host, isKnown }: { readonly host: string; readonly isKnown: boolean }): Absence | undefined {
  const instead = `give the value itself, or a default: ${name} | default(...)`;
  if (isFactName(name)) {
    const device = interfaceOf(name);
    if (isKnown && device !== undefined) return { hint: `${host} has no interface ${device} with an IPv4 address; ${instead}` };
    if (isKnown) return { hint: `kmagic does not ask hosts for this fact; ${instead}` };
    return { code: 'needsFacts', hint: `it needs facts of ${host}, which are not known yet: kmagic check asks for them; or ${instead}` };
  }
  if (playNames.has(name)) return { hint: 'it exists only inside an Ansible play; give the value itself' };
  return undefined;
}

/** `groups`: kubespray's former names lead to today's groups. */
export function groupsOf(inventory: Inventory): LazyMapping {
  return {
    kind: lazyMapping,
    get: (key) => inventory.groups.get(currentGroupName(key)),
    keys: () => [...inventory.groups.keys()],
  };
}

/** `inventory_hostname_short`: the name up to its first dot; an address is no name that could be shortened. */
export function shortName(host: string): string {
  return /^\d+(?:\.\d+){3}$/.test(host) ? host : (host.split('.')[0] ?? host);
}
