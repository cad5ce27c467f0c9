import type { BrokenCase } from './broken-case.ts';
import { all, yaml } from './broken-files.ts';

/** Nine aliases of the line before on every line. */
const multiplied = [
  'a: &a [x, x]',
  ...[...'bcdefgh'].map(
    (name, at) =>
      `${name}: &${name} [${Array(9)
        .fill(`*${'abcdefg'[at] ?? ''}`)
        .join(', ')}]`,
  ),
];

/** What is no YAML, or not what people took it for. */
export const yamlSyntaxCases: readonly BrokenCase[] = [
  {
    name: 'a tab as indentation',
    files: yaml('all:\n\thosts:\n\t\tn1:\n'),
    says: ['badInventory: hosts.yml:2:1: a tab in the indentation | indent with spaces'],
  },
  {
    name: 'a tab between spaces',
    files: yaml('all:\n  hosts:\n  \tn1:\n'),
    says: ['badInventory: hosts.yml:3:3: a tab in the indentation | indent with spaces'],
  },
  {
    name: 'a line that is indented too far',
    files: all('a: 1\n  b: 2\n'),
    says: [
      "badInventory: group_vars/all.yml:1:4: there is a ': ' within the value, or the next line is indented too far | put the value in quotes, or align the next line with this one",
    ],
  },
  {
    name: 'a line that falls out of its block',
    files: yaml('all:\n    hosts:\n      n1:\n   vars:\n      a: 1\n'),
    says: ['badInventory: hosts.yml:3:10: this line begins in another column than the others of its block | align it with them'],
  },
  {
    name: 'a double quote that is never closed',
    files: all('cluster_name: "prod\nkube_version: 1.36.4\n'),
    says: ['badInventory: group_vars/all.yml:1:15: the quote " is never closed | close it at the end of the value'],
  },
  {
    name: 'a single quote that is never closed',
    files: all("cluster_name: a\nmotd: 'prod\nkube_version: 1.36.4\n"),
    says: ["badInventory: group_vars/all.yml:2:7: the quote ' is never closed | close it at the end of the value"],
  },
  {
    name: 'an apostrophe within single quotes',
    files: all("motd: 'it's me'\n"),
    says: [
      'badInventory: group_vars/all.yml:1:11: the value ends before this | put the whole value in quotes; a single quote in single quotes is written twice',
    ],
  },
  {
    name: 'a brace that is never closed',
    files: all('node_labels: {a: b\nkube_version: 1.36.4\n'),
    says: [
      'badInventory: group_vars/all.yml:1:14: the { here is not closed, or a line of it is not indented | close it with }; its further lines are indented more than the name it belongs to',
    ],
  },
  {
    name: 'a bracket that is never closed',
    files: all('upstream_dns_servers: [1.1.1.1,\n  8.8.8.8\nkube_version: 1.36.4\n'),
    says: [
      'badInventory: group_vars/all.yml:1:23: the [ here is not closed, or a line of it is not indented | close it with ]; its further lines are indented more than the name it belongs to',
    ],
  },
  {
    name: 'a bracket too many',
    files: all('upstream_dns_servers: [1.1.1.1]]\n'),
    says: ['badInventory: group_vars/all.yml:1:32: there is a ] too many | take it out, or put the value in quotes'],
  },
  {
    name: 'a comma too many',
    files: yaml('all: {hosts: {n1: {},,}}\n'),
    says: ['badInventory: hosts.yml:1:22: the , here separates nothing | take it out'],
  },
  {
    name: 'a comma too few',
    files: all('node_labels: {a: b c: d}\n'),
    says: [
      "badInventory: group_vars/all.yml:1:18: a comma is missing before this, or a ': ' stands within a value | separate items with commas, and put values with a colon in quotes",
    ],
  },
  {
    name: 'an escape that is none',
    files: all('motd: "C:\\temp\\q"\n'),
    says: ['badInventory: group_vars/all.yml:1:15: \\q is no escape sequence | write backslashes twice, or use single quotes'],
  },
  {
    name: 'a variable given twice',
    files: all('kube_version: 1.36.4\ncluster_name: a\nkube_version: 1.35.0\n'),
    says: [
      'badInventory: group_vars/all.yml:3:1: this key was given before in the same mapping, in line 1 | remove one of the two; only the last would count',
    ],
  },
  {
    name: 'a host given twice',
    files: yaml('all:\n  hosts:\n    n1:\n    n1:\n'),
    says: [
      'badInventory: hosts.yml:4:5: this key was given before in the same mapping, in line 3 | remove one of the two; only the last would count',
    ],
  },
  {
    name: 'a key given twice within a value',
    files: all('node_labels: {a: b, a: c}\n'),
    says: [
      'badInventory: group_vars/all.yml:1:21: this key was given before in the same mapping, in line 1 | remove one of the two; only the last would count',
    ],
  },
  {
    name: 'a second document',
    files: all('a: 1\n---\nb: 2\n'),
    says: [
      'badInventory: group_vars/all.yml:2:1: a second YAML document begins here | keep one document in the file: remove the line "---" between them',
    ],
  },
  {
    name: 'an unknown tag',
    files: all('x: !secret y\n'),
    says: [
      'badInventory: group_vars/all.yml:1:12: the tag !secret is unknown | write the value plainly, or in quotes if it begins with "!"',
    ],
  },
  {
    name: 'a tag that would run Python',
    files: all('x: !!python/object/apply:os.system [ls]\n'),
    says: [
      'badInventory: group_vars/all.yml:1:36: the tag !!python/object/apply:os.system is unknown | write the value plainly, or in quotes if it begins with "!"',
    ],
  },
  {
    name: 'a tag of YAML for what has no form here',
    files: all('x: !!set {a, b}\n'),
    says: ['badInventory: group_vars/all.yml:1:10: the tag !!set is unknown | write the value plainly, or in quotes if it begins with "!"'],
  },
  {
    name: 'text that begins with an exclamation mark',
    files: all('x: !important\n'),
    says: [
      'badInventory: group_vars/all.yml:1:14: the tag !important is unknown | write the value plainly, or in quotes if it begins with "!"',
    ],
  },
  {
    name: 'an alias without an anchor',
    files: all('x: *nothing\n'),
    says: [
      'badInventory: group_vars/all.yml:1:4: there is no anchor &nothing above | put text that begins with * in quotes, or define the anchor above: &name',
    ],
  },
  {
    name: 'an alias before its anchor',
    files: all('x: *later\ny: &later 1\n'),
    says: [
      'badInventory: group_vars/all.yml:1:4: there is no anchor &later above | put text that begins with * in quotes, or define the anchor above: &name',
    ],
  },
  {
    name: 'an anchor that stands within itself',
    files: all('x: &x\n  a: *x\n'),
    says: ['badInventory: group_vars/all.yml:2:6: an anchor stands within itself | take the alias (*name) out of the value it names'],
  },
  {
    name: 'an anchor that merges itself',
    files: all('x: &x\n  <<: *x\n'),
    says: ['badInventory: group_vars/all.yml:2:7: an anchor stands within itself | take the alias (*name) out of the value it names'],
  },
  {
    name: 'a merge of text',
    files: all('x: &x text\ny:\n  <<: *x\n'),
    says: ['badInventory: group_vars/all.yml:3:3: a merge key << that does not hold a mapping | merge an anchor of a mapping: <<: *name'],
  },
  {
    name: 'aliases that multiply',
    files: all(`${multiplied.join('\n')}\n`),
    says: [
      'badInventory: group_vars/all.yml:6:7: the aliases in this value multiply without bounds | use fewer aliases (*name) within anchors (&name)',
    ],
  },
  {
    name: 'thousands of brackets',
    files: all(`x: ${'['.repeat(5000)}${']'.repeat(5000)}\n`),
    says: ['badInventory: group_vars/all.yml:1:1: the YAML is nested too deeply | inventories and variables need only a few levels'],
  },
  {
    name: 'a hundred levels',
    files: all(`x:\n  y: ${'['.repeat(101)}${']'.repeat(101)}\n`),
    says: ['badInventory: group_vars/all.yml:2:105: the YAML is nested too deeply | inventories and variables need only a few levels'],
  },
];
