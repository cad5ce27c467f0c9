import type { BrokenCase } from './broken-case.ts';
import { soundHosts } from './broken-files.ts';

const given = (...extraVars: readonly string[]) => ({ files: soundHosts, extraVars });
const inFile = (text: string) => ({ files: { ...soundHosts, 'extra.yml': text }, extraVars: ['@extra.yml'] });

/** What -e cannot take. */
export const extraVariableCases: readonly BrokenCase[] = [
  {
    name: 'no equals sign',
    ...given('kube_version'),
    says: [
      'usage: -e[1]:1:1: a word is not name=value | -e name=value; values with spaces in quotes: -e \'name="a b"\'; lists and mappings: -e \'{"name": [1, 2]}\'',
    ],
  },
  {
    name: 'a word behind a value',
    ...given('cluster_name=a b'),
    says: [
      'usage: -e[1]:1:16: a word is not name=value | -e name=value; values with spaces in quotes: -e \'name="a b"\'; lists and mappings: -e \'{"name": [1, 2]}\'',
    ],
  },
  {
    name: 'spaces around the equals sign',
    ...given('cluster_name = a'),
    says: [
      'usage: -e[1]:1:1: a word is not name=value | -e name=value; values with spaces in quotes: -e \'name="a b"\'; lists and mappings: -e \'{"name": [1, 2]}\'',
    ],
  },
  {
    name: 'no name',
    ...given('=a'),
    says: [
      'usage: -e[1]:1:1: a word is not name=value | -e name=value; values with spaces in quotes: -e \'name="a b"\'; lists and mappings: -e \'{"name": [1, 2]}\'',
    ],
  },
  {
    name: 'a colon for an equals sign',
    ...given('cluster_name: a'),
    says: [
      'usage: -e[1]:1:1: a word is not name=value | -e name=value; values with spaces in quotes: -e \'name="a b"\'; lists and mappings: -e \'{"name": [1, 2]}\'',
    ],
  },
  {
    name: 'a template without quotes',
    ...given('cluster_name={{ site }}'),
    says: [
      "badVariable: -e[1]:1:1: variable 'cluster_name': in {{ site }}: 'site' is undefined (n1, n2) | set site, or give it a default: site | default(...)",
    ],
  },
  {
    name: 'a quote that is never closed',
    ...given('a=1', 'cluster_name="a'),
    says: [
      'usage: -e[2]:1:14: the quote " is never closed | -e name=value; values with spaces in quotes: -e \'name="a b"\'; lists and mappings: -e \'{"name": [1, 2]}\'',
    ],
  },
  {
    name: 'a file that is not there',
    ...given('@extra.yml'),
    says: ['usage: -e @extra.yml: no such file | it was sought as /site/extra.yml'],
  },
  {
    name: 'a directory',
    files: { ...soundHosts, 'extra/x.yml': '' },
    extraVars: ['@extra'],
    says: ['usage: -e @extra: is a directory | it was sought as /site/extra'],
  },
  {
    name: 'a path without @',
    ...given('./extra.yml'),
    says: ['usage: -e ./extra.yml: looks like a file | put @ in front: -e @./extra.yml'],
  },
  {
    name: 'a name of a file without @',
    ...given('extra.yml'),
    says: ['usage: -e extra.yml: looks like a file | put @ in front: -e @extra.yml'],
  },
  {
    name: 'JSON that is not closed',
    ...given('{"cluster_name": "a"'),
    says: [
      'badInventory: -e[1]:1:1: the { here is not closed, or a line of it is not indented | close it with }; its further lines are indented more than the name it belongs to',
    ],
  },
  {
    name: 'JSON with a word too many',
    ...given('{"cluster_name": "a" "b"}'),
    says: [
      'badInventory: -e[1]:1:22: the value ends before this | put the whole value in quotes; a single quote in single quotes is written twice',
    ],
  },
  {
    name: 'JSON with a name given twice',
    ...given('{"a": 1, "a": 2}'),
    says: [
      'badInventory: -e[1]:1:10: this key was given before in the same mapping, in line 1 | remove one of the two; only the last would count',
    ],
  },
  {
    name: 'a list',
    ...given('[1, 2]'),
    says: [
      'badInventory: -e[1]:1:1: extra variables must be a mapping of names to values | write -e \'{"name": "value"}\' or -e name=value',
    ],
  },
  {
    name: 'a list in a file',
    ...inFile('- a: 1\n'),
    says: [
      'badInventory: extra.yml:1:1: extra variables must be a mapping of names to values | write -e \'{"name": "value"}\' or -e name=value',
    ],
  },
  {
    name: 'assignments in a file',
    ...inFile('a=1\nb=2\n'),
    says: [
      'badInventory: extra.yml:1:1: extra variables must be a mapping of names to values | write -e \'{"name": "value"}\' or -e name=value',
    ],
  },
  {
    name: 'broken YAML in a file',
    ...inFile('a: 1\nb: "1\n'),
    says: ['badInventory: extra.yml:2:4: the quote " is never closed | close it at the end of the value'],
  },
  {
    name: 'a file in Latin-1',
    files: { ...soundHosts, 'extra.yml': Buffer.from('a: ö\n', 'latin1') },
    extraVars: ['@extra.yml'],
    says: [
      'badInventory: /site/extra.yml:1:4: the text is not UTF-8 from here on | save it as UTF-8: iconv -f ISO-8859-1 -t UTF-8 /site/extra.yml',
    ],
  },
  {
    name: 'a misspelt name',
    ...given('kube_verison=1.36.4'),
    says: [
      'badVariable: kube_verison is no variable kmagic knows; the nearest is kube_version (-e[1]:1) | write kube_version, or list kube_verison in ignore_variables',
    ],
  },
  {
    name: 'a value of the wrong type',
    ...given('kube_apiserver_port=https'),
    says: [
      'badVariable: kube_apiserver_port must be a whole number from 1 to 65535 (-e[1]:1) | kube_apiserver_port (integer): The port every API server listens on.',
    ],
  },
  {
    name: 'a secret before the mistake',
    ...given('ansible_become_password=hunter2 typo'),
    secrets: ['hunter2'],
    says: [
      'usage: -e[1]:1:33: a word is not name=value | -e name=value; values with spaces in quotes: -e \'name="a b"\'; lists and mappings: -e \'{"name": [1, 2]}\'',
    ],
  },
  {
    name: 'a secret for a mistake',
    ...given('{"ansible_become_password": "hunter2" "x"}'),
    secrets: ['hunter2'],
    says: [
      'badInventory: -e[1]:1:39: the value ends before this | put the whole value in quotes; a single quote in single quotes is written twice',
    ],
  },
];
