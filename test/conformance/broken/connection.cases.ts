import type { BrokenCase } from './broken-case.ts';
import { all } from './broken-files.ts';

const args = (text: string) => all(`ansible_ssh_common_args: '${text.replaceAll("'", "''")}'\n`);

/** How hosts cannot be reached. */
export const connectionCases: readonly BrokenCase[] = [
  {
    name: 'a misspelt address',
    files: all('ansible_hots: 192.0.2.1\n'),
    says: [
      'badVariable: ansible_hots is no variable kmagic knows; the nearest is ansible_host (group_vars/all.yml:1) | write ansible_host, or list ansible_hots in ignore_variables',
    ],
  },
  {
    name: 'a misspelt user',
    files: all('ansible_usr: root\n'),
    says: [
      'badVariable: ansible_usr is no variable kmagic knows; the nearest is ansible_user (group_vars/all.yml:1) | write ansible_user, or list ansible_usr in ignore_variables',
    ],
  },
  {
    name: 'a misspelt password',
    files: all('ansible_sudo_password: hunter2\n'),
    secrets: ['hunter2'],
    says: [
      'badVariable: ansible_sudo_password is no variable kmagic knows; the nearest is ansible_ssh_password (group_vars/all.yml:1) | write ansible_ssh_password, or list ansible_sudo_password in ignore_variables',
    ],
  },
  {
    name: 'an address that is a list',
    files: all('ansible_host: [192.0.2.1]\n'),
    says: ['badVariable: group_vars/all.yml:1:1: variable \'ansible_host\': must be text, not ["192.0.2.1"] (n1, n2) | write it in quotes'],
  },
  {
    name: 'an address nobody defines',
    files: all('ansible_host: "{{ nope }}"\n'),
    says: [
      "badVariable: group_vars/all.yml:1:19: variable 'ansible_host': in {{ nope }}: 'nope' is undefined (n1, n2) | set nope, or give it a default: nope | default(...)",
    ],
  },
  {
    name: 'a port that is a word',
    files: all('ansible_ssh_port: ssh\n'),
    says: [
      'badVariable: group_vars/all.yml:1:1: variable \'ansible_ssh_port\': must be a port number from 1 to 65535, not "ssh" (n1, n2) | SSH usually listens on 22',
    ],
  },
  {
    name: 'a port that is too large',
    files: all('ansible_port: 70000\n'),
    says: [
      "badVariable: group_vars/all.yml:1:1: variable 'ansible_port': must be a port number from 1 to 65535, not 70000 (n1, n2) | SSH usually listens on 22",
    ],
  },
  {
    name: 'a port that is a part of one',
    files: all('ansible_port: 22.5\n'),
    says: [
      "badVariable: group_vars/all.yml:1:1: variable 'ansible_port': must be a port number from 1 to 65535, not 22.5 (n1, n2) | SSH usually listens on 22",
    ],
  },
  {
    name: 'a port that is true',
    files: all('ansible_port: yes\n'),
    says: [
      "badVariable: group_vars/all.yml:1:1: variable 'ansible_port': must be a port number from 1 to 65535, not true (n1, n2) | SSH usually listens on 22",
    ],
  },
  {
    name: 'a connection of Windows',
    files: all('ansible_connection: winrm\n'),
    says: [
      "badVariable: group_vars/all.yml:1:1: variable 'ansible_connection': the connection 'winrm' is not supported (n1, n2) | remove ansible_connection; hosts are reached over SSH",
    ],
  },
  {
    name: 'a connection that is a list',
    files: all('ansible_connection: [ssh]\n'),
    says: ['badVariable: group_vars/all.yml:1:1: variable \'ansible_connection\': must be text, not ["ssh"] (n1, n2) | write it in quotes'],
  },
  {
    name: 'another way to become root',
    files: all('ansible_become_method: su\n'),
    says: [
      "badVariable: group_vars/all.yml:1:1: variable 'ansible_become_method': only sudo is supported to become root (n1, n2) | set ansible_become_method: sudo, or connect as root",
    ],
  },
  {
    name: 'another user to become',
    files: all('ansible_become_user: admin\n'),
    says: [
      "badVariable: group_vars/all.yml:1:1: variable 'ansible_become_user': only root can be become (n1, n2) | remove ansible_become_user",
    ],
  },
  {
    name: 'perhaps root',
    files: all('ansible_become: perhaps\n'),
    says: [
      'badVariable: group_vars/all.yml:1:1: variable \'ansible_become\': must be true or false, not "perhaps" (n1, n2) | write true or false without quotes',
    ],
  },
  {
    name: 'a user that is a mapping',
    files: all('ansible_user: {name: a}\n'),
    says: ['badVariable: group_vars/all.yml:1:1: variable \'ansible_user\': must be text, not {"name":"a"} (n1, n2) | write it in quotes'],
  },
  {
    name: 'two users',
    files: all('ansible_user: a\nansible_ssh_user: b\n'),
    says: [
      "badVariable: group_vars/all.yml:1:1: variable 'ansible_user': 'ansible_ssh_user' says something else (group_vars/all.yml:2:1) (n1, n2) | keep ansible_user and remove ansible_ssh_user",
    ],
  },
  {
    name: 'two passwords',
    files: all('ansible_password: hunter2\nansible_ssh_pass: hunter3\n'),
    secrets: ['hunter2', 'hunter3'],
    says: [
      "badVariable: group_vars/all.yml:1:1: variable 'ansible_password': 'ansible_ssh_pass' says something else (group_vars/all.yml:2:1) (n1, n2) | keep ansible_password and remove ansible_ssh_pass",
    ],
  },
  {
    name: 'a password that is a list',
    files: all('ansible_become_password: [hunter2]\n'),
    secrets: ['hunter2'],
    says: ["badVariable: group_vars/all.yml:1:1: variable 'ansible_become_password': must be text (n1, n2) | write it in quotes"],
  },
  {
    name: 'a password nobody defines',
    files: all('ansible_become_password: "{{ nope }}"\n'),
    says: [
      "badVariable: group_vars/all.yml:1:30: variable 'ansible_become_password': in {{ nope }}: 'nope' is undefined (n1, n2) | set nope, or give it a default: nope | default(...)",
    ],
  },
  {
    name: 'arguments that are a list',
    files: all('ansible_ssh_common_args: [-C]\n'),
    says: [
      'badVariable: group_vars/all.yml:1:1: variable \'ansible_ssh_common_args\': must be text, not ["-C"] (n1, n2) | write it in quotes',
    ],
  },
  {
    name: 'a quote that is never closed',
    files: args('-o "ProxyJump=a'),
    says: [
      "badVariable: group_vars/all.yml:1:1: variable 'ansible_ssh_common_args': the quote \" is never closed (n1, n2) | close the quote",
    ],
  },
  {
    name: 'a command that is no ssh',
    files: args('-o ProxyCommand="nc %h %p"'),
    says: [
      'badVariable: group_vars/all.yml:1:1: variable \'ansible_ssh_common_args\': only a ProxyCommand of the form "ssh -W %h:%p HOST" is understood (n1, n2) | write -o ProxyJump=USER@HOST, or put the host into the group bastion',
    ],
  },
  {
    name: 'a command without a host',
    files: args("-o ProxyCommand='ssh -W %h:%p'"),
    says: [
      "badVariable: group_vars/all.yml:1:1: variable 'ansible_ssh_common_args': the ProxyCommand must name exactly one host (n1, n2) | write -o ProxyJump=USER@HOST, or put the host into the group bastion",
    ],
  },
  {
    name: 'a jump to nowhere',
    files: args('-o ProxyJump=user@'),
    says: [
      "badVariable: group_vars/all.yml:1:1: variable 'ansible_ssh_common_args': the jump host 'user@' cannot be read (n1, n2) | write USER@HOST:PORT",
    ],
  },
  {
    name: 'a jump to a port that is none',
    files: args('-J jump:99999'),
    says: [
      "badVariable: group_vars/all.yml:1:1: variable 'ansible_ssh_common_args': the port of the jump host 'jump:99999' is none (n1, n2) | write USER@HOST:PORT with a port from 1 to 65535",
    ],
  },
  {
    name: 'an option without its value',
    files: args('-J'),
    says: [
      "badVariable: group_vars/all.yml:1:1: variable 'ansible_ssh_common_args': the ssh option -J lacks its value (n1, n2) | add the value, or remove the option",
    ],
  },
  {
    name: 'an option that is no option',
    files: args('-J a b'),
    says: ["badVariable: group_vars/all.yml:1:1: variable 'ansible_ssh_common_args': 'b' is not an ssh option (n1, n2) | remove it"],
  },
  {
    name: 'an option nobody supports',
    files: args('-R 1'),
    says: [
      "badVariable: group_vars/all.yml:1:1: variable 'ansible_ssh_common_args': the ssh option -R is not supported (n1, n2) | remove it",
    ],
  },
  {
    name: 'a file of options',
    files: args('-F /etc/ssh/x'),
    says: [
      "badVariable: group_vars/all.yml:1:1: variable 'ansible_ssh_common_args': ssh configuration files are not read (n1, n2) | write the jump host itself: -o ProxyJump=USER@HOST, or put it into the group bastion",
    ],
  },
  {
    name: 'a port among arguments',
    files: args('-p 2222'),
    says: [
      "badVariable: group_vars/all.yml:1:1: variable 'ansible_ssh_common_args': the port is not taken from ssh arguments (n1, n2) | set ansible_port instead",
    ],
  },
  {
    name: 'what kmagic does its own way',
    files: args('-o StrictHostKeyChecking=no'),
    says: [],
    notes: [
      'group_vars/all.yml:1:1: ansible_ssh_common_args: StrictHostKeyChecking=no has no effect: kmagic checks host keys itself: it notes those of new hosts and refuses changed ones (--host-key-checking)',
    ],
  },
  {
    name: 'five things at once',
    files: all(
      'ansible_port: abc\nansible_connection: winrm\nansible_become_method: su\nansible_ssh_common_args: -F /x -o Foo=bar -J jump\n',
    ),
    says: [
      "badVariable: group_vars/all.yml:2:1: variable 'ansible_connection': the connection 'winrm' is not supported (n1, n2) | remove ansible_connection; hosts are reached over SSH",
      "badVariable: group_vars/all.yml:4:1: variable 'ansible_ssh_common_args': ssh configuration files are not read (n1, n2) | write the jump host itself: -o ProxyJump=USER@HOST, or put it into the group bastion",
      "badVariable: group_vars/all.yml:4:1: variable 'ansible_ssh_common_args': the ssh option Foo is not supported (n1, n2) | remove it; a jump host is given with -o ProxyJump=USER@HOST or the group bastion",
      'badVariable: group_vars/all.yml:1:1: variable \'ansible_port\': must be a port number from 1 to 65535, not "abc" (n1, n2) | SSH usually listens on 22',
      "badVariable: group_vars/all.yml:3:1: variable 'ansible_become_method': only sudo is supported to become root (n1, n2) | set ansible_become_method: sudo, or connect as root",
    ],
  },
];
