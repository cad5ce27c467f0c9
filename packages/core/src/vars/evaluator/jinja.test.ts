import { describe, expect, it } from 'vitest';
import { KmagicError } from '../../errors/kmagic-error.ts';
import { memoryFiles } from '../../inventory/file-tree.ts';
import { loadInventory } from '../../inventory/load-inventory.ts';
import { resolveVariables } from '../variables.ts';
import type { Variables } from '../variables.ts';
import { templateCases } from './jinja.cases.ts';
import { expressionCases } from './language/expressions.cases.ts';
import { languageVariables } from './language/language-variables.ts';
import { statementCases } from './language/statements.cases.ts';

function variablesWith(templates: Readonly<Record<string, string>>): Variables {
  const tree = memoryFiles({
    'i.ini':
      '[kube_control_plane]\nn1 ip=10.0.0.1 ansible_host=1.1.1.1\nn2 ip=10.0.0.2\n[kube_node]\nn3 ip=10.0.0.3 extra=5\n[etcd:children]\nkube_control_plane\n',
    'group_vars/all/language.yml': languageVariables,
    'group_vars/all/t.json': JSON.stringify({
      ...templates,
      base_var: '/base',
      nested_list: ['{{ base_var }}', { z: '{{ ip }}' }],
      nested_map: { k: '{{ base_var }}v' },
    }),
    'greeting.j2': 'Hello {{ name | default(ip) }}!\n{% for x in lst %}\n{{ x }}\n{% endfor %}\n',
    'secret.creds': 'kept-password salt=abc\n',
  });
  return resolveVariables(loadInventory({ files: ['i.ini'], cwd: '/site', tree }), { env: { HOME: '/home/me' } });
}

function evaluate(template: string): unknown {
  return variablesWith({ t: template }).get('n1', 't')?.value;
}

function problem(template: string): KmagicError {
  try {
    evaluate(template);
  } catch (error) {
    expect(error).toBeInstanceOf(KmagicError);
    return error as KmagicError;
  }
  throw new Error(`${template} was evaluated`);
}

it.each([...templateCases, ...expressionCases, ...statementCases])('%j gives what Ansible gives', (template, value) => {
  expect(evaluate(template)).toEqual(value);
});

it.each<readonly [string, unknown]>([
  ["{{ lookup('env', 'HOME') }}", '/home/me'],
  ["{{ lookup('file', 'secret.creds') }}", 'kept-password salt=abc'],
  ["{{ lookup('template', 'greeting.j2') }}", 'Hello 10.0.0.1!\n1\n2\n3\n'],
  ["{{ lookup('template', 'greeting.j2', template_vars={'name': 'you'}) }}", 'Hello you!\n1\n2\n3\n'],
  ["{{ lookup('pipe', 'date', errors='ignore') | default('x', true) }}", undefined],
])('%s finds it on the controller', (template, value) => {
  if (value === undefined) expect(problem(template).code).toBe('unsupported');
  else expect(evaluate(template)).toBe(value);
});

it('what a template changes, no other template sees', () => {
  expect(evaluate('{% set copy = lst %}{% set _ = copy.append(4) %}{{ copy | length }}{{ lst | length }}')).toBe('43');
  expect(problem('{{ lst.append(4) }}').message).toContain('append: it would change a variable that others see');
});

