import type { BrokenCase } from './broken-case.ts';
import { all, ini, soundSections, yaml } from './broken-files.ts';

/** Groups and hosts that do not go together. */
export const groupCases: readonly BrokenCase[] = [
  {
    name: 'a group within itself',
    files: ini(`${soundSections}[a:children]\nb\n[b:children]\nc\n[c:children]\na\n`),
    says: ["badInventory: hosts.ini:12:1: the group 'a' contains itself: a -> b -> c -> a | remove one of these children"],
  },
  {
    name: 'a group that is its own child',
    files: yaml('kube_node: {hosts: {n1: }, children: {kube_node: }}\n'),
    says: ["badInventory: hosts.yml:1:39: the group 'kube_node' contains itself: kube_node -> kube_node | remove one of these children"],
  },
  {
    name: 'all as a child',
    files: yaml('kube_node: {hosts: {n1: }, children: {all: }}\n'),
    says: ["badInventory: hosts.yml:1:39: 'all' cannot be a child of 'kube_node': it holds every group | name the groups that are meant"],
  },
  {
    name: 'a child nobody knows',
    files: ini(`${soundSections}[k8s_cluster:children]\nstorage\n`),
    says: [
      "badInventory: hosts.ini:8:1: group 'k8s_cluster' has the child 'storage', which no inventory defines | add a section [storage], or correct the name",
    ],
  },
  {
    name: 'a misspelt child',
    files: ini(`${soundSections}[k8s_cluster:children]\nkube_nodes\n`),
    says: [
      "badInventory: hosts.ini:8:1: group 'k8s_cluster' has the child 'kube_nodes', which no inventory defines; did you mean 'kube_node'? | add a section [kube_nodes], or correct the name",
    ],
  },
  {
    name: 'a host among child groups',
    files: ini(`${soundSections}[k8s_cluster:children]\nn1\n`),
    says: [
      "badInventory: hosts.ini:8:1: 'n1' is a host but stands among the child groups of 'k8s_cluster' | list hosts under the group's hosts ([k8s_cluster] in INI, \"hosts:\" in YAML)",
    ],
  },
  {
    name: 'a host among child groups in YAML',
    files: yaml('kube_node: {hosts: {n1: }}\nk8s_cluster: {children: {n1: }}\n'),
    says: [
      "badInventory: hosts.yml:2:26: 'n1' is a host but stands among the child groups of 'k8s_cluster' | list hosts under the group's hosts ([k8s_cluster] in INI, \"hosts:\" in YAML)",
    ],
  },
  {
    name: 'a group among hosts',
    files: ini(`${soundSections}[k8s_cluster]\nkube_node\n`),
    says: [
      "badInventory: hosts.ini:8:1: 'kube_node' is both a host and a group (hosts.ini:5:2) | rename the host, or name the group in a section [GROUP:children]",
    ],
  },
  {
    name: 'variables of a misspelt group',
    files: ini(`${soundSections}[kube_nodes:vars]\na=1\n`),
    says: [
      "badInventory: hosts.ini:7:2: variables are set for the group 'kube_nodes', which no inventory defines; did you mean 'kube_node'? | add a section [kube_nodes], or correct the name",
    ],
  },
  {
    name: 'a misspelt kube_node',
    files: ini('[kube_control_plane]\nn1 ip=192.0.2.1\n[etcd]\nn1\n[kube_nodes]\nn2 ip=192.0.2.2\n'),
    says: [],
    notes: [
      'n2 is in none of kube_control_plane, kube_node and etcd, and is left alone (groups: kube_nodes); did you mean kube_node instead of kube_nodes?',
    ],
  },
  {
    name: 'a misspelt kube_control_plane',
    files: ini('[kube_controlplane]\nn1 ip=192.0.2.1\n[etcd]\nn1\n[kube_node]\nn1\n'),
    says: [
      'badInventory: kube_control_plane has no hosts, but there is a group kube_controlplane | put at least one host in it, three for a cluster that survives one',
    ],
  },
  {
    name: 'names of one’s own',
    files: ini('[masters]\nn1 ip=192.0.2.1\n[workers]\nn2 ip=192.0.2.2\n'),
    says: [
      'badInventory: kube_control_plane has no hosts | put at least one host in it, three for a cluster that survives one',
      'badInventory: etcd has no hosts | put one, three or five hosts in it; those of kube_control_plane will do',
    ],
    notes: ['n1, n2 are in none of kube_control_plane, kube_node and etcd, and are left alone (groups: masters, workers)'],
  },
  {
    name: 'no control plane',
    files: ini('[etcd]\nn1 ip=192.0.2.1\n[kube_node]\nn1\n'),
    says: ['badInventory: kube_control_plane has no hosts | put at least one host in it, three for a cluster that survives one'],
  },
  {
    name: 'an empty etcd',
    files: ini('[kube_control_plane]\nn1 ip=192.0.2.1\n[kube_node]\nn1\n[etcd]\n'),
    says: ['badInventory: etcd has no hosts | put one, three or five hosts in it; those of kube_control_plane will do'],
  },
  {
    name: 'nodes and nothing else',
    files: ini('[kube_node]\nn1 ip=192.0.2.1\n'),
    says: [
      'badInventory: kube_control_plane has no hosts | put at least one host in it, three for a cluster that survives one',
      'badInventory: etcd has no hosts | put one, three or five hosts in it; those of kube_control_plane will do',
    ],
  },
  {
    name: 'hosts in no group',
    files: ini('n1\nn2\n'),
    says: [
      'badInventory: kube_control_plane has no hosts | put at least one host in it, three for a cluster that survives one',
      'badInventory: etcd has no hosts | put one, three or five hosts in it; those of kube_control_plane will do',
    ],
    notes: ['n1, n2 are in none of kube_control_plane, kube_node and etcd, and are left alone (in no group)'],
  },
  {
    name: 'two members of etcd',
    files: ini(`${soundSections}[etcd]\nn2 ip=192.0.2.2\n`),
    says: ['badInventory: etcd has 2 hosts: an even number survives no more failures than one fewer (n1, n2) | add or take out one host'],
  },
  {
    name: 'a host in no group of the cluster',
    files: ini(`${soundSections}[storage]\ns1\n`),
    says: [],
    notes: ['s1 is in none of kube_control_plane, kube_node and etcd, and is left alone (groups: storage)'],
  },
  {
    name: 'a host in k8s_cluster alone',
    files: ini(`${soundSections}[k8s_cluster]\nn9\n`),
    says: [],
    notes: ['n9 is in none of kube_control_plane, kube_node and etcd, and is left alone (groups: k8s_cluster)'],
  },
  {
    name: 'a group without hosts',
    files: ini(`${soundSections}[storage]\n`),
    says: [],
    notes: ["hosts.ini:7:2: group 'storage' has no hosts"],
  },
  {
    name: 'route reflectors',
    files: ini(`${soundSections}[calico_rr]\nrr1 ip=192.0.2.9\n`),
    says: ['badInventory: calico_rr has hosts, and route reflectors are not built yet (rr1) | empty the group'],
  },
  {
    name: 'a name no node can have',
    files: ini(soundSections.replaceAll('n1', 'Node_1')),
    says: [
      'badInventory: Node_1 cannot be the name of a node (Node_1) | name it in lower case letters, digits, - and . (or set kube_override_hostname)',
    ],
  },
  {
    name: 'a host whose address nobody knows yet',
    files: ini(soundSections.replace(' ip=192.0.2.1', '')),
    says: [],
    notes: ['ip waits for facts of n1'],
  },
  {
    name: 'one address for two hosts',
    files: ini(`${soundSections}n2 ip=192.0.2.1\n`),
    says: [
      'badVariable: ip of n1 and n2 is the same: both daemons would listen on the address 192.0.2.1 (hosts.ini:2, hosts.ini:7) | give each its own ip',
    ],
  },
  {
    name: 'one name for two nodes',
    files: ini(`${soundSections}n2 ip=192.0.2.2 kube_override_hostname=n1\n`),
    says: [
      'badVariable: kube_override_hostname of n1 and n2 is the same: both nodes would be named n1 (hosts.ini:7) | give each its own kube_override_hostname',
    ],
  },
  {
    name: 'a list of hosts',
    files: yaml('all:\n  hosts:\n    - n1\n    - n2\n'),
    says: [
      'badInventory: hosts.yml:3:5: the hosts of group \'all\' must be a mapping | write "name:" or "name: value" lines, without "-" in front',
    ],
  },
  {
    name: 'a list of children',
    files: yaml('all:\n  children: [kube_node]\n'),
    says: [
      'badInventory: hosts.yml:2:13: the children of group \'all\' must be a mapping | write "name:" or "name: value" lines, without "-" in front',
    ],
  },
  {
    name: 'variables that are text',
    files: yaml('all:\n  vars: x\n  hosts: {n1: }\n'),
    says: [
      'badInventory: hosts.yml:2:9: the vars of group \'all\' must be a mapping | write "name:" or "name: value" lines, without "-" in front',
    ],
  },
  {
    name: 'an address for the variables of a host',
    files: yaml('all:\n  hosts:\n    n1: 192.0.2.1\n'),
    says: [
      'badInventory: hosts.yml:3:9: the variables of host \'n1\' must be a mapping | write "name:" or "name: value" lines, without "-" in front',
    ],
  },
  {
    name: 'a group that is text',
    files: yaml('all: n1\n'),
    says: [
      "badInventory: hosts.yml:1:6: group 'all' must be a mapping | put hosts, vars or children under the group; variables go under the vars of a group, or into group_vars/",
    ],
  },
  {
    name: 'host for hosts',
    files: yaml('all:\n  host:\n    n1:\n'),
    says: ["badInventory: hosts.yml:2:3: group 'all' cannot have 'host' | did you mean 'hosts'?"],
  },
  {
    name: 'a group beside hosts',
    files: yaml('all:\n  kube_node:\n    hosts:\n      n1:\n'),
    says: [
      'badInventory: hosts.yml:2:3: group \'all\' cannot have \'kube_node\' | groups go under "children:", hosts under "hosts:", variables under "vars:"',
    ],
  },
  {
    name: 'a variable at the top',
    files: yaml('kube_version: 1.36.4\nall:\n  hosts:\n    n1:\n'),
    says: [
      "badInventory: hosts.yml:1:15: group 'kube_version' must be a mapping | put hosts, vars or children under the group; variables go under the vars of a group, or into group_vars/",
    ],
  },
  {
    name: 'a list at the top',
    files: yaml('- n1\n- n2\n'),
    says: ['badInventory: hosts.yml:1:1: an inventory must be a mapping of groups | begin with "all:" and put hosts under "hosts:"'],
  },
  {
    name: 'a range that is not closed in YAML',
    files: yaml('all: {hosts: {"node[1:3": }}\n'),
    says: [
      "badInventory: hosts.yml:1:15: the range in 'node[1:3' is not closed with ']' | write a name, name:port, or a range such as node[1:3], node[01:20:2], db-[a:c]; variables go into [GROUP:vars]",
    ],
  },
  {
    name: 'a priority of a group in group_vars',
    files: all('ansible_group_priority: 5\n'),
    says: [],
    notes: [
      'group_vars/all.yml:1: ansible_group_priority has an effect only in the inventory file itself',
      'without effect: ansible_group_priority (it orders groups, in the inventory itself)',
    ],
  },
];
