import type { BrokenCase } from './broken-case.ts';
import { all, template } from './broken-files.ts';

/** Templates that cannot be read. */
export const templateSyntaxCases: readonly BrokenCase[] = [
  {
    name: 'no closing braces',
    files: template('{{ site'),
    says: [
      "badVariable: group_vars/all.yml:1:18: variable 'cluster_name': in {{ site: the expression is not closed with '}}' (n1, n2) | correct the template; text that must keep its braces is written {{ \"{{\" }}",
    ],
  },
  {
    name: 'one closing brace',
    files: template('{{ site }'),
    says: [
      "badVariable: group_vars/all.yml:1:18: variable 'cluster_name': in {{ site }: the expression is not closed with '}}' (n1, n2) | correct the template; text that must keep its braces is written {{ \"{{\" }}",
    ],
  },
  {
    name: 'no expression',
    files: template('{{ }}'),
    says: [
      'badVariable: group_vars/all.yml:1:19: variable \'cluster_name\': in {{ }}: the expression is empty (n1, n2) | correct the template; text that must keep its braces is written {{ "{{" }}',
    ],
  },
  {
    name: 'two names',
    files: template('{{ a b }}'),
    says: [
      "badVariable: group_vars/all.yml:1:21: variable 'cluster_name': in {{ a b }}: 'b' is not expected here (n1, n2) | correct the template; text that must keep its braces is written {{ \"{{\" }}",
    ],
  },
  {
    name: 'nothing behind an operator',
    files: template('{{ a + }}'),
    says: [
      'badVariable: group_vars/all.yml:1:23: variable \'cluster_name\': in {{ a + }}: the expression ends too early (n1, n2) | correct the template; text that must keep its braces is written {{ "{{" }}',
    ],
  },
  {
    name: 'nothing behind a bar',
    files: template('{{ a | }}'),
    says: [
      'badVariable: group_vars/all.yml:1:23: variable \'cluster_name\': in {{ a | }}: the expression ends too early (n1, n2) | correct the template; text that must keep its braces is written {{ "{{" }}',
    ],
  },
  {
    name: 'nothing behind is',
    files: template('{{ a is not }}'),
    says: [
      'badVariable: group_vars/all.yml:1:28: variable \'cluster_name\': in {{ a is not }}: the expression ends too early (n1, n2) | correct the template; text that must keep its braces is written {{ "{{" }}',
    ],
  },
  {
    name: 'nothing behind if',
    files: template('{{ a if }}'),
    says: [
      'badVariable: group_vars/all.yml:1:24: variable \'cluster_name\': in {{ a if }}: the expression ends too early (n1, n2) | correct the template; text that must keep its braces is written {{ "{{" }}',
    ],
  },
  {
    name: 'a parenthesis that is never closed',
    files: template("{{ lookup('env' }}"),
    says: [
      "badVariable: group_vars/all.yml:1:25: variable 'cluster_name': in {{ lookup('env' }}: the bracket ( is never closed (n1, n2) | correct the template; text that must keep its braces is written {{ \"{{\" }}",
    ],
  },
  {
    name: 'a bracket that is never closed',
    files: template('{{ [1, 2 }}'),
    says: [
      'badVariable: group_vars/all.yml:1:19: variable \'cluster_name\': in {{ [1, 2 }}: the bracket [ is never closed (n1, n2) | correct the template; text that must keep its braces is written {{ "{{" }}',
    ],
  },
  {
    name: 'a mapping that is never closed',
    files: template("{{ {'a': 1 }}"),
    says: [
      "badVariable: group_vars/all.yml:1:18: variable 'cluster_name': in {{ {'a': 1 }}: the expression is not closed with '}}' (n1, n2) | correct the template; text that must keep its braces is written {{ \"{{\" }}",
    ],
  },
  {
    name: 'a parenthesis too many',
    files: template('{{ a) }}'),
    says: [
      "badVariable: group_vars/all.yml:1:20: variable 'cluster_name': in {{ a) }}: ')' closes nothing (n1, n2) | correct the template; text that must keep its braces is written {{ \"{{\" }}",
    ],
  },
  {
    name: 'a bracket for a parenthesis',
    files: template('{{ f(1] }}'),
    says: [
      'badVariable: group_vars/all.yml:1:20: variable \'cluster_name\': in {{ f(1] }}: the bracket ( is never closed (n1, n2) | correct the template; text that must keep its braces is written {{ "{{" }}',
    ],
  },
  {
    name: 'a quote that is never closed',
    files: template("{{ 'a }}"),
    says: [
      "badVariable: group_vars/all.yml:1:19: variable 'cluster_name': in {{ 'a }}: the quote ' is never closed (n1, n2) | correct the template; text that must keep its braces is written {{ \"{{\" }}",
    ],
  },
  {
    name: 'a quote that is never closed in a value in single quotes',
    files: all("cluster_name: '{{ a | default(''b'') | replace(''x }}'\n"),
    says: [
      "badVariable: group_vars/all.yml:1:48: variable 'cluster_name': in {{ a | default('b') | replace('x }}: the quote ' is never closed (n1, n2) | correct the template; text that must keep its braces is written {{ \"{{\" }}",
    ],
  },
  {
    name: 'a mapping without a colon',
    files: template("{{ {'a' 1} }}"),
    says: [
      "badVariable: group_vars/all.yml:1:24: variable 'cluster_name': in {{ {'a' 1} }}: ':' is missing before '1' (n1, n2) | correct the template; text that must keep its braces is written {{ \"{{\" }}",
    ],
  },
  {
    name: 'an assignment',
    files: template('{{ a = 1 }}'),
    says: [
      "badVariable: group_vars/all.yml:1:21: variable 'cluster_name': in {{ a = 1 }}: '=' is not expected here (n1, n2) | correct the template; text that must keep its braces is written {{ \"{{\" }}",
    ],
  },
  {
    name: 'the or of other languages',
    files: template('{{ a || b }}'),
    says: [
      "badVariable: group_vars/all.yml:1:22: variable 'cluster_name': in {{ a || b }}: '|' is not expected here (n1, n2) | correct the template; text that must keep its braces is written {{ \"{{\" }}",
    ],
  },
  {
    name: 'the and of other languages',
    files: template('{{ a && b }}'),
    says: [
      "badVariable: group_vars/all.yml:1:21: variable 'cluster_name': in {{ a && b }}: the character '&' has no meaning here (n1, n2) | correct the template; text that must keep its braces is written {{ \"{{\" }}",
    ],
  },
  {
    name: 'the not of other languages',
    files: template('{{ !a }}'),
    says: [
      "badVariable: group_vars/all.yml:1:19: variable 'cluster_name': in {{ !a }}: the character '!' has no meaning here (n1, n2) | correct the template; text that must keep its braces is written {{ \"{{\" }}",
    ],
  },
  {
    name: 'the choice of other languages',
    files: template('{{ a ? b : c }}'),
    says: [
      "badVariable: group_vars/all.yml:1:21: variable 'cluster_name': in {{ a ? b : c }}: the character '?' has no meaning here (n1, n2) | correct the template; text that must keep its braces is written {{ \"{{\" }}",
    ],
  },
  {
    name: 'the variable of a shell',
    files: template('{{ $a }}'),
    says: [
      "badVariable: group_vars/all.yml:1:19: variable 'cluster_name': in {{ $a }}: the character '$' has no meaning here (n1, n2) | correct the template; text that must keep its braces is written {{ \"{{\" }}",
    ],
  },
  {
    name: 'an if at the beginning',
    files: template('{{ if a }}'),
    says: [
      "badVariable: group_vars/all.yml:1:19: variable 'cluster_name': in {{ if a }}: 'if' is not expected here (n1, n2) | correct the template; text that must keep its braces is written {{ \"{{\" }}",
    ],
  },
  {
    name: 'a dot at the end',
    files: template('{{ a.b. }}'),
    says: [
      'badVariable: group_vars/all.yml:1:24: variable \'cluster_name\': in {{ a.b. }}: the expression ends too early (n1, n2) | correct the template; text that must keep its braces is written {{ "{{" }}',
    ],
  },
  {
    name: 'empty brackets',
    files: template('{{ a[] }}'),
    says: [
      'badVariable: group_vars/all.yml:1:20: variable \'cluster_name\': in {{ a[] }}: the brackets [] are empty (n1, n2) | correct the template; text that must keep its braces is written {{ "{{" }}',
    ],
  },
  {
    name: 'a slice of four parts',
    files: template('{{ a[1:2:3:4] }}'),
    says: [
      'badVariable: group_vars/all.yml:1:20: variable \'cluster_name\': in {{ a[1:2:3:4] }}: a slice has three parts at most (n1, n2) | correct the template; text that must keep its braces is written {{ "{{" }}',
    ],
  },
  {
    name: 'an argument without a name behind one with a name',
    files: template('{{ f(a=1, 2) }}'),
    says: [
      'badVariable: group_vars/all.yml:1:26: variable \'cluster_name\': in {{ f(a=1, 2) }}: an argument without a name follows one with a name (n1, n2) | correct the template; text that must keep its braces is written {{ "{{" }}',
    ],
  },
  {
    name: 'a template in a template',
    files: template('{{ {{ a }} }}'),
    says: [
      "badVariable: group_vars/all.yml:1:24: variable 'cluster_name': in {{ a }}: ':' is missing before '}' (n1, n2) | correct the template; text that must keep its braces is written {{ \"{{\" }}",
    ],
  },
];
