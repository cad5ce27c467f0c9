import {
  iniInventory,
  inlineTemplate,
  inlineValue,
  plainWords,
  tagged,
  variablesFile,
} from '../../../packages/core/src/inventory/encrypted.fixture.ts';
import type { BrokenCase } from './broken-case.ts';
import { all, ini } from './broken-files.ts';

const fits = { vault: ['default:correct-horse'], secrets: plainWords } as const;
/** A variable `word` that holds inline-hunter44, and a template that reads it. */
const word = (template: string) => all(`word: ${tagged(inlineValue)}cluster_name: "${template}"\n`);

/** What cannot be decrypted. */
export const vaultCases: readonly BrokenCase[] = [
  {
    name: 'no password for a file',
    files: all(variablesFile),
    says: [
      "badVariable: group_vars/all.yml:1:1: it is encrypted with ansible-vault with the password of 'prod', and no vault password was given | say --vault-id prod@FILE, --vault-id prod@prompt or set ANSIBLE_VAULT_PASSWORD_FILE",
    ],
  },
  {
    name: 'no password for an inventory',
    files: ini(iniInventory),
    says: [
      'badVariable: hosts.ini:1:1: it is encrypted with ansible-vault, and no vault password was given | say --ask-vault-pass, --vault-password-file FILE or set ANSIBLE_VAULT_PASSWORD_FILE',
    ],
  },
  {
    name: 'no password for a value that is needed',
    files: word('{{ word }}.local'),
    says: [
      "badVariable: group_vars/all.yml:1:1: variable 'word': it is encrypted with ansible-vault, and no vault password was given (n1, n2) | say --ask-vault-pass, --vault-password-file FILE or set ANSIBLE_VAULT_PASSWORD_FILE",
    ],
  },
  {
    name: 'no password for a setting',
    files: all(`cluster_name: ${tagged(inlineValue)}`),
    says: [
      "badVariable: group_vars/all.yml:1:1: variable 'cluster_name' of n1: it is encrypted with ansible-vault, and no vault password was given | say --ask-vault-pass, --vault-password-file FILE or set ANSIBLE_VAULT_PASSWORD_FILE",
    ],
  },
  {
    name: 'a wrong password for a file',
    files: all(variablesFile),
    vault: ['default:battery-staple'],
    says: [
      "badVariable: group_vars/all.yml:1:1: the vault password does not fit: default (it asks for that of 'prod') | look whether the password file is the right one, and the text whole",
    ],
  },
  {
    name: 'a wrong password of the right id',
    files: all(variablesFile),
    vault: ['prod:battery-staple'],
    says: [
      "badVariable: group_vars/all.yml:1:1: the vault password does not fit: prod (it asks for that of 'prod') | look whether the password file is the right one, and the text whole",
    ],
  },
  {
    name: 'several wrong passwords',
    files: all(variablesFile),
    vault: ['dev:battery-staple', 'prod:battery-horse'],
    says: [
      "badVariable: group_vars/all.yml:1:1: none of 2 vault passwords fits: dev, prod (it asks for that of 'prod') | look whether the password file is the right one, and the text whole",
    ],
  },
  {
    name: 'a wrong password for a value',
    files: word('{{ word }}.local'),
    vault: ['default:battery-staple'],
    says: [
      "badVariable: group_vars/all.yml:1:1: variable 'word': the vault password does not fit: default (n1, n2) | look whether the password file is the right one, and the text whole",
    ],
  },
  {
    name: 'a password of another id for a value',
    files: all(`word: ${tagged(inlineTemplate)}cluster_name: "{{ word }}"\n`),
    vault: ['dev:battery-staple'],
    says: [
      "badVariable: group_vars/all.yml:1:1: variable 'word': the vault password does not fit: dev (it asks for that of 'prod') (n1, n2) | look whether the password file is the right one, and the text whole",
    ],
  },
  {
    name: 'a file that is cut off',
    files: all(variablesFile.slice(0, 300)),
    ...fits,
    says: [
      'badVariable: group_vars/all.yml:1:1: the encrypted text is broken: parts of it are missing | restore it from where it is kept, or encrypt it anew: kmagic vault encrypt FILE, or encrypt-string for a single value',
    ],
  },
  {
    name: 'a file that is cut off within a byte',
    files: all(variablesFile.slice(0, 301)),
    ...fits,
    says: [
      'badVariable: group_vars/all.yml:1:1: the encrypted text is broken: it is cut off, or not hexadecimal | restore it from where it is kept, or encrypt it anew: kmagic vault encrypt FILE, or encrypt-string for a single value',
    ],
  },
  {
    name: 'a header and nothing else',
    files: all('$ANSIBLE_VAULT;1.1;AES256\n'),
    ...fits,
    says: [
      'badVariable: group_vars/all.yml:1:1: the encrypted text is broken: it is cut off, or not hexadecimal | restore it from where it is kept, or encrypt it anew: kmagic vault encrypt FILE, or encrypt-string for a single value',
    ],
  },
  {
    name: 'what is not hexadecimal',
    files: all('$ANSIBLE_VAULT;1.1;AES256\nhunter33\n'),
    ...fits,
    says: [
      'badVariable: group_vars/all.yml:1:1: the encrypted text is broken: it is cut off, or not hexadecimal | restore it from where it is kept, or encrypt it anew: kmagic vault encrypt FILE, or encrypt-string for a single value',
    ],
  },
  {
    name: 'hexadecimal digits of nothing',
    files: all('$ANSIBLE_VAULT;1.1;AES256\n616263\n'),
    ...fits,
    says: [
      'badVariable: group_vars/all.yml:1:1: the encrypted text is broken: parts of it are missing | restore it from where it is kept, or encrypt it anew: kmagic vault encrypt FILE, or encrypt-string for a single value',
    ],
  },
  {
    name: 'a format of old',
    files: all('$ANSIBLE_VAULT;1.0;AES\n616263\n'),
    ...fits,
    says: [
      'badVariable: group_vars/all.yml:1:1: it is $ANSIBLE_VAULT;1.0;AES, not something ansible-vault 1.1 or 1.2 encrypted with AES256 | encrypt it anew: kmagic vault encrypt FILE, or encrypt-string for a single value',
    ],
  },
  {
    name: 'a header that is cut off',
    files: all('$ANSIBLE_VAULT;\n616263\n'),
    ...fits,
    says: [
      'badVariable: group_vars/all.yml:1:1: it is $ANSIBLE_VAULT;, not something ansible-vault 1.1 or 1.2 encrypted with AES256 | encrypt it anew: kmagic vault encrypt FILE, or encrypt-string for a single value',
    ],
  },
  {
    name: 'a value that is cut off',
    files: all(`cluster_name: ${tagged(inlineValue.slice(0, 200))}`),
    ...fits,
    says: [
      "badVariable: group_vars/all.yml:1:1: variable 'cluster_name' of n1: the encrypted text is broken: parts of it are missing | restore it from where it is kept, or encrypt it anew: kmagic vault encrypt FILE, or encrypt-string for a single value",
    ],
  },
  {
    name: 'a tag before plain text',
    files: all('cluster_name: !vault |\n  hunter33\n'),
    ...fits,
    says: [
      "badVariable: group_vars/all.yml:1:1: variable 'cluster_name' of n1: it is not encrypted, or not by ansible-vault | encrypt it: kmagic vault encrypt FILE, or encrypt-string for a single value",
    ],
  },
  {
    name: 'a tag before a list',
    files: all('cluster_name: !vault [hunter33]\n'),
    ...fits,
    says: ['badInventory: group_vars/all.yml:1:22: only text can be encrypted | encrypt each value by itself'],
  },
  {
    name: 'encrypted text without its tag',
    files: all(`cluster_name: ${tagged(inlineValue).replace('!vault ', '')}`),
    ...fits,
    says: [
      "badVariable: group_vars/all.yml:1:1: variable 'cluster_name': the value is encrypted with ansible-vault, but does not say so (n1, n2) | write !vault | in front of the encrypted text",
    ],
  },
  {
    name: 'encrypted text that is not indented',
    files: all(`cluster_name: !vault |\n${inlineValue}`),
    ...fits,
    says: [
      'badInventory: group_vars/all.yml:2:1: a name before a colon must stand on one line | see whether a line above lacks its colon, or its indentation',
    ],
  },
];
