import type { BrokenCase } from './broken-case.ts';
import { ini, soundSections } from './broken-files.ts';

/** Under the section kube_node. */
const nodes = (lines: string) => ini(`[kube_node]\n${lines}\n`);

/** What is no INI inventory. */
export const iniCases: readonly BrokenCase[] = [
  {
    name: 'a header that is not closed',
    files: ini('[kube_node\nn1\n'),
    says: ["badInventory: hosts.ini:1:1: the section header '[kube_node' cannot be read | write [GROUP], [GROUP:children] or [GROUP:vars]"],
  },
  {
    name: 'a header with a space',
    files: ini('[kube node]\nn1\n'),
    says: [
      "badInventory: hosts.ini:1:1: the section header '[kube node]' cannot be read | write [GROUP], [GROUP:children] or [GROUP:vars]",
    ],
  },
  {
    name: 'an empty header',
    files: ini('[]\nn1\n'),
    says: ["badInventory: hosts.ini:1:1: the section header '[]' cannot be read | write [GROUP], [GROUP:children] or [GROUP:vars]"],
  },
  {
    name: 'a header in two brackets',
    files: ini('[[x]]\nn1\n'),
    says: ["badInventory: hosts.ini:1:1: the section header '[[x]]' cannot be read | write [GROUP], [GROUP:children] or [GROUP:vars]"],
  },
  {
    name: 'text behind a header',
    files: ini('[kube_node] n1\n'),
    says: [
      "badInventory: hosts.ini:1:1: the section header '[kube_node] n1' cannot be read | write [GROUP], [GROUP:children] or [GROUP:vars]",
    ],
  },
  {
    name: 'a section of an unknown kind',
    files: ini(`${soundSections}[kube_node:var]\na=1\n`),
    says: ["badInventory: hosts.ini:7:12: there is no section of the kind 'var' | write [GROUP], [GROUP:children] or [GROUP:vars]"],
  },
  {
    name: 'a section of two kinds',
    files: ini(`${soundSections}[kube_node:children:vars]\na=1\n`),
    says: [
      "badInventory: hosts.ini:7:1: the section header '[kube_node:children:vars]' cannot be read | write [GROUP], [GROUP:children] or [GROUP:vars]",
    ],
  },
  {
    name: 'a double quote that is never closed',
    files: nodes('n1 note="a b'),
    says: ['badInventory: hosts.ini:2:9: the quote " is never closed | close the quote, or escape it with a backslash'],
  },
  {
    name: 'a single quote that is never closed',
    files: nodes("n1 a=1 note='a b"),
    says: ["badInventory: hosts.ini:2:13: the quote ' is never closed | close the quote, or escape it with a backslash"],
  },
  {
    name: 'a backslash at the end',
    files: nodes('n1 path=C:\\'),
    says: ['badInventory: hosts.ini:2:11: a backslash ends the line | close the quote, or escape it with a backslash'],
  },
  {
    name: 'a word behind a host',
    files: nodes('n1 gpu'),
    says: [
      'badInventory: hosts.ini:2:4: \'gpu\' is not name=value | one host a line; behind it only name=value, without spaces around "=", and with quotes where the value has some: name="a b"',
    ],
  },
  {
    name: 'two hosts on a line',
    files: nodes('n1 n2'),
    says: [
      'badInventory: hosts.ini:2:4: \'n2\' is not name=value | one host a line; behind it only name=value, without spaces around "=", and with quotes where the value has some: name="a b"',
    ],
  },
  {
    name: 'spaces around an equals sign',
    files: nodes('n1 ansible_host = 192.0.2.1'),
    says: [
      'badInventory: hosts.ini:2:4: \'ansible_host\' is not name=value | one host a line; behind it only name=value, without spaces around "=", and with quotes where the value has some: name="a b"',
    ],
  },
  {
    name: 'a value with a space',
    files: nodes('n1 note=hello world'),
    says: [
      'badInventory: hosts.ini:2:15: \'world\' is not name=value | one host a line; behind it only name=value, without spaces around "=", and with quotes where the value has some: name="a b"',
    ],
  },
  {
    name: 'no name before the equals sign',
    files: nodes('n1 =5'),
    says: [
      'badInventory: hosts.ini:2:4: \'=5\' is not name=value | one host a line; behind it only name=value, without spaces around "=", and with quotes where the value has some: name="a b"',
    ],
  },
  {
    name: 'a name without a value among variables',
    files: ini(`${soundSections}[kube_node:vars]\ngpu\n`),
    says: ["badInventory: hosts.ini:8:1: 'gpu' is not name=value | in [kube_node:vars] each line is name=value"],
  },
  {
    name: 'a line of YAML among variables',
    files: ini(`${soundSections}[kube_node:vars]\ngpu: true\n`),
    says: ["badInventory: hosts.ini:8:1: 'gpu: true' is not name=value | in [kube_node:vars] each line is name=value"],
  },
  {
    name: 'a variable among hosts',
    files: nodes('n1\nkube_version=1.36.4'),
    says: [
      'badInventory: hosts.ini:3:1: "kube_version=1.36.4" cannot be the name of a host | write a name, name:port, or a range such as node[1:3], node[01:20:2], db-[a:c]; variables go into [GROUP:vars]',
    ],
  },
  {
    name: 'a variable with spaces among hosts',
    files: nodes('n1\nkube_version = 1.36.4'),
    says: [
      'badInventory: hosts.ini:3:14: \'=\' is not name=value | one host a line; behind it only name=value, without spaces around "=", and with quotes where the value has some: name="a b"',
    ],
  },
  {
    name: 'a variable among children',
    files: ini(`${soundSections}[k8s_cluster:children]\nkube_node x=1\n`),
    says: [
      "badInventory: hosts.ini:8:1: 'kube_node x=1' is not a group name | list one group a line in [k8s_cluster:children]; variables go into [k8s_cluster:vars]",
    ],
  },
  {
    name: 'a range among children',
    files: ini(`${soundSections}[k8s_cluster:children]\nnode[1:3]\n`),
    says: [
      "badInventory: hosts.ini:8:1: 'node[1:3]' is not a group name | list one group a line in [k8s_cluster:children]; variables go into [k8s_cluster:vars]",
    ],
  },
  {
    name: 'commas between hosts',
    files: nodes('n1,n2'),
    says: [
      "badInventory: hosts.ini:2:1: the host name 'n1,n2' contains a space or comma | write a name, name:port, or a range such as node[1:3], node[01:20:2], db-[a:c]; variables go into [GROUP:vars]",
    ],
  },
];
