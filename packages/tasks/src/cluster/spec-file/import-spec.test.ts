import { encryptVault } from '@kmagic/core';
import { expect, it } from 'vitest';
import { importSpec } from './import-spec.ts';
import { sampleKey } from './inventories.fixture.ts';

const cipher = encryptVault('hunter22', sampleKey).trim();
const text = `# A comment.
all:
  vars:
    kube_version: "{{ mine }}.4"
    mine: 1.36
    etcd_metrics: basic
    ansible_ssh_private_key_file: keys/id
    kube_log_level: 1
    kube_encrypt_token: !vault |
      ${cipher.replaceAll('\n', '\n      ')}
    kube_owner: !unsafe "{{ x }}"
  hosts:
    b1: {ip: 192.0.2.1, ansible_private_key_file: "{{ mine }}/id", ansible_port: 22}
    a1:
    c[1:2]: {kubelet_max_pods: 1, calico_mtu: null}
  children:
    kube_node: {hosts: {c1: , a1: }, vars: {kubelet_max_pods: 5, ansible_group_priority: 7}}
    kube_control_plane: {hosts: {b1: }}
    top: {children: {kube_node: }}
`;

it('takes a file apart and changes nothing but paths of keys', () => {
  const said = '# kmagic spec import made it from one.yml.\n\n';
  expect(Object.fromEntries(importSpec({ file: '/site/one.yml', text, place: '/site/parts/here' }))).toEqual({
    'hosts.yaml': `${said}all:
  hosts:
    b1: {}
    a1: {}
    c1: {}
    c2: {}
  children:
    kube_node:
      vars:
        ansible_group_priority: 7
      hosts:
        c1: {}
        a1: {}
    kube_control_plane:
      hosts:
        b1: {}
    top:
      children:
        kube_node: {}
`,
    'group_vars/all/all.yml': `${said}# own
mine: 1.36

# connection
ansible_ssh_private_key_file: ../../keys/id

# paths
kube_owner: !unsafe "{{ x }}"
`,
    'group_vars/all/k8s-cluster.yml': `${said}# kube
kube_version: "{{ mine }}.4"
kube_log_level: 1

# encryption
kube_encrypt_token: !vault |
  ${cipher.replaceAll('\n', '\n  ')}
`,
    'group_vars/all/etcd.yml': `${said}# etcd
etcd_metrics: basic
`,
    'group_vars/kube_node.yml': `${said}kubelet_max_pods: 5
`,
    'host_vars/b1.yml': `${said}ip: 192.0.2.1
ansible_private_key_file: "{{ mine }}/id"
ansible_port: 22
`,
    'host_vars/c1.yml': `${said}kubelet_max_pods: 1
calico_mtu: null
`,
    'host_vars/c2.yml': `${said}kubelet_max_pods: 1
calico_mtu: null
`,
  });
});

it('sees nothing but the file', () => {
  const parts = importSpec({ file: '/work/examples/hosts.ini', text: '[kube_node]\nn1 ip=192.0.2.1\n', place: '/elsewhere' });
  expect([...parts.keys()]).toEqual(['hosts.yaml', 'host_vars/n1.yml']);
});

it('refuses what is no inventory, with its place', () => {
  expect(() => importSpec({ file: '/site/one.yml', text: 'all: {hosts: [a]}', place: '/x' })).toThrow('one.yml:1:14: ');
});
