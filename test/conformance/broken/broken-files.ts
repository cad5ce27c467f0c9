import type { BrokenCase } from './broken-case.ts';

type Files = BrokenCase['files'];
type Content = Files[string];

/** Two hosts, one of them control plane and etcd, which nothing is wrong with. */
export const soundHosts = { 'hosts.ini': '[kube_control_plane]\nn1 ip=192.0.2.1\n[etcd]\nn1\n[kube_node]\nn2 ip=192.0.2.2\n' } as const;

/** The sections of one host that is everything, for inventories that have more. */
export const soundSections = '[kube_control_plane]\nn1 ip=192.0.2.1\n[etcd]\nn1\n[kube_node]\nn1\n';

/** The sound hosts with variables of all. */
export function all(text: Content): Files {
  return { ...soundHosts, 'group_vars/all.yml': text };
}

/** The sound hosts with the cluster's name as a template, and further lines of variables before it. */
export function template(text: string, before = ''): Files {
  return all(`${before}cluster_name: "${text.replaceAll('"', '\\"')}"\n`);
}

/** The sound hosts with variables of each. */
export function each(n1: Content, n2: Content): Files {
  return { ...soundHosts, 'host_vars/n1.yml': n1, 'host_vars/n2.yml': n2 };
}

/** An inventory in YAML. */
export function yaml(text: Content): Files {
  return { 'hosts.yml': text };
}

/** An inventory in INI. */
export function ini(text: Content): Files {
  return { 'hosts.ini': text };
}
