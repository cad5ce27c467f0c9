import type { BrokenCase } from './broken-case.ts';
import { template } from './broken-files.ts';

/** Templates whose values would be too large, or have no end. */
export const templateLimitCases: readonly BrokenCase[] = [
  {
    name: 'a number beyond what is exact',
    files: template('{{ 2 ** 100 }}'),
    says: [
      "badVariable: group_vars/all.yml:1:21: variable 'cluster_name': in {{ 2 ** 100 }}: the result is larger than can be computed exactly (n1, n2) | numbers go up to 9007199254740991",
    ],
  },
  {
    name: 'a text of millions',
    files: template("{{ 'a' * 10000000 }}"),
    says: [
      "badVariable: group_vars/all.yml:1:23: variable 'cluster_name': in {{ 'a' * 10000000 }}: the result would have more than 1000000 items (n1, n2) | check how often it is repeated",
    ],
  },
  {
    name: 'a list of millions',
    files: template('{{ range(100000000) | list }}'),
    says: [
      "badVariable: group_vars/all.yml:1:24: variable 'cluster_name': in {{ range(100000000) | list }}: range: has no end or more than 100000 numbers (n1, n2) | correct the expression",
    ],
  },
  {
    name: 'a width of billions',
    files: template("{{ '%9999999999s' | format('a') }}"),
    says: [
      "badVariable: group_vars/all.yml:1:36: variable 'cluster_name': in {{ '%9999999999s' | format('a') }}: format: widths go up to 10000, not to 9999999999 (n1, n2) | correct the expression",
    ],
  },
  {
    name: 'combinations without end',
    files: template('{{ range(30) | combinations(15) | list }}'),
    says: [
      "badVariable: group_vars/all.yml:1:31: variable 'cluster_name': in {{ range(30) | combinations(15) | list }}: combinations: would make more than 100000 items (n1, n2) | use shorter lists",
    ],
  },
  {
    name: 'loops within loops',
    files: template('{% for i in range(2000) %}{% for j in range(2000) %}{% endfor %}{% endfor %}'),
    says: [
      "badVariable: group_vars/all.yml:1:59: variable 'cluster_name': in {% for j in range(2000) %}: the loops of this template have more than 1000000 turns (n1, n2) | loop over less",
    ],
  },
  {
    name: 'a list that doubles',
    files: template('{% set n = namespace(l=[1]) %}{% for i in range(60) %}{% set n.l = n.l + n.l %}{% endfor %}'),
    says: [
      "badVariable: group_vars/all.yml:1:87: variable 'cluster_name': in {% set n.l = n.l + n.l %}: the result would have more than 1000000 items (n1, n2) | check how often it is repeated",
    ],
  },
  {
    name: 'a mapping that doubles',
    files: template("{% set n = namespace(l={}) %}{% for i in range(60) %}{% set n.l = {'a': n.l, 'b': n.l} %}{% endfor %}{{ n.l }}"),
    says: [
      "badVariable: group_vars/all.yml:1:121: variable 'cluster_name': in {{ n.l }}: what this template makes has more than 10000000 characters and items (n1, n2) | see whether a number is too large, or a loop without need",
    ],
  },
  {
    name: 'a macro of itself',
    files: template('{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}'),
    says: [
      "badVariable: group_vars/all.yml:1:31: variable 'cluster_name': in {{ m() }}: the value is nested too deeply, or too large (n1, n2) | take it apart into several variables",
    ],
  },
  {
    name: 'a list within itself',
    files: template('{% set l = [1] %}{% set _ = l.append(l) %}{{ l }}'),
    says: [
      "badVariable: group_vars/all.yml:1:61: variable 'cluster_name': in {{ l }}: the value is nested too deeply, or too large (n1, n2) | take it apart into several variables",
    ],
  },
  {
    name: 'thousands of parentheses',
    files: template(`{{ ${'('.repeat(20000)}1${')'.repeat(20000)} }}`),
    says: [
      "badVariable: group_vars/all.yml:1:1: variable 'cluster_name': in {{ ((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((...: the value is nested too deeply, or too large (n1, n2) | take it apart into several variables",
    ],
  },
  {
    name: 'thousands of ifs',
    files: template(`${'{% if true %}'.repeat(9000)}${'{% endif %}'.repeat(9000)}`),
    says: [
      "badVariable: group_vars/all.yml:1:16: variable 'cluster_name': in {% if true %}: the value is nested too deeply, or too large (n1, n2) | take it apart into several variables",
    ],
  },
];
