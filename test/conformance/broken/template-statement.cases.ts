import type { BrokenCase } from './broken-case.ts';
import { template } from './broken-files.ts';

/** Statements that cannot be read. */
export const templateStatementCases: readonly BrokenCase[] = [
  {
    name: 'a comment that is never closed',
    files: template('{# later'),
    says: [
      "badVariable: group_vars/all.yml:1:16: variable 'cluster_name': in {# later: the comment is not closed with '#}' (n1, n2) | correct the template; text that must keep its braces is written {{ \"{{\" }}",
    ],
  },
  {
    name: 'raw text that is never closed',
    files: template('{% raw %}x'),
    says: [
      "badVariable: group_vars/all.yml:1:16: variable 'cluster_name': in {% raw %}: 'raw' is not closed with {% endraw %} (n1, n2) | correct the template; text that must keep its braces is written {{ \"{{\" }}",
    ],
  },
  {
    name: 'a statement that is never closed',
    files: template('{% if a }x{% endif %}'),
    says: [
      "badVariable: group_vars/all.yml:1:18: variable 'cluster_name': in {% if a }x{% endif %}: the statement is not closed with '%}' (n1, n2) | correct the template; text that must keep its braces is written {{ \"{{\" }}",
    ],
  },
  {
    name: 'a statement nobody knows',
    files: template('{% foo %}'),
    says: [
      "badVariable: group_vars/all.yml:1:19: variable 'cluster_name': in {% foo %}: there is no statement 'foo' (n1, n2) | correct the template; text that must keep its braces is written {{ \"{{\" }}",
    ],
  },
  {
    name: 'an if without its end',
    files: template('{% if a %}x'),
    says: [
      "badVariable: group_vars/all.yml:1:19: variable 'cluster_name': in {% if a %}: 'if' is not closed with {% endif %} (n1, n2) | correct the template; text that must keep its braces is written {{ \"{{\" }}",
    ],
  },
  {
    name: 'an if without a condition',
    files: template('{% if %}x{% endif %}'),
    says: [
      'badVariable: group_vars/all.yml:1:22: variable \'cluster_name\': in {% if %}: the expression is empty (n1, n2) | correct the template; text that must keep its braces is written {{ "{{" }}',
    ],
  },
  {
    name: 'an end without its if',
    files: template('x{% endif %}'),
    says: [
      "badVariable: group_vars/all.yml:1:20: variable 'cluster_name': in {% endif %}: 'endif' has nothing to belong to (n1, n2) | correct the template; text that must keep its braces is written {{ \"{{\" }}",
    ],
  },
  {
    name: 'an else without its if',
    files: template('{% else %}'),
    says: [
      "badVariable: group_vars/all.yml:1:19: variable 'cluster_name': in {% else %}: 'else' has nothing to belong to (n1, n2) | correct the template; text that must keep its braces is written {{ \"{{\" }}",
    ],
  },
  {
    name: 'the end of another',
    files: template('{% if a %}{% endfor %}'),
    says: [
      "badVariable: group_vars/all.yml:1:29: variable 'cluster_name': in {% endfor %}: 'endfor' has nothing to belong to (n1, n2) | correct the template; text that must keep its braces is written {{ \"{{\" }}",
    ],
  },
  {
    name: 'a loop without its end',
    files: template('{% for x in y %}'),
    says: [
      "badVariable: group_vars/all.yml:1:19: variable 'cluster_name': in {% for x in y %}: 'for' is not closed with {% endfor %} (n1, n2) | correct the template; text that must keep its braces is written {{ \"{{\" }}",
    ],
  },
  {
    name: 'a loop over nothing',
    files: template('{% for x in %}{% endfor %}'),
    says: [
      'badVariable: group_vars/all.yml:1:28: variable \'cluster_name\': in {% for x in %}: the expression is empty (n1, n2) | correct the template; text that must keep its braces is written {{ "{{" }}',
    ],
  },
  {
    name: 'of for in',
    files: template('{% for x of y %}{% endfor %}'),
    says: [
      "badVariable: group_vars/all.yml:1:25: variable 'cluster_name': in {% for x of y %}: 'in' is missing before 'of' (n1, n2) | correct the template; text that must keep its braces is written {{ \"{{\" }}",
    ],
  },
  {
    name: 'a set without a name',
    files: template('{% set %}'),
    says: [
      'badVariable: group_vars/all.yml:1:23: variable \'cluster_name\': in {% set %}: the expression ends too early (n1, n2) | correct the template; text that must keep its braces is written {{ "{{" }}',
    ],
  },
  {
    name: 'a set without an equals sign',
    files: template('{% set a 1 %}'),
    says: [
      "badVariable: group_vars/all.yml:1:25: variable 'cluster_name': in {% set a 1 %}: '1' is not expected here (n1, n2) | correct the template; text that must keep its braces is written {{ \"{{\" }}",
    ],
  },
  {
    name: 'a macro that is never closed',
    files: template('{% macro m( %}{% endmacro %}'),
    says: [
      'badVariable: group_vars/all.yml:1:26: variable \'cluster_name\': in {% macro m( %}: the bracket ( is never closed (n1, n2) | correct the template; text that must keep its braces is written {{ "{{" }}',
    ],
  },
  {
    name: 'a call of no macro',
    files: template('{% call x %}{% endcall %}'),
    says: [
      "badVariable: group_vars/all.yml:1:24: variable 'cluster_name': in {% call x %}: after 'call' the call of a macro is expected (n1, n2) | correct the template; text that must keep its braces is written {{ \"{{\" }}",
    ],
  },
  {
    name: 'an include',
    files: template('{% include "x" %}'),
    says: [
      "unsupported: group_vars/all.yml:1:19: variable 'cluster_name': in {% include \"x\" %}: the statement 'include' is not supported (n1, n2) | use lookup('template', PATH)",
    ],
  },
  {
    name: 'a break',
    files: template('{% for i in [1] %}{% break %}{% endfor %}'),
    says: [
      "unsupported: group_vars/all.yml:1:37: variable 'cluster_name': in {% break %}: the statement 'break' is not supported (n1, n2) | choose the items before: {% for item in items if CONDITION %}",
    ],
  },
  {
    name: 'a do',
    files: template('{% do a.append(1) %}'),
    says: [
      "unsupported: group_vars/all.yml:1:19: variable 'cluster_name': in {% do a.append(1) %}: the statement 'do' is not supported (n1, n2) | {% set _ = EXPRESSION %} does the same",
    ],
  },
  {
    name: 'a mistake on the third line',
    files: { ...template('x'), 'group_vars/all.yml': 'cluster_name: |\n  {% if true %}\n  a\n  {{ b c }}\n  {% endif %}\n' },
    says: [
      "badVariable: group_vars/all.yml:4:8: variable 'cluster_name': in {{ b c }}: 'c' is not expected here (n1, n2) | correct the template; text that must keep its braces is written {{ \"{{\" }}",
    ],
  },
  {
    name: 'a mistake deep inside',
    files: { ...template('x'), 'group_vars/all.yml': 'node_labels:\n  a: b\n  c: "{{ d e }}"\n' },
    says: [
      "badVariable: group_vars/all.yml:3:12: variable 'node_labels': in {{ d e }}: 'e' is not expected here (n1, n2) | correct the template; text that must keep its braces is written {{ \"{{\" }}",
    ],
  },
];