describe('what cannot be evaluated', () => {
  const prefix = /^group_vars\/all\/t\.json:1:\d+: variable 't' of n1: /;
  it.each<readonly [string, string, string]>([
    ['{{ ip', 'badVariable', "in {{ ip: the expression is not closed with '}}'"],
    ['{{ }}', 'badVariable', 'in {{ }}: the expression is empty'],
    ['{{ ip ip }}', 'badVariable', "in {{ ip ip }}: 'ip' is not expected here"],
    ['{{ ip | }}', 'badVariable', 'in {{ ip | }}: the expression ends too early'],
    ["{{ 'a }}", 'badVariable', "in {{ 'a }}: the quote ' is never closed"],
    ['{{ a ? b }}', 'badVariable', "in {{ a ? b }}: the character '?' has no meaning here"],
    ['{{ [1, 2 }}', 'badVariable', 'in {{ [1, 2 }}: the bracket [ is never closed'],
    ['{{ f(a=1, 2) }}', 'badVariable', 'in {{ f(a=1, 2) }}: an argument without a name follows one with a name'],
    ['{# note', 'badVariable', "in {# note: the comment is not closed with '#}'"],
    ['{% if ip %}a', 'badVariable', "in {% if ip %}: 'if' is not closed with {% endif %}"],
    ['{% endif %}', 'badVariable', "in {% endif %}: 'endif' has nothing to belong to"],
    ['{% foo %}', 'badVariable', "in {% foo %}: there is no statement 'foo'"],
    ['{% for x %}{% endfor %}', 'badVariable', "in {% for x %}: 'in' is missing before '%}'"],
    [
      '{{ 1 + 123456789012345678 }}',
      'unsupported',
      'in {{ 1 + 123456789012345678 }}: the number 123456789012345678 is larger than can be computed exactly',
    ],
    [
      '{{ 0x20000000000000 }}',
      'unsupported',
      'in {{ 0x20000000000000 }}: the number 0x20000000000000 is larger than can be computed exactly',
    ],
    ["{% include 'x' %}", 'unsupported', "in {% include 'x' %}: the statement 'include' is not supported"],
    ['{% do lst %}', 'unsupported', "in {% do lst %}: the statement 'do' is not supported"],
    ['{% for a, b in lst %}{% endfor %}', 'badVariable', 'in {% for a, b in lst %}: 1 is nothing a loop could go through'],
    ['{% for x in num %}{% endfor %}', 'badVariable', 'in {% for x in num %}: 5 is nothing a loop could go through'],
    ['{% macro m(a) %}{% endmacro %}{{ m(b=1) }}', 'badVariable', "in {{ m(b=1) }}: m() has no argument 'b'"],
    ['{% macro m(a) %}{{ a }}{% endmacro %}{{ m() }}', 'badVariable', "in {{ a }}: the argument 'a' of m() was not given"],
    ['{% set x.y = 1 %}', 'badVariable', "in {% set x.y = 1 %}: 'x' is no namespace()"],
    ['{{ nope }}', 'badVariable', "in {{ nope }}: 'nope' is undefined"],
    ['{{ nested_map.q }}', 'badVariable', "in {{ nested_map.q }}: there is no 'q' here"],
    ['{{ nested_list[7] }}', 'badVariable', 'in {{ nested_list[7] }}: there is no item 7, only 2 items'],
    ["{{ hostvars['n9'].ip }}", 'badVariable', "in {{ hostvars['n9'].ip }}: there is no 'n9' here"],
    ['{{ ip | defualt(1) }}', 'unsupported', "in {{ ip | defualt(1) }}: the filter 'defualt' is not supported"],
    ['{{ ip is nice }}', 'unsupported', "in {{ ip is nice }}: the test 'nice' is not supported"],
    ['{{ now() }}', 'unsupported', 'in {{ now() }}: the function now() is not supported'],
    ["{{ ip.encode('x') }}", 'unsupported', "in {{ ip.encode('x') }}: the method .encode() is not supported"],
    [
      "{{ lookup('pipe', 'date') }}",
      'unsupported',
      "in {{ lookup('pipe', 'date') }}: lookup('pipe') is not supported: evaluating an inventory runs no program",
    ],
    [
      "{{ lookup('url', 'x') }}",
      'unsupported',
      "in {{ lookup('url', 'x') }}: lookup('url') is not supported: evaluating an inventory asks nobody",
    ],
    ["{{ lookup('file', 'x') }}", 'badVariable', "in {{ lookup('file', 'x') }}: lookup: no such file: x"],
    ["{{ lookup('vars', 'nope') }}", 'badVariable', "in {{ lookup('vars', 'nope') }}: 'nope' is undefined"],
    ["{{ 'a' + 1 }}", 'badVariable', "in {{ 'a' + 1 }}: '+' cannot be used between text and an integer"],
    ["{{ 'a' < 1 }}", 'badVariable', "in {{ 'a' < 1 }}: '<' cannot be used between text and an integer"],
    ['{{ 1 / 0 }}', 'badVariable', 'in {{ 1 / 0 }}: a division by zero'],
    ['{{ 2 ** 99 }}', 'badVariable', 'in {{ 2 ** 99 }}: the result is larger than can be computed exactly'],
    ["{{ 'x' * 9999999 }}", 'badVariable', "in {{ 'x' * 9999999 }}: the result would have more than 1000000 items"],
    ["{{ 'a'.ljust(5, 'xy') }}", 'badVariable', "in {{ 'a'.ljust(5, 'xy') }}: ljust: fills with one character"],
    ["{{ '%d' % 'x' }}", 'badVariable', "in {{ '%d' % 'x' }}: the format cannot be filled: %d needs a number, not text"],
    ["{{ ['a', nope] | join }}", 'badVariable', "in {{ ['a', nope] | join }}: 'nope' is undefined"],
    ['{{ range(10 ** 9) }}', 'badVariable', 'in {{ range(10 ** 9) }}: range: has no end or more than 100000 numbers'],
    [
      '{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}',
      'badVariable',
      'in {% for b in range(99999) %}: the loops of this template have more than 1000000 turns',
    ],
    ['{{ constructor }}', 'badVariable', "in {{ constructor }}: 'constructor' is undefined"],
    ['{{ nested_map.constructor }}', 'badVariable', "in {{ nested_map.constructor }}: there is no 'constructor' here"],
    ['{{ ip | constructor }}', 'unsupported', "in {{ ip | constructor }}: the filter 'constructor' is not supported"],
  ])('%s: %s, %s', (template, code, message) => {
    const error = problem(template);
    expect(error.message.replace(prefix, '').slice(0, message.length)).toBe(message);
    expect(error.message).toMatch(prefix);
    expect(error.code).toBe(code);
    expect(error.hint).toBeTruthy();
  });

  it('is our error even where it is nested beyond the stack', () => {
    expect(problem(`{{ ${'('.repeat(50_000)}1${')'.repeat(50_000)} }}`).message).toContain('nested too deeply');
  });

  it('is our error for any text', () => {
    let state = 7;
    const random = (below: number) => (state = (state * 1103515245 + 12345) % 2147483648) % below;
    const names =
      ' ip | groups | hostvars | lst | map | num | txt | default | map | join | is | not | in | if | else | for | set | none | ns | loop';
    const words = [
      ...names.split('|'),
      ' combine',
      ' extract',
      ' select',
      'regex_replace',
      ' ipaddr',
      ' namespace()',
      ' endfor',
      ' endif',
      ' macro m',
    ];
    const signs = [
      '{{',
      '}}',
      '{%',
      '%}',
      '{#',
      '#}',
      '.',
      '[',
      ']',
      '(',
      ')',
      '|',
      '-',
      '~',
      '+',
      '*',
      '%',
      ',',
      '=',
      ':',
      '{',
      '}',
      '**',
      '//',
    ];
    const pieces = [...words, ...signs, "'n1'", "'attr'", "'%s'", '1', '2.5'];
    const templates = Array.from({ length: 3000 }, (_, round): [string, string] => {
      const inside = Array.from({ length: 1 + random(9) }, () => pieces[random(pieces.length)]).join('');
      return [`t${round}`, round % 2 === 0 ? `{{ ${inside} }}` : `{% ${inside} %}x{% endif %}`];
    });
    const variables = variablesWith(Object.fromEntries(templates));
    for (const [name, template] of templates) {
      try {
        expect(variables.get('n1', name)).toBeDefined();
        Reflect.get(variables.get('n1', name)!, 'value');
      } catch (error) {
        expect(error instanceof KmagicError ? '' : `${template}: ${String((error as Error).stack)}`).toBe('');
        expect((error as KmagicError).code, template).not.toBe('bug');
      }
    }
  });
});
