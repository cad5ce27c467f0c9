import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Where an inventory keeps the variables of its hosts: most in group_vars/, or all in a file of each host. */
export type Layout = 'group_vars' | 'mixed' | 'host_vars';

/** How many hosts, and how many variables each of them has. */
export interface Size {
  readonly hosts: number;
  readonly variables: number;
}

/** Writes an inventory into a directory and gives its path: half of the variables are templates, of the forms people write. */
export async function writeLargeInventory(directory: string, layout: Layout, { hosts, variables }: Size): Promise<string> {
  const own = { group_vars: 0, mixed: variables / 10, host_vars: variables }[layout];
  await mkdir(join(directory, 'group_vars'), { recursive: true });
  await mkdir(join(directory, 'host_vars'), { recursive: true });
  const names = Array.from({ length: hosts }, (_, n) => `node${String(n + 1).padStart(4, '0')}`);
  await writeFile(join(directory, 'group_vars/all.yml'), pairs('shared', (variables - own) / 2));
  if (own > 0) await Promise.all(names.map((name) => writeFile(join(directory, `host_vars/${name}.yml`), pairs('own', own / 2))));
  const inventory = join(directory, 'hosts.ini');
  await writeFile(inventory, `[kube_control_plane]\n${names.slice(0, 3).join('\n')}\n[kube_node]\n${names.slice(3).join('\n')}\n`);
  return inventory;
}

/** As many plain values as templates. */
function pairs(prefix: string, count: number): string {
  return Array.from(
    { length: count },
    (_, n) => `${prefix}_${n}: value ${n}\n${prefix}_made_${n}: ${template(`${prefix}_${n}`, n)}\n`,
  ).join('');
}

function template(name: string, n: number): string {
  const forms = [
    `"{{ ${name} }} on {{ inventory_hostname }}"`,
    `"{{ [${name}, inventory_hostname] | join('-') | upper }}"`,
    `"{% if ${name} is defined %}{{ ${name} | default('none') }}{% endif %}"`,
    `"{{ ${name}.split(' ')[1] | int + 1 }}"`,
    `"{{ groups['kube_control_plane'] | map('upper') | join(',') }}"`,
  ];
  return forms[n % forms.length] ?? '';
}
