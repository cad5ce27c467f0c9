import type { BrokenCase } from './broken-case.ts';
import { template } from './broken-files.ts';

/** Templates that fail for what they are given. */
export const templateFailureCases: readonly BrokenCase[] = [
  {
    name: 'a division by zero',
    files: template('{{ 1 / 0 }}'),
    says: [
      "badVariable: group_vars/all.yml:1:21: variable 'cluster_name': in {{ 1 / 0 }}: a division by zero (n1, n2) | check the value on the right",
    ],
  },
  {
    name: 'a whole division by zero',
    files: template('{{ 1 // 0 }}'),
    says: [
      "badVariable: group_vars/all.yml:1:21: variable 'cluster_name': in {{ 1 // 0 }}: a division by zero (n1, n2) | check the value on the right",
    ],
  },
  {
    name: 'a rest of a division by zero',
    files: template('{{ 1 % 0 }}'),
    says: [
      "badVariable: group_vars/all.yml:1:21: variable 'cluster_name': in {{ 1 % 0 }}: a division by zero (n1, n2) | check the value on the right",
    ],
  },
  {
    name: 'a number plus text',
    files: template("{{ 1 + 'a' }}"),
    says: [
      "badVariable: group_vars/all.yml:1:21: variable 'cluster_name': in {{ 1 + 'a' }}: '+' cannot be used between an integer and text (n1, n2) | convert one of them: | int, | string; or join text with ~",
    ],
  },
  {
    name: 'a comparison of text and number',
    files: template("{{ 'a' < 1 }}"),
    says: [
      "badVariable: group_vars/all.yml:1:23: variable 'cluster_name': in {{ 'a' < 1 }}: '<' cannot be used between text and an integer (n1, n2) | convert one of them: | int, | string; or join text with ~",
    ],
  },
  {
    name: 'a search in a number',
    files: template('{{ 1 in 5 }}'),
    says: [
      "badVariable: group_vars/all.yml:1:21: variable 'cluster_name': in {{ 1 in 5 }}: 'in' needs a list, a mapping or text on its right, not an integer (n1, n2) | check the type of the value",
    ],
  },
  {
    name: 'the negative of text',
    files: template("{{ -'a' }}"),
    says: [
      "badVariable: group_vars/all.yml:1:19: variable 'cluster_name': in {{ -'a' }}: '-' needs a number (n1, n2) | convert it first: | int",
    ],
  },
  {
    name: 'a slice of a number',
    files: template('{{ 1[0:1] }}'),
    says: [
      "badVariable: group_vars/all.yml:1:20: variable 'cluster_name': in {{ 1[0:1] }}: only lists and text can be sliced (n1, n2) | check the type of the value",
    ],
  },
  {
    name: 'a slice with step zero',
    files: template('{{ [1][::0] }}'),
    says: [
      "badVariable: group_vars/all.yml:1:22: variable 'cluster_name': in {{ [1][::0] }}: the bounds of a slice must be whole numbers, its step not 0 (n1, n2) | convert them first: | int",
    ],
  },
  {
    name: 'a range of text',
    files: template("{{ range('a') }}"),
    says: [
      "badVariable: group_vars/all.yml:1:24: variable 'cluster_name': in {{ range('a') }}: range: needs one to three whole numbers (n1, n2) | correct the expression",
    ],
  },
  {
    name: 'an argument too few',
    files: template("{{ 'a' | replace('b') }}"),
    says: [
      "badVariable: group_vars/all.yml:1:25: variable 'cluster_name': in {{ 'a' | replace('b') }}: replace: needs the argument 'new' (n1, n2) | the arguments are: old, new, count",
    ],
  },
  {
    name: 'an argument too many',
    files: template("{{ 'a' | upper(1) }}"),
    says: [
      "badVariable: group_vars/all.yml:1:25: variable 'cluster_name': in {{ 'a' | upper(1) }}: upper: takes no arguments, not 1 (n1, n2) | correct the expression",
    ],
  },
  {
    name: 'a misspelt argument',
    files: template("{{ ['a'] | join(seperator=',') }}"),
    says: [
      "badVariable: group_vars/all.yml:1:27: variable 'cluster_name': in {{ ['a'] | join(seperator=',') }}: join: has no argument 'seperator' (n1, n2) | the arguments are: d, attribute",
    ],
  },
  {
    name: 'an argument of the wrong type',
    files: template("{{ 'x' | center('a') }}"),
    says: [
      "badVariable: group_vars/all.yml:1:25: variable 'cluster_name': in {{ 'x' | center('a') }}: center: the argument 'width' must be an integer, not text (n1, n2) | correct the expression",
    ],
  },
  {
    name: 'a number that should be a list',
    files: template("{{ 5 | join(',') }}"),
    says: [
      "badVariable: group_vars/all.yml:1:23: variable 'cluster_name': in {{ 5 | join(',') }}: join: needs a list, not an integer (n1, n2) | correct the expression",
    ],
  },
  {
    name: 'text that should be a mapping',
    files: template("{{ 'a' | dict2items }}"),
    says: [
      "badVariable: group_vars/all.yml:1:25: variable 'cluster_name': in {{ 'a' | dict2items }}: dict2items: needs a mapping, not text (n1, n2) | correct the expression",
    ],
  },
  {
    name: 'text that should be JSON',
    files: template("{{ 'a' | from_json }}"),
    says: [
      "badVariable: group_vars/all.yml:1:25: variable 'cluster_name': in {{ 'a' | from_json }}: from_json: Unexpected token 'a', \"a\" is not valid JSON (n1, n2) | the filter needs JSON text",
    ],
  },
  {
    name: 'text that should be YAML',
    files: template("{{ 'a: [' | from_yaml }}"),
    says: [
      "badVariable: group_vars/all.yml:1:28: variable 'cluster_name': in {{ 'a: [' | from_yaml }}: from_yaml: the [ here is not closed, or a line of it is not indented (line 1) (n1, n2) | the filter needs YAML text",
    ],
  },
  {
    name: 'text that should be base64',
    files: template("{{ 'x' | b64decode }}"),
    says: [
      "badVariable: group_vars/all.yml:1:25: variable 'cluster_name': in {{ 'x' | b64decode }}: b64decode: the text is cut off: letters or the padding = are missing (n1, n2) | correct the expression",
    ],
  },
  {
    name: 'text that should be a size',
    files: template("{{ 'x' | human_to_bytes }}"),
    says: [
      "badVariable: group_vars/all.yml:1:25: variable 'cluster_name': in {{ 'x' | human_to_bytes }}: human_to_bytes: cannot read 'x' as a size (n1, n2) | write a number with a unit, such as 10M",
    ],
  },
  {
    name: 'a hash nobody knows',
    files: template("{{ 'a' | hash('nope') }}"),
    says: [
      "badVariable: group_vars/all.yml:1:25: variable 'cluster_name': in {{ 'a' | hash('nope') }}: hash: the hash 'nope' is not supported (n1, n2) | use one of md5, sha1, sha224, sha256, sha384, sha512, sha512_224, sha512_256, blake2b, blake2s, sha3_224, sha3_256, sha3_384, sha3_512, ripemd160, sm3",
    ],
  },
  {
    name: 'a comparison of versions nobody knows',
    files: template("{{ '1' is version('2', 'about') }}"),
    says: [
      "badVariable: group_vars/all.yml:1:23: variable 'cluster_name': in {{ '1' is version('2', 'about') }}: version: 'about' is not a comparison (n1, n2) | use one of ==, !=, <, <=, >, >=",
    ],
  },
  {
    name: 'versions without an order',
    files: template("{{ 'x' is version('2', '<') }}"),
    says: [
      "badVariable: group_vars/all.yml:1:23: variable 'cluster_name': in {{ 'x' is version('2', '<') }}: version: 'x' of x and '2' of 2 have no order (n1, n2) | compare versions of one form",
    ],
  },
  {
    name: 'an order of text and numbers',
    files: template("{{ ['a', 1] | sort }}"),
    says: [
      "badVariable: group_vars/all.yml:1:30: variable 'cluster_name': in {{ ['a', 1] | sort }}: sort: cannot order an integer and text (n1, n2) | convert them to one type first",
    ],
  },
  {
    name: 'the largest of nothing',
    files: template('{{ [] | max }}'),
    says: [
      "badVariable: group_vars/all.yml:1:24: variable 'cluster_name': in {{ [] | max }}: max: the list is empty (n1, n2) | give it a default: | default(...)",
    ],
  },
  {
    name: 'a filter nobody knows for each item',
    files: template("{{ [1] | map('nope') | list }}"),
    says: [
      "unsupported: group_vars/all.yml:1:25: variable 'cluster_name': in {{ [1] | map('nope') | list }}: the filter 'nope' is not supported (n1, n2) | write the value plainly, or pass it with -e",
    ],
  },
  {
    name: 'a test nobody knows for each item',
    files: template("{{ [{'a': 1}] | selectattr('a', 'nope') | list }}"),
    says: [
      "unsupported: group_vars/all.yml:1:32: variable 'cluster_name': in {{ [{'a': 1}] | selectattr('a', 'nope') | list }}: the test 'nope' is not supported (n1, n2) | did you mean 'none'?",
    ],
  },
  {
    name: 'an attribute items do not have',
    files: template("{{ [{'b': 1}] | map(attribute='a') | list }}"),
    says: [
      "badVariable: group_vars/all.yml:1:53: variable 'cluster_name': in {{ [{'b': 1}] | map(attribute='a') | list }}: there is no 'a' here (n1, n2) | check the name, or add: | default(...)",
    ],
  },
  {
    name: 'a pattern with an open group',
    files: template("{{ 'a' | regex_search('(') }}"),
    says: [
      "badVariable: group_vars/all.yml:1:25: variable 'cluster_name': in {{ 'a' | regex_search('(') }}: regex_search: Invalid regular expression: /(/: Unterminated group (n1, n2) | correct the regular expression",
    ],
  },
  {
    name: 'a pattern with an open set',
    files: template("{{ 'a' | regex_replace('[', 'x') }}"),
    says: [
      "badVariable: group_vars/all.yml:1:25: variable 'cluster_name': in {{ 'a' | regex_replace('[', 'x') }}: regex_replace: Invalid regular expression: /[/: Unterminated character set (n1, n2) | correct the regular expression",
    ],
  },
  {
    name: 'a pattern that repeats nothing',
    files: template("{{ 'a' is match('*') }}"),
    says: [
      "badVariable: group_vars/all.yml:1:23: variable 'cluster_name': in {{ 'a' is match('*') }}: match: Invalid regular expression: /*/: Nothing to repeat (n1, n2) | correct the regular expression",
    ],
  },
  {
    name: 'a format with too few values',
    files: template("{{ '%s %s' | format('a') }}"),
    says: [
      "badVariable: group_vars/all.yml:1:29: variable 'cluster_name': in {{ '%s %s' | format('a') }}: format: not enough values for the format (n1, n2) | correct the expression",
    ],
  },
  {
    name: 'a format of a number for text',
    files: template("{{ '%d' | format('a') }}"),
    says: [
      "badVariable: group_vars/all.yml:1:26: variable 'cluster_name': in {{ '%d' | format('a') }}: format: %d needs a number, not text (n1, n2) | correct the expression",
    ],
  },
  {
    name: 'an empty separator',
    files: template("{{ 'a'.split('') }}"),
    says: [
      "badVariable: group_vars/all.yml:1:28: variable 'cluster_name': in {{ 'a'.split('') }}: split: the separator is empty (n1, n2) | correct the expression",
    ],
  },
  {
    name: 'text that is not there',
    files: template("{{ 'a'.index('b') }}"),
    says: [
      "badVariable: group_vars/all.yml:1:28: variable 'cluster_name': in {{ 'a'.index('b') }}: index: 'b' is not in the text (n1, n2) | correct the expression",
    ],
  },
  {
    name: 'an item of an empty list',
    files: template('{{ [].pop() }}'),
    says: [
      "badVariable: group_vars/all.yml:1:25: variable 'cluster_name': in {{ [].pop() }}: pop: there is no such item (n1, n2) | correct the expression",
    ],
  },
  {
    name: 'an update by what is no list of pairs',
    files: template('{{ {}.update([1]) }}'),
    says: [
      "badVariable: group_vars/all.yml:1:28: variable 'cluster_name': in {{ {}.update([1]) }}: update: needs a mapping, or a list of pairs (n1, n2) | correct the expression",
    ],
  },
];
