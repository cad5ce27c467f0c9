import { encryptVault, Secret } from '@kmagic/core';
import { inlineValue, plainWords, tagged } from '../../../packages/core/src/inventory/encrypted.fixture.ts';
import type { BrokenCase } from './broken-case.ts';
import { all, ini } from './broken-files.ts';

const fits = { vault: ['default:correct-horse'], secrets: plainWords } as const;
const encrypted = (text: string): string => encryptVault(text, { id: 'default', password: new Secret('correct-horse') });
/** A variable `word` that holds inline-hunter44, and a template that reads it. */
const word = (template: string) => all(`word: ${tagged(inlineValue)}cluster_name: "${template}"\n`);

/** What is wrong within what is encrypted, of which nothing is shown. */
export const encryptedCases: readonly BrokenCase[] = [
  {
    name: 'an encrypted list for a file of variables',
    files: all(encrypted('- hunter33\n')),
    ...fits,
    says: [
      'badInventory: group_vars/all.yml:1:1: a variables file must be a mapping of names to values | write a line "name: value" for each, with a space behind the colon',
    ],
  },
  {
    name: 'encrypted text for a file of variables',
    files: all(encrypted('hunter33\n')),
    ...fits,
    says: [
      'badInventory: group_vars/all.yml:1:1: a variables file must be a mapping of names to values | write a line "name: value" for each, with a space behind the colon',
    ],
  },
  {
    name: 'an encrypted quote that is never closed',
    files: all(encrypted('a: "hunter33\n')),
    ...fits,
    says: ['badInventory: group_vars/all.yml:1:4: the decrypted text is not the YAML it should be | close it at the end of the value'],
  },
  {
    name: 'an encrypted tag',
    files: all(encrypted('a: !hunter33 x\n')),
    ...fits,
    says: ['badInventory: group_vars/all.yml:1:14: the tag here is unknown | write the value plainly, or in quotes if it begins with "!"'],
  },
  {
    name: 'an encrypted alias',
    files: all(encrypted('a: *hunter33\n')),
    ...fits,
    says: [
      'badInventory: group_vars/all.yml:1:4: the decrypted text is not the YAML it should be | put text that begins with * in quotes, or define the anchor above: &name',
    ],
  },
  {
    name: 'an encrypted anchor within itself',
    files: all(encrypted('a: &hunter33 [*hunter33]\n')),
    ...fits,
    says: ['badInventory: group_vars/all.yml:1:15: an anchor stands within itself | take the alias (*name) out of the value it names'],
  },
  {
    name: 'a word in an encrypted INI',
    files: ini(encrypted('[kube_node]\nn1 hunter33\n')),
    ...fits,
    says: [
      'badInventory: hosts.ini:2:4: the text here is not name=value | one host a line; behind it only name=value, without spaces around "=", and with quotes where the value has some: name="a b"',
    ],
  },
  {
    name: 'a header in an encrypted INI',
    files: ini(encrypted('[kube_node hunter33\nn1\n')),
    ...fits,
    says: ['badInventory: hosts.ini:1:1: the section header here cannot be read | write [GROUP], [GROUP:children] or [GROUP:vars]'],
  },
  {
    name: 'a section of an unknown kind in an encrypted INI',
    files: ini(encrypted('[kube_node:hunter33]\nn1\n')),
    ...fits,
    says: ['badInventory: hosts.ini:1:12: there is no section of this kind | write [GROUP], [GROUP:children] or [GROUP:vars]'],
  },
  {
    name: 'a range in an encrypted INI',
    files: ini(encrypted('[kube_node]\nhunter33[1:\n')),
    ...fits,
    says: [
      'badInventory: hosts.ini:2:1: the text here is no host name, nor a range of them | write a name, name:port, or a range such as node[1:3], node[01:20:2], db-[a:c]; variables go into [GROUP:vars]',
    ],
  },
  {
    name: 'an encrypted setting of the wrong type',
    files: all(encrypted('kube_pods_subnet: hunter33\nkube_network_plugin: hunter33\n')),
    ...fits,
    says: [
      'badVariable: kube_network_plugin is encrypted, and its text is not of the type `calico` `cni` `none` (group_vars/all.yml:2) | kube_network_plugin (`calico` `cni` `none`): The pod network: calico; cni or none for one you bring yourself, with or without the CNI plugins on hosts.',
      'badVariable: kube_pods_subnet is encrypted, and its text is not of the type CIDR (group_vars/all.yml:1) | kube_pods_subnet (CIDR): The range of pod addresses; it cannot change once installed.',
    ],
  },
  {
    name: 'an encrypted port',
    files: all(encrypted('ansible_port: hunter33\n')),
    ...fits,
    says: [
      "badVariable: group_vars/all.yml:1:1: variable 'ansible_port': must be a port number from 1 to 65535 (n1, n2) | SSH usually listens on 22",
    ],
  },
  {
    name: 'an encrypted template that cannot be read',
    files: all(encrypted('cluster_name: "{{ \'hunter33\' | }}"\n')),
    ...fits,
    says: [
      "badVariable: group_vars/all.yml:1:1: variable 'cluster_name': the template that stands encrypted here cannot be evaluated (n1, n2) | look at it with kmagic vault view FILE",
    ],
  },
  {
    name: 'an encrypted template that lacks a variable',
    files: all(encrypted('cluster_name: "{{ nope ~ \'hunter33\' }}"\n')),
    ...fits,
    says: [
      "badVariable: group_vars/all.yml:1:1: variable 'cluster_name': in the decrypted value: 'nope' is undefined (n1, n2) | set nope, or give it a default: nope | default(...)",
    ],
  },
  {
    name: 'a filter that fails for a secret',
    files: word('{{ word | from_json }}'),
    ...fits,
    says: [
      "badVariable: group_vars/all.yml:8:26: variable 'cluster_name': in {{ word | from_json }}: this fails for what a secret holds, which is not shown (n1, n2) | look at what it holds: kmagic vault view FILE",
    ],
  },
  {
    name: 'a filter that fails for a part of a secret',
    files: word("{{ word.split('-') | map('log') | list }}"),
    ...fits,
    says: [
      "badVariable: group_vars/all.yml:8:37: variable 'cluster_name': in {{ word.split('-') | map('log') | list }}: this fails for what a secret holds, which is not shown (n1, n2) | look at what it holds: kmagic vault view FILE",
    ],
  },
  {
    name: 'a secret for a key',
    files: word('{{ {}[word] }}'),
    ...fits,
    says: [
      "badVariable: group_vars/all.yml:8:21: variable 'cluster_name': in {{ {}[word] }}: there is no '(secret)' here (n1, n2) | look at what it holds: kmagic vault view FILE",
    ],
  },
  {
    name: 'a secret for a name',
    files: word("{{ lookup('vars', word) }}"),
    ...fits,
    says: [
      "badVariable: group_vars/all.yml:8:25: variable 'cluster_name': in {{ lookup('vars', word) }}: '(secret)' is undefined (n1, n2) | look at what it holds: kmagic vault view FILE",
    ],
  },
  {
    name: 'a secret for a path',
    files: word("{{ lookup('file', word) }}"),
    ...fits,
    says: [
      "badVariable: group_vars/all.yml:8:25: variable 'cluster_name': in {{ lookup('file', word) }}: this fails for what a secret holds, which is not shown (n1, n2) | look at what it holds: kmagic vault view FILE",
    ],
  },
  {
    name: 'a secret for a pattern',
    files: word("{{ 'a' | regex_search('(' ~ word) }}"),
    ...fits,
    says: [
      "badVariable: group_vars/all.yml:8:25: variable 'cluster_name': in {{ 'a' | regex_search('(' ~ word) }}: this fails for what a secret holds, which is not shown (n1, n2) | look at what it holds: kmagic vault view FILE",
    ],
  },
  {
    name: 'a secret for a message',
    files: word('{{ nope | mandatory(word) }}'),
    ...fits,
    says: [
      "badVariable: group_vars/all.yml:8:26: variable 'cluster_name': in {{ nope | mandatory(word) }}: this fails for what a secret holds, which is not shown (n1, n2) | look at what it holds: kmagic vault view FILE",
    ],
  },
  {
    name: 'a secret and a number',
    files: word('{{ word + 1 }}'),
    ...fits,
    says: [
      "badVariable: group_vars/all.yml:8:24: variable 'cluster_name': in {{ word + 1 }}: '+' cannot be used between text and an integer (n1, n2) | convert one of them: | int, | string; or join text with ~",
    ],
  },
];
