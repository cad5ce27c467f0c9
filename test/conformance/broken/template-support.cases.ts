import type { BrokenCase } from './broken-case.ts';
import { template } from './broken-files.ts';

const site = 'site: {name: a, list: [a]}\n';

/** Templates that ask for what there is not, or what is refused. */
export const templateSupportCases: readonly BrokenCase[] = [
  {
    name: 'a misspelt filter',
    files: template("{{ 'a' | uper }}"),
    says: [
      "unsupported: group_vars/all.yml:1:25: variable 'cluster_name': in {{ 'a' | uper }}: the filter 'uper' is not supported (n1, n2) | did you mean 'upper'?",
    ],
  },
  {
    name: 'a filter nobody knows',
    files: template("{{ 'a' | frobnicate }}"),
    says: [
      "unsupported: group_vars/all.yml:1:25: variable 'cluster_name': in {{ 'a' | frobnicate }}: the filter 'frobnicate' is not supported (n1, n2) | write the value plainly, or pass it with -e",
    ],
  },
  {
    name: 'a misspelt test',
    files: template("{{ 'a' is definde }}"),
    says: [
      "unsupported: group_vars/all.yml:1:23: variable 'cluster_name': in {{ 'a' is definde }}: the test 'definde' is not supported (n1, n2) | did you mean 'defined'?",
    ],
  },
  {
    name: 'a test nobody knows',
    files: template("{{ 'a' is frobnicate }}"),
    says: [
      "unsupported: group_vars/all.yml:1:23: variable 'cluster_name': in {{ 'a' is frobnicate }}: the test 'frobnicate' is not supported (n1, n2) | write the value plainly, or pass it with -e",
    ],
  },
  {
    name: 'a misspelt lookup',
    files: template("{{ lookup('files', 'x') }}"),
    says: [
      "unsupported: group_vars/all.yml:1:25: variable 'cluster_name': in {{ lookup('files', 'x') }}: lookup('files') is not supported (n1, n2) | did you mean 'file'? these are: cartesian, dict, env, file, first_found, flattened, indexed_items, inventory_hostnames, items, list, nested, password, sequence, template, together, unvault, vars; or pass the value with -e",
    ],
  },
  {
    name: 'a misspelt function',
    files: template("{{ lookp('env', 'HOME') }}"),
    says: [
      "unsupported: group_vars/all.yml:1:24: variable 'cluster_name': in {{ lookp('env', 'HOME') }}: the function lookp() is not supported (n1, n2) | did you mean 'lookup'?",
    ],
  },
  {
    name: 'a misspelt method',
    files: template("{{ 'a'.uper() }}"),
    says: [
      "unsupported: group_vars/all.yml:1:27: variable 'cluster_name': in {{ 'a'.uper() }}: the method .uper() is not supported (n1, n2) | did you mean 'upper'?",
    ],
  },
  {
    name: 'a method of another type',
    files: template('{{ [1].items() }}'),
    says: [
      "badVariable: group_vars/all.yml:1:28: variable 'cluster_name': in {{ [1].items() }}: a list has no method .items() (n1, n2) | check the type of the value",
    ],
  },
  {
    name: 'a call of what cannot be called',
    files: template('{{ 5() }}'),
    says: [
      "badVariable: group_vars/all.yml:1:20: variable 'cluster_name': in {{ 5() }}: this cannot be called (n1, n2) | correct the expression",
    ],
  },
  {
    name: 'a lookup nobody knows',
    files: template("{{ lookup('frobnicate', 1) }}"),
    says: [
      "unsupported: group_vars/all.yml:1:25: variable 'cluster_name': in {{ lookup('frobnicate', 1) }}: lookup('frobnicate') is not supported (n1, n2) | these are: cartesian, dict, env, file, first_found, flattened, indexed_items, inventory_hostnames, items, list, nested, password, sequence, template, together, unvault, vars; or pass the value with -e",
    ],
  },
  {
    name: 'a lookup that runs a program',
    files: template("{{ lookup('pipe', 'date') }}"),
    says: [
      "unsupported: group_vars/all.yml:1:25: variable 'cluster_name': in {{ lookup('pipe', 'date') }}: lookup('pipe') is not supported: evaluating an inventory runs no program (n1, n2) | these are: cartesian, dict, env, file, first_found, flattened, indexed_items, inventory_hostnames, items, list, nested, password, sequence, template, together, unvault, vars; or pass the value with -e",
    ],
  },
  {
    name: 'a lookup that asks others',
    files: template("{{ lookup('url', 'https://x.example') }}"),
    says: [
      "unsupported: group_vars/all.yml:1:25: variable 'cluster_name': in {{ lookup('url', 'https://x.example') }}: lookup('url') is not supported: evaluating an inventory asks nobody (n1, n2) | these are: cartesian, dict, env, file, first_found, flattened, indexed_items, inventory_hostnames, items, list, nested, password, sequence, template, together, unvault, vars; or pass the value with -e",
    ],
  },
  {
    name: 'a lookup of nothing',
    files: template('{{ lookup() }}'),
    says: [
      "unsupported: group_vars/all.yml:1:25: variable 'cluster_name': in {{ lookup() }}: lookup('') is not supported (n1, n2) | these are: cartesian, dict, env, file, first_found, flattened, indexed_items, inventory_hostnames, items, list, nested, password, sequence, template, together, unvault, vars; or pass the value with -e",
    ],
  },
  {
    name: 'a file that is not there',
    files: template("{{ lookup('file', 'x.txt') }}"),
    says: [
      "badVariable: group_vars/all.yml:1:25: variable 'cluster_name': in {{ lookup('file', 'x.txt') }}: lookup: no such file: x.txt (n1, n2) | relative paths start at the directory of the inventory",
    ],
  },
  {
    name: 'a template file that is not there',
    files: template("{{ lookup('template', 'x.j2') }}"),
    says: [
      "badVariable: group_vars/all.yml:1:25: variable 'cluster_name': in {{ lookup('template', 'x.j2') }}: lookup: no such file: x.j2 (n1, n2) | relative paths start at the directory of the inventory",
    ],
  },
  {
    name: 'none of some files',
    files: template("{{ lookup('first_found', ['a', 'b']) }}"),
    says: [
      "badVariable: group_vars/all.yml:1:25: variable 'cluster_name': in {{ lookup('first_found', ['a', 'b']) }}: lookup: none of the files exists (n1, n2) | correct the expression",
    ],
  },
  {
    name: 'a password without a length',
    files: template("{{ lookup('password', 'x length=abc') }}"),
    says: [
      "badVariable: group_vars/all.yml:1:25: variable 'cluster_name': in {{ lookup('password', 'x length=abc') }}: lookup: needs a length from 1 to 10000 and characters to choose from (n1, n2) | correct the expression",
    ],
  },
  {
    name: 'a sequence without an end',
    files: template("{{ lookup('sequence', 'start=1') }}"),
    says: [
      "badVariable: group_vars/all.yml:1:25: variable 'cluster_name': in {{ lookup('sequence', 'start=1') }}: lookup: needs whole numbers for start and end or count (n1, n2) | correct the expression",
    ],
  },
  {
    name: 'a variable by name that is not there',
    files: template("{{ lookup('vars', 'nope') }}"),
    says: [
      "badVariable: group_vars/all.yml:1:25: variable 'cluster_name': in {{ lookup('vars', 'nope') }}: 'nope' is undefined (n1, n2) | set nope, or say default=...",
    ],
  },
  {
    name: 'a filter that looks at files',
    files: template("{{ '/etc/*' | fileglob }}"),
    says: [
      "unsupported: group_vars/all.yml:1:30: variable 'cluster_name': in {{ '/etc/*' | fileglob }}: fileglob is not supported: it looks at the file system, and a plan must be the same everywhere (n1, n2) | write the value plainly, or pass it with -e",
    ],
  },
  {
    name: 'a filter that would be another every time',
    files: template("{{ ['a', 'b'] | random }}"),
    says: [
      "badVariable: group_vars/all.yml:1:32: variable 'cluster_name': in {{ ['a', 'b'] | random }}: random: needs a seed: without one a plan would be another every time (n1, n2) | add one: | random(seed=inventory_hostname)",
    ],
  },
  {
    name: 'a change of what others see',
    files: template('{{ site.list.append(2) }}', site),
    says: [
      "badVariable: group_vars/all.yml:2:35: variable 'cluster_name': in {{ site.list.append(2) }}: append: it would change a variable that others see (n1, n2) | make a copy first: {% set copy = NAME | list %} or {% set copy = dict(NAME) %}",
    ],
  },
  {
    name: 'an attribute of no namespace',
    files: template('{% set x = 1 %}{% set x.y = 1 %}'),
    says: [
      "badVariable: group_vars/all.yml:1:38: variable 'cluster_name': in {% set x.y = 1 %}: 'x' is no namespace() (n1, n2) | {% set x = namespace() %} first",
    ],
  },
  {
    name: 'names for items that are more',
    files: template('{% for a, b in [[1, 2, 3]] %}{% endfor %}'),
    says: [
      "badVariable: group_vars/all.yml:1:23: variable 'cluster_name': in {% for a, b in [[1, 2, 3]] %}: 2 names cannot be filled from 3 items (n1, n2) | name as many as there are items; of a mapping, loop over NAME.items()",
    ],
  },
];
