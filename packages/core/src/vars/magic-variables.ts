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
  /^ansible_(?:facts|default_ipv[46]|all_ipv[46]_addresses|interfaces|distribution\w*|os_family|hostname|fqdn|nodename|domain|architecture|machine|machine_id|kernel\w*|system|memtotal_mb|swaptotal_mb|memory_mb|processor\w*|date_time|env|mounts|devices|service_mgr|pkg_mgr|selinux|virtualization_\w+|local|dns|lsb|python\w*|user_\w+|product_\w+|uptime_seconds)$/;

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

/** Whether Ansible would know this of a host by looking; who gives it as a variable says it instead. */
export function isFactName(name: string): boolean {
  return factNames.test(name);
}

/** What to do about a name that Ansible would know but nobody defines here, or undefined for any other name. */
export function absenceHint(host: string, name: string): string | undefined {
  if (isFactName(name))
    return `it needs facts of ${host}, which are not known yet; give the value itself, or a default: ${name} | default(...)`;
  if (playNames.has(name)) return 'it exists only inside an Ansible play; give the value itself';
  return undefined;
}
