import type { BrokenCase } from './broken-case.ts';
import { all } from './broken-files.ts';

/** Values that YAML takes for something else, and files of it that are no inventory. */
export const yamlValueCases: readonly BrokenCase[] = [
  {
    name: 'a template without quotes',
    files: all('x: {{ y }}\n'),
    says: [
      'badInventory: group_vars/all.yml:1:4: a value that begins with {{ must stand in quotes | put the whole value in quotes: name: "{{ other }}/more"',
    ],
  },
  {
    name: 'a template without quotes, and more behind it',
    files: all('a: 1\nx: {{ y }}/z\n'),
    says: [
      'badInventory: group_vars/all.yml:2:4: a value that begins with {{ must stand in quotes | put the whole value in quotes: name: "{{ other }}/more"',
    ],
  },
  {
    name: 'a template without quotes in a list',
    files: all('x:\n  - {{ y }}\n'),
    says: [
      'badInventory: group_vars/all.yml:2:5: a value that begins with {{ must stand in quotes | put the whole value in quotes: name: "{{ other }}/more"',
    ],
  },
  {
    name: 'a statement without quotes',
    files: all('x: {% if a %}b{% endif %}\n'),
    says: [
      'badInventory: group_vars/all.yml:1:4: a value that begins with {% must stand in quotes | put the whole value in quotes: name: "{{ other }}/more"',
    ],
  },
  {
    name: 'a template for a name',
    files: all('{{ y }}: x\n'),
    says: [
      'badInventory: group_vars/all.yml:1:1: a value that begins with {{ must stand in quotes | put the whole value in quotes: name: "{{ other }}/more"',
    ],
  },
  {
    name: 'text with a colon',
    files: all('motd: note: this\n'),
    says: [
      "badInventory: group_vars/all.yml:1:7: there is a ': ' within the value, or the next line is indented too far | put the value in quotes, or align the next line with this one",
    ],
  },
  {
    name: 'text that begins with @',
    files: all('x: @home\n'),
    says: ['badInventory: group_vars/all.yml:1:4: a value cannot begin with @ unless it stands in quotes | put the value in quotes'],
  },
  {
    name: 'text that begins with %',
    files: all('x: %d\n'),
    says: ['badInventory: group_vars/all.yml:1:4: a value cannot begin with % unless it stands in quotes | put the value in quotes'],
  },
  {
    name: 'text that begins with a backtick',
    files: all('x: `date`\n'),
    says: ['badInventory: group_vars/all.yml:1:4: a value cannot begin with ` unless it stands in quotes | put the value in quotes'],
  },
  {
    name: 'text that begins with *',
    files: all('x: *.example.com\n'),
    says: [
      'badInventory: group_vars/all.yml:1:4: there is no anchor &.example.com above | put text that begins with * in quotes, or define the anchor above: &name',
    ],
  },
  {
    name: 'text that begins with &',
    files: all('x: & y\n'),
    says: ['badInventory: group_vars/all.yml:1:4: a value cannot begin with & or * unless it stands in quotes | put the value in quotes'],
  },
  {
    name: 'no space behind the colon',
    files: all('kube_version:1.36.4\n'),
    says: [
      'badInventory: group_vars/all.yml:1:1: a variables file must be a mapping of names to values | write a line "name: value" for each, with a space behind the colon',
    ],
  },
  {
    name: 'an assignment among variables',
    files: all('cluster_name: a\nkube_version=1.36.4\n'),
    says: [
      'badInventory: group_vars/all.yml:2:1: this line is not NAME: VALUE | write a colon and a space behind the name; further lines of a value are indented',
    ],
  },
  {
    name: 'a block of text that is not indented',
    files: all('x: |\ny\n'),
    says: [
      'badInventory: group_vars/all.yml:2:1: this line is not NAME: VALUE | write a colon and a space behind the name; further lines of a value are indented',
    ],
  },
  {
    name: 'text behind the | of a block',
    files: all('x: |z\n  y\n'),
    says: ['badInventory: group_vars/all.yml:1:5: behind | or > only - or + and a number may follow | begin the text on the next line'],
  },
  {
    name: 'a list for a file of variables',
    files: all('- kube_version: 1.36.4\n'),
    says: [
      'badInventory: group_vars/all.yml:1:1: a variables file must be a mapping of names to values | write a line "name: value" for each, with a space behind the colon',
    ],
  },
  {
    name: 'a list for a name',
    files: all('[a, b]: x\n'),
    says: ['badInventory: group_vars/all.yml:1:1: a key here is not a plain name | put templates and lists in quotes: "{{ name }}"'],
  },
  {
    name: 'no name at all',
    files: all(': x\n'),
    says: ['badInventory: group_vars/all.yml:1:1: there is no name before the colon | write name: value'],
  },
  {
    name: 'JSON cut off',
    files: { 'hosts.json': '{"all": {"hosts": {"n1": {' },
    says: [
      'badInventory: hosts.json:1:26: the { here is not closed, or a line of it is not indented | close it with }; its further lines are indented more than the name it belongs to',
    ],
  },
  {
    name: 'two values of JSON',
    files: { 'hosts.json': '{"all": {}} {"b": {}}' },
    says: ['badInventory: hosts.json:1:13: something stands behind the end | take it out'],
  },
];
