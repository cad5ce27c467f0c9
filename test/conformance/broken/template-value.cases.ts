import type { BrokenCase } from './broken-case.ts';
import { template } from './broken-files.ts';

const site = 'site: {name: a, list: [a]}\n';

/** Templates that name what is not there. */
export const templateValueCases: readonly BrokenCase[] = [
  {
    name: 'a key that is not there',
    files: template('{{ site.nope }}', site),
    says: [
      "badVariable: group_vars/all.yml:2:23: variable 'cluster_name': in {{ site.nope }}: there is no 'nope' here (n1, n2) | check the name, or add: | default(...)",
    ],
  },
  {
    name: 'a misspelt key',
    files: template('{{ site.nam }}', site),
    says: [
      "badVariable: group_vars/all.yml:2:23: variable 'cluster_name': in {{ site.nam }}: there is no 'nam' here (n1, n2) | did you mean 'name'?",
    ],
  },
  {
    name: 'a key of a key that is not there',
    files: template('{{ site.nope.more }}', site),
    says: [
      "badVariable: group_vars/all.yml:2:28: variable 'cluster_name': in {{ site.nope.more }}: there is no 'nope' here (n1, n2) | check the name, or add: | default(...)",
    ],
  },
  {
    name: 'a key of a list',
    files: template('{{ site.list.name }}', site),
    says: [
      "badVariable: group_vars/all.yml:2:28: variable 'cluster_name': in {{ site.list.name }}: there is no 'name' here (n1, n2) | check the name, or add: | default(...)",
    ],
  },
  {
    name: 'an item beyond the last',
    files: template('{{ site.list[5] }}', site),
    says: [
      "badVariable: group_vars/all.yml:2:28: variable 'cluster_name': in {{ site.list[5] }}: there is no item 5, only 1 item (n1, n2) | items count from 0",
    ],
  },
  {
    name: 'the first of nothing',
    files: template('{{ [] | first }}'),
    says: [
      "badVariable: group_vars/all.yml:1:24: variable 'cluster_name': in {{ [] | first }}: first: the list is empty (n1, n2) | give it a default: | default(...)",
    ],
  },
  {
    name: 'a host nobody knows',
    files: template('{{ hostvars.n9.ip }}'),
    says: [
      "badVariable: group_vars/all.yml:1:30: variable 'cluster_name': in {{ hostvars.n9.ip }}: there is no 'n9' here (n1, n2) | did you mean 'n1'?",
    ],
  },
  {
    name: 'a variable a host does not have',
    files: template("{{ hostvars['n1'].nope }}"),
    says: [
      "badVariable: group_vars/all.yml:1:33: variable 'cluster_name': in {{ hostvars['n1'].nope }}: there is no 'nope' here (n1, n2) | check the name, or add: | default(...)",
    ],
  },
  {
    name: 'a misspelt group',
    files: template("{{ groups['kube_nodes'][0] }}"),
    says: [
      "badVariable: group_vars/all.yml:1:39: variable 'cluster_name': in {{ groups['kube_nodes'][0] }}: there is no 'kube_nodes' here (n1, n2) | did you mean 'kube_node'?",
    ],
  },
  {
    name: 'a host beyond the last of a group',
    files: template('{{ groups.etcd[1] }}'),
    says: [
      "badVariable: group_vars/all.yml:1:30: variable 'cluster_name': in {{ groups.etcd[1] }}: there is no item 1, only 1 item (n1, n2) | items count from 0",
    ],
  },
  {
    name: 'a variable of plays',
    files: template('{{ playbook_dir }}/x'),
    says: [
      "badVariable: group_vars/all.yml:1:19: variable 'cluster_name': in {{ playbook_dir }}: 'playbook_dir' is undefined (n1, n2) | it exists only inside an Ansible play; give the value itself",
    ],
  },
  {
    name: 'a variable of loops of tasks',
    files: template('{{ item }}'),
    says: [
      "badVariable: group_vars/all.yml:1:19: variable 'cluster_name': in {{ item }}: 'item' is undefined (n1, n2) | set item, or give it a default: item | default(...)",
    ],
  },
  {
    name: 'something undefined within a list',
    files: template("{{ [1, nope] | join(',') }}"),
    says: [
      "badVariable: group_vars/all.yml:1:31: variable 'cluster_name': in {{ [1, nope] | join(',') }}: 'nope' is undefined (n1, n2) | set nope, or give it a default: nope | default(...)",
    ],
  },
  {
    name: 'something undefined for a condition',
    files: template("{{ 'a' if nope else 'b' }}"),
    says: [
      "badVariable: group_vars/all.yml:1:26: variable 'cluster_name': in {{ 'a' if nope else 'b' }}: 'nope' is undefined (n1, n2) | set nope, or give it a default: nope | default(...)",
    ],
  },
  {
    name: 'a loop over something undefined',
    files: template('{% for x in nope %}{% endfor %}'),
    says: [
      "badVariable: group_vars/all.yml:1:28: variable 'cluster_name': in {% for x in nope %}: 'nope' is undefined (n1, n2) | set nope, or give it a default: nope | default(...)",
    ],
  },
  {
    name: 'something mandatory',
    files: template('{{ nope | mandatory }}'),
    says: [
      "badVariable: group_vars/all.yml:1:26: variable 'cluster_name': in {{ nope | mandatory }}: 'nope' is undefined (n1, n2) | set nope, or give it a default: nope | default(...)",
    ],
  },
  {
    name: 'something mandatory, and why',
    files: template("{{ nope | mandatory('set nope for each site') }}"),
    says: [
      "badVariable: group_vars/all.yml:1:26: variable 'cluster_name': in {{ nope | mandatory('set nope for each site') }}: mandatory: set nope for each site (n1, n2) | set nope, or give it a default: nope | default(...)",
    ],
  },
  {
    name: 'something left to the reader',
    files: template("{{ undef(hint='set the site') }}"),
    says: [
      "badVariable: group_vars/all.yml:1:24: variable 'cluster_name': in {{ undef(hint='set the site') }}: set the site (n1, n2) | give the value",
    ],
  },
  {
    name: 'an argument a macro was not given',
    files: template('{% macro m(a) %}{{ a }}{% endmacro %}{{ m() }}'),
    says: [
      "badVariable: group_vars/all.yml:1:35: variable 'cluster_name': in {{ a }}: the argument 'a' of m() was not given (n1, n2) | give it",
    ],
  },
  {
    name: 'an argument too many for a macro',
    files: template('{% macro m(a) %}{{ a }}{% endmacro %}{{ m(1, 2) }}'),
    says: [
      "badVariable: group_vars/all.yml:1:53: variable 'cluster_name': in {{ m(1, 2) }}: m() takes 1 arguments, not 2 (n1, n2) | its arguments are: a",
    ],
  },
];
