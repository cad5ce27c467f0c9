import type { BrokenCase } from './broken-case.ts';
import { ini, soundSections } from './broken-files.ts';

/** Under the section kube_node. */
const nodes = (lines: string) => ini(`[kube_node]\n${lines}\n`);

/** Names, ranges and ports of hosts that are none, and values INI has its own idea of. */
export const hostNameCases: readonly BrokenCase[] = [
  {
    name: 'an empty host name',
    files: nodes('"" a=1'),
    says: [
      'badInventory: hosts.ini:2:1: a host name is empty | write a name, name:port, or a range such as node[1:3], node[01:20:2], db-[a:c]; variables go into [GROUP:vars]',
    ],
  },
  {
    name: 'a template for a host',
    files: nodes('node-{{ x }}'),
    says: [
      'badInventory: hosts.ini:2:1: "node-{{" cannot be the name of a host | write a name, name:port, or a range such as node[1:3], node[01:20:2], db-[a:c]; variables go into [GROUP:vars]',
    ],
  },
  {
    name: 'a control character in a host name',
    files: nodes('n1\u001b[31m a=1'),
    says: [
      'badInventory: hosts.ini:2:1: "n1\\u001b[31m" cannot be the name of a host | write a name, name:port, or a range such as node[1:3], node[01:20:2], db-[a:c]; variables go into [GROUP:vars]',
    ],
  },
  {
    name: 'a range without an end',
    files: nodes('node[1:]'),
    says: [
      "badInventory: hosts.ini:2:1: the range [1:] in 'node[1:]' has no end | write a name, name:port, or a range such as node[1:3], node[01:20:2], db-[a:c]; variables go into [GROUP:vars]",
    ],
  },
  {
    name: 'a range with a dash',
    files: nodes('node[1-3]'),
    says: [
      "badInventory: hosts.ini:2:1: the range [1-3] in 'node[1-3]' has no end | write a name, name:port, or a range such as node[1:3], node[01:20:2], db-[a:c]; variables go into [GROUP:vars]",
    ],
  },
  {
    name: 'a range that is not closed',
    files: nodes('node[1:3'),
    says: [
      "badInventory: hosts.ini:2:1: the range in 'node[1:3' is not closed with ']' | write a name, name:port, or a range such as node[1:3], node[01:20:2], db-[a:c]; variables go into [GROUP:vars]",
    ],
  },
  {
    name: 'a range that is not opened',
    files: nodes('node13]'),
    says: [
      "badInventory: hosts.ini:2:1: 'node13]' has a ']' without a '[' | write a name, name:port, or a range such as node[1:3], node[01:20:2], db-[a:c]; variables go into [GROUP:vars]",
    ],
  },
  {
    name: 'an empty range',
    files: nodes('node[]'),
    says: [
      "badInventory: hosts.ini:2:1: the range [] in 'node[]' has no end | write a name, name:port, or a range such as node[1:3], node[01:20:2], db-[a:c]; variables go into [GROUP:vars]",
    ],
  },
  {
    name: 'a range backwards',
    files: nodes('node[5:3]'),
    says: [
      'badInventory: hosts.ini:2:1: the range [5:3] begins after its end | write a name, name:port, or a range such as node[1:3], node[01:20:2], db-[a:c]; variables go into [GROUP:vars]',
    ],
  },
  {
    name: 'a range of letters backwards',
    files: nodes('node[f:a]'),
    says: [
      'badInventory: hosts.ini:2:1: the range [f:a] begins after its end | write a name, name:port, or a range such as node[1:3], node[01:20:2], db-[a:c]; variables go into [GROUP:vars]',
    ],
  },
  {
    name: 'a range of words',
    files: nodes('node[aa:bb]'),
    says: [
      "badInventory: hosts.ini:2:1: the range [aa:bb] in 'node[aa:bb]' is neither numbers nor single letters | write a name, name:port, or a range such as node[1:3], node[01:20:2], db-[a:c]; variables go into [GROUP:vars]",
    ],
  },
  {
    name: 'a range from a number to a letter',
    files: nodes('node[1:c]'),
    says: [
      "badInventory: hosts.ini:2:1: the range [1:c] in 'node[1:c]' is neither numbers nor single letters | write a name, name:port, or a range such as node[1:3], node[01:20:2], db-[a:c]; variables go into [GROUP:vars]",
    ],
  },
  {
    name: 'a range with step zero',
    files: nodes('node[1:3:0]'),
    says: [
      "badInventory: hosts.ini:2:1: the step of the range [1:3:0] in 'node[1:3:0]' is not a positive number | write a name, name:port, or a range such as node[1:3], node[01:20:2], db-[a:c]; variables go into [GROUP:vars]",
    ],
  },
  {
    name: 'a range with a step backwards',
    files: nodes('node[3:1:-1]'),
    says: [
      "badInventory: hosts.ini:2:1: the step of the range [3:1:-1] in 'node[3:1:-1]' is not a positive number | write a name, name:port, or a range such as node[1:3], node[01:20:2], db-[a:c]; variables go into [GROUP:vars]",
    ],
  },
  {
    name: 'a range of four parts',
    files: nodes('node[1:2:3:4]'),
    says: [
      "badInventory: hosts.ini:2:1: the range [1:2:3:4] in 'node[1:2:3:4]' has too many colons | write a name, name:port, or a range such as node[1:3], node[01:20:2], db-[a:c]; variables go into [GROUP:vars]",
    ],
  },
  {
    name: 'a range padded to two widths',
    files: nodes('node[01:100]'),
    says: [
      'badInventory: hosts.ini:2:1: the range [01:100] is padded, so both ends must have the same number of digits | write a name, name:port, or a range such as node[1:3], node[01:20:2], db-[a:c]; variables go into [GROUP:vars]',
    ],
  },
  {
    name: 'a range of a million',
    files: nodes('node[1:1000000]'),
    says: [
      'badInventory: hosts.ini:2:1: the range [1:1000000] names more than 100000 hosts | write a name, name:port, or a range such as node[1:3], node[01:20:2], db-[a:c]; variables go into [GROUP:vars]',
    ],
  },
  {
    name: 'ranges that multiply',
    files: nodes('r[1:500]-s[1:500]'),
    says: [
      "badInventory: hosts.ini:2:1: the ranges of 'r[1:500]-s[1:500]' name more than 100000 hosts | write a name, name:port, or a range such as node[1:3], node[01:20:2], db-[a:c]; variables go into [GROUP:vars]",
    ],
  },
  {
    name: 'a range of numbers without measure',
    files: nodes(`node[${'9'.repeat(19)}8:${'9'.repeat(20)}]`),
    says: [
      'badInventory: hosts.ini:2:1: the range [99999999999999999998:99999999999999999999] has numbers of too many digits | write a name, name:port, or a range such as node[1:3], node[01:20:2], db-[a:c]; variables go into [GROUP:vars]',
    ],
  },
  {
    name: 'a port that is a word',
    files: nodes('n1:ssh'),
    says: [
      "badInventory: hosts.ini:2:1: after the colon in 'n1:ssh' a port number is expected | write a name, name:port, or a range such as node[1:3], node[01:20:2], db-[a:c]; variables go into [GROUP:vars]",
    ],
  },
  {
    name: 'a port that is too large',
    files: nodes('n1:70000'),
    says: [
      'badInventory: hosts.ini:2:1: 70000 is not a port number | write a name, name:port, or a range such as node[1:3], node[01:20:2], db-[a:c]; variables go into [GROUP:vars]',
    ],
  },
  {
    name: 'port zero',
    files: nodes('n1:0'),
    says: [
      'badInventory: hosts.ini:2:1: 0 is not a port number | write a name, name:port, or a range such as node[1:3], node[01:20:2], db-[a:c]; variables go into [GROUP:vars]',
    ],
  },
  {
    name: 'no port behind the colon',
    files: nodes('n1:'),
    says: [
      "badInventory: hosts.ini:2:1: 'n1:' is not a host | write a name, or name:port; an inventory in YAML must be in a file that ends in .yml or .yaml",
    ],
  },
  {
    name: 'YAML in a file that is read as INI',
    files: ini('all:\n  hosts:\n    n1:\n'),
    says: [
      "badInventory: hosts.ini:1:1: 'all:' is not a host | write a name, or name:port; an inventory in YAML must be in a file that ends in .yml or .yaml",
    ],
  },
  {
    name: 'INI in a file that is read as YAML',
    files: { 'hosts.yml': '# ours\n\n[kube_node]\nn1 ansible_host=192.0.2.1\n' },
    says: [
      'badInventory: hosts.yml:3:1: this looks like INI, and the file is read as YAML | let the name of the inventory end in .ini, or in nothing',
    ],
  },
  {
    name: 'a priority that is a word',
    files: ini(`${soundSections}[kube_node:vars]\nansible_group_priority=high\n`),
    says: [
      "badInventory: hosts.ini:8:1: ansible_group_priority of 'kube_node' must be a whole number | higher numbers win among groups of one depth; the default is 1",
    ],
  },
  {
    name: 'a list without quotes',
    files: ini(`${soundSections}[all:vars]\nupstream_dns_servers=[1.1.1.1]\n`),
    says: [
      "badVariable: upstream_dns_servers must be a list (hosts.ini:8) | upstream_dns_servers (list of addresses): Where other names are asked; empty is the node's own resolvers.",
    ],
  },
];
