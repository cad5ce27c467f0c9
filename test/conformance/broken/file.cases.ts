import type { BrokenCase } from './broken-case.ts';
import { all, ini, soundHosts, yaml } from './broken-files.ts';

const utf16 = (text: string): Uint8Array => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
const latin1 = (text: string): Uint8Array => Buffer.from(text, 'latin1');

/** Files that cannot be what they are given for, and paths that lead nowhere. */
export const fileCases: readonly BrokenCase[] = [
  {
    name: 'an inventory in UTF-16',
    files: ini(utf16('[kube_node]\nn1\n')),
    says: ['badInventory: /site/hosts.ini:1:1: this is UTF-16 | save it as UTF-8: iconv -f UTF-16 -t UTF-8 /site/hosts.ini'],
  },
  {
    name: 'a file of variables in UTF-16',
    files: all(Buffer.from(utf16('kube_version: 1.36.4\n')).swap16()),
    says: [
      'badInventory: /site/group_vars/all.yml:1:1: this is UTF-16 | save it as UTF-8: iconv -f UTF-16 -t UTF-8 /site/group_vars/all.yml',
    ],
  },
  {
    name: 'UTF-16 without a mark',
    files: all(Buffer.from('kube_version: 1.36.4\n', 'utf16le')),
    says: [
      'badInventory: /site/group_vars/all.yml:1:2: here stands a NUL byte, so this is no text | an inventory and its files of variables are text in UTF-8',
    ],
  },
  {
    name: 'an inventory in Latin-1',
    files: ini(latin1('[kube_node]\n# Büro\nn1 ort=Köln\n')),
    says: [
      'badInventory: /site/hosts.ini:2:4: the text is not UTF-8 from here on | save it as UTF-8: iconv -f ISO-8859-1 -t UTF-8 /site/hosts.ini',
    ],
  },
  {
    name: 'a file of variables in Latin-1',
    files: all(latin1('cluster_name: a\nort: "Köln"\n')),
    says: [
      'badInventory: /site/group_vars/all.yml:2:8: the text is not UTF-8 from here on | save it as UTF-8: iconv -f ISO-8859-1 -t UTF-8 /site/group_vars/all.yml',
    ],
  },
  {
    name: 'Latin-1 behind a character that stands for unreadable ones',
    files: all(Buffer.concat([Buffer.from('a: \uFFFD\nb: '), latin1('ö\n')])),
    says: [
      'badInventory: /site/group_vars/all.yml:2:4: the text is not UTF-8 from here on | save it as UTF-8: iconv -f ISO-8859-1 -t UTF-8 /site/group_vars/all.yml',
    ],
  },
  {
    name: 'a NUL byte',
    files: all(Buffer.from('cluster_name: "a\0b"\n')),
    says: [
      'badInventory: /site/group_vars/all.yml:1:17: here stands a NUL byte, so this is no text | an inventory and its files of variables are text in UTF-8',
    ],
  },
  {
    name: 'a program',
    files: { hosts: Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0) },
    says: [
      'badInventory: /site/hosts:1:8: here stands a NUL byte, so this is no text | an inventory and its files of variables are text in UTF-8',
    ],
  },
  {
    name: 'broken YAML behind a byte order mark',
    files: all('\uFEFFa: 1\nx: [\n'),
    says: [
      'badInventory: group_vars/all.yml:2:4: the [ here is not closed, or a line of it is not indented | close it with ]; its further lines are indented more than the name it belongs to',
    ],
  },
  { name: 'no inventory', files: {}, inventories: [], says: ['usage: no inventory was given | name one: -i inventory.yaml'] },
  {
    name: 'an inventory without a name',
    files: soundHosts,
    inventories: [''],
    says: ['usage: the name of an inventory is empty | name one: -i inventory.yaml'],
  },
  {
    name: 'a file that is not there',
    files: soundHosts,
    inventories: ['host.ini'],
    says: ['badInventory: host.ini: no such inventory file or directory | it was sought as /site/host.ini'],
  },
  {
    name: 'a directory that is not there',
    files: soundHosts,
    inventories: ['inventory/prod'],
    says: ['badInventory: inventory/prod: no such inventory file or directory | it was sought as /site/inventory/prod'],
  },
  {
    name: 'a path through a file',
    files: soundHosts,
    inventories: ['hosts.ini/x'],
    says: ['badInventory: hosts.ini/x: no such inventory file or directory | it was sought as /site/hosts.ini/x'],
  },
  {
    name: 'a list of hosts',
    files: soundHosts,
    inventories: ['n1,n2'],
    says: ['badInventory: n1,n2: no such inventory file or directory | lists of hosts are not read; write the hosts into a file'],
  },
  {
    name: 'an empty file',
    files: ini(''),
    says: [
      'badInventory: hosts.ini:1:1: the inventory has no hosts | list hosts under a group, e.g. [kube_control_plane] with a line: node1 ansible_host=192.0.2.11',
    ],
  },
  {
    name: 'YAML that says nothing',
    files: yaml('---\n# later\n'),
    says: [
      'badInventory: hosts.yml:1:1: the inventory has no hosts | list hosts under a group, e.g. [kube_control_plane] with a line: node1 ansible_host=192.0.2.11',
    ],
  },
  {
    name: 'the sample, untouched',
    files: ini('[kube_control_plane]\n# node1\n\n[etcd:children]\nkube_control_plane\n\n[kube_node]\n# node1\n'),
    says: [
      'badInventory: hosts.ini:1:1: the inventory has no hosts | list hosts under a group, e.g. [kube_control_plane] with a line: node1 ansible_host=192.0.2.11',
    ],
  },
  {
    name: 'a script',
    files: { inventory: '#!/usr/bin/env python3\nprint("{}")\n' },
    says: [
      'badInventory: inventory:1:1: inventory scripts are not run | save what it gives: ansible-inventory -i SCRIPT --list --yaml > inventory.yaml',
    ],
  },
  {
    name: 'a script by its name',
    files: { 'inventory.py': 'import json\n' },
    says: [
      'badInventory: inventory.py:1:1: inventory scripts are not run | save what it gives: ansible-inventory -i SCRIPT --list --yaml > inventory.yaml',
    ],
  },
  {
    name: 'TOML',
    files: { 'hosts.toml': '[all.hosts]\nn1 = {}\n' },
    says: [
      'badInventory: hosts.toml:1:1: TOML inventories are not read | convert it: ansible-inventory -i FILE --list --yaml > inventory.yaml',
    ],
  },
  {
    name: 'what a script gives',
    files: { 'hosts.json': '{"_meta": {"hostvars": {}}, "all": {"children": ["ungrouped"]}}' },
    says: ['badInventory: hosts.json:1:1: this is the output of an inventory script | save the output of: ansible-inventory --list --yaml'],
  },
  {
    name: 'what a script without _meta gives',
    files: { 'hosts.json': '{"all": {"children": ["ungrouped"]}, "kube_node": ["n1"]}' },
    says: [
      'badInventory: hosts.json:1:22: the children of group \'all\' must be a mapping | write "name:" or "name: value" lines, without "-" in front',
    ],
  },
  {
    name: 'the configuration of a plugin',
    files: { 'aws_ec2.yml': 'plugin: amazon.aws.aws_ec2\nregions: [eu-central-1]\n' },
    says: [
      'badInventory: aws_ec2.yml:1:1: this configures an inventory plugin, and those are not run | save what it gives: ansible-inventory -i FILE --list --yaml > inventory.yaml',
    ],
  },
  {
    name: 'a playbook',
    files: { 'cluster.yml': '- hosts: all\n  roles: [x]\n' },
    says: ['badInventory: cluster.yml:1:1: an inventory must be a mapping of groups | begin with "all:" and put hosts under "hosts:"'],
  },
  {
    name: 'a file of variables for an inventory',
    files: { 'group_vars/all.yml': 'cluster_name: a\n' },
    says: [
      "badInventory: group_vars/all.yml:1:15: group 'cluster_name' must be a mapping | put hosts, vars or children under the group; variables go under the vars of a group, or into group_vars/",
    ],
  },
  {
    name: 'a directory without inventories',
    files: { 'inv/group_vars/all.yml': 'a: 1\n' },
    inventories: ['inv'],
    says: ['badInventory: inv:1:1: the directory holds no inventory file | name the file itself: -i DIR/inventory.ini'],
  },
  {
    name: 'a directory of files that are passed over',
    files: { 'inv/hosts.bak': 'n1\n', 'inv/README.md': 'Hi\n' },
    inventories: ['inv'],
    says: ['badInventory: inv:1:1: the directory holds no inventory file | name the file itself: -i DIR/inventory.ini'],
  },
  {
    name: 'the directory above that of the inventory',
    files: { 'inventory/prod/hosts.ini': soundHosts['hosts.ini'], 'inventory/prod/group_vars/all.yml': 'kube_version: 1.35.1\n' },
    inventories: ['inventory'],
    says: [],
    notes: ['inventory/prod/group_vars: not read, variables are sought beside what is named; name it: -i inventory/prod'],
  },
  {
    name: 'a file where the directory of variables should be',
    files: { ...soundHosts, group_vars: 'a: 1\n' },
    says: [],
    notes: ['group_vars: not read, it must be a directory of files by name'],
  },
  {
    name: 'variables in INI',
    files: { ...soundHosts, 'group_vars/all.ini': 'a=1\n' },
    says: [],
    notes: ['group_vars/all.ini: not read, variable files end in .yml, .yaml, .json or have no extension'],
  },
  {
    name: 'variables of a group and a host nobody has',
    files: { ...soundHosts, 'group_vars/kube_nodes.yml': 'a: 1\n', 'host_vars/n3.yml': 'a: 1\n' },
    says: [],
    notes: [
      "group_vars/kube_nodes.yml: not read, there is no group 'kube_nodes'; did you mean 'kube_node'?",
      "host_vars/n3.yml: not read, there is no host 'n3'; did you mean 'n1'?",
    ],
  },
  {
    name: 'two files of variables for one group',
    files: { ...soundHosts, 'group_vars/all': 'cluster_name: a.b\n', 'group_vars/all.yml': 'cluster_name: c.d\n' },
    says: [],
    notes: ['group_vars/all.yml: not read, all stands beside it and goes first'],
  },
  {
    name: 'a template file among variables',
    files: { ...soundHosts, 'group_vars/all/x.yml.j2': 'a: 1\n' },
    says: [],
    notes: ['group_vars/all/x.yml.j2: not read, variable files end in .yml, .yaml, .json or have no extension'],
  },
];
