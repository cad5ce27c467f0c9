import { describe, expect, it } from 'vitest';
import { KmagicError } from '../../errors/kmagic-error.ts';
import { memoryFiles } from '../../inventory/file-tree.ts';
import { loadInventory } from '../../inventory/load-inventory.ts';
import { resolveVariables } from '../variables.ts';
import { templateCases } from './jinja-subset.cases.ts';

function evaluate(template: string): unknown {
  const tree = memoryFiles({
    'i.ini':
      '[kube_control_plane]\nn1 ip=10.0.0.1 ansible_host=1.1.1.1\nn2 ip=10.0.0.2\n[kube_node]\nn3 ip=10.0.0.3 extra=5\n[etcd:children]\nkube_control_plane\n',
    'group_vars/all.json': JSON.stringify({
      t: template,
      base_var: '/base',
      nested_list: ['{{ base_var }}', { z: '{{ ip }}' }],
      nested_map: { k: '{{ base_var }}v' },
    }),
  });
  return resolveVariables(loadInventory({ files: ['i.ini'], cwd: '/site', tree }), { tree, env: {} }).get('n1', 't')?.value;
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

it.each(templateCases)('%s gives what Ansible gives', (template, value) => {
  expect(evaluate(template)).toEqual(value);
});

it('white space around one expression leaves a list a list', () => {
  expect(evaluate('{{ [1] }}\n')).toEqual([1]);
  expect(evaluate(' {{ 1 }} ')).toBe(1);
  expect(evaluate('{{ "a" }}\n')).toBe('a\n');
});

it('group members of a mapping and a list are found by name and number', () => {
  expect(evaluate('{{ nested_list.0 }}{{ nested_list[1].z }}')).toBe('/base10.0.0.1');
});

describe('what cannot be evaluated', () => {
  const prefix = "group_vars/all.json:1:2: variable 't' of n1: ";
  it.each<readonly [string, string, string]>([
    ['{{ ip', 'badVariable', "the expression is not closed with '}}' (character 3 of the value)"],
    ['{{ }}', 'badVariable', 'the expression is empty (character 4 of the value)'],
    ['{{ ip ip }}', 'badVariable', "'ip' is not expected here (character 7 of the value)"],
    ['{{ ip | }}', 'badVariable', 'the expression ends too early (character 9 of the value)'],
    ["{{ 'a }}", 'badVariable', "the quote ' is never closed (character 4 of the value)"],
    ['{{ a ? b }}', 'badVariable', "the character '?' has no meaning here (character 6 of the value)"],
    ['{{ [1, 2 }}', 'badVariable', "the expression is not closed with '}}' (character 3 of the value)"],
    ['{# note', 'badVariable', "the comment is not closed with '#}' (character 1 of the value)"],
    ['{% if ip %}a{% endif %}', 'unsupported', 'statements {% ... %} are not supported yet'],
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
      "in {{ lookup('pipe', 'date') }}: lookup('pipe') is not supported: evaluating an inventory runs no program and changes nothing",
    ],
    ["{{ lookup('file', 'x') }}", 'badVariable', "in {{ lookup('file', 'x') }}: lookup: no such file: x"],
    ["{{ 'a' + 1 }}", 'badVariable', "in {{ 'a' + 1 }}: '+' cannot be used between text and a number"],
    ["{{ 'a' < 1 }}", 'badVariable', "in {{ 'a' < 1 }}: '<' cannot be used between text and a number"],
    ['{{ 1 / 0 }}', 'badVariable', 'in {{ 1 / 0 }}: a division by zero'],
    ["{{ 'x' if false }}", 'badVariable', "in {{ 'x' if false }}: the condition does not hold and there is no 'else'"],
    [
      "{{ 'a' | regex_search('(') }}",
      'badVariable',
      "in {{ 'a' | regex_search('(') }}: regex_search: Invalid regular expression: /(/: Unterminated group",
    ],
    ["{{ ['a', nope] | join }}", 'badVariable', "in {{ ['a', nope] | join }}: 'nope' is undefined"],
    ['{{ range(10 ** 9) }}', 'badVariable', 'in {{ range(10 ** 9) }}: range: has no end or more than 100000 numbers'],
    ['{{ constructor }}', 'badVariable', "in {{ constructor }}: 'constructor' is undefined"],
    ['{{ nested_map.constructor }}', 'badVariable', "in {{ nested_map.constructor }}: there is no 'constructor' here"],
    ['{{ ip | constructor }}', 'unsupported', "in {{ ip | constructor }}: the filter 'constructor' is not supported"],
  ])('%s: %s, %s', (template, code, message) => {
    const error = problem(template);
    expect(error.message.slice(0, prefix.length + message.length)).toBe(prefix + message);
    expect(error.code).toBe(code);
    expect(error.hint).toBeTruthy();
  });

  it('is our error even where it is nested beyond the stack', () => {
    expect(problem(`{{ ${'('.repeat(50_000)}1${')'.repeat(50_000)} }}`).message).toContain('nested too deeply');
  });

  it('is our error for any text', () => {
    let state = 7;
    const random = (below: number) => (state = (state * 1103515245 + 12345) % 2147483648) % below;
    const pieces = [
      '{{',
      '}}',
      ' ip ',
      'groups',
      'hostvars',
      '.',
      '[',
      ']',
      '(',
      ')',
      '|',
      ' default',
      ' map',
      ' join',
      ' is ',
      ' not ',
      ' in ',
      ' if ',
      ' else ',
      "'n1'",
      '1',
      '-',
      '~',
      '+',
      '*',
      ',',
      '=',
      ':',
      '{',
      '}',
      ' none ',
      'regex_replace',
      ' combine',
      ' extract',
      ' select',
      "'attr'",
    ];
    for (let round = 0; round < 1500; round += 1) {
      const template = `{{ ${Array.from({ length: 1 + random(9) }, () => pieces[random(pieces.length)]).join('')} }}`;
      try {
        evaluate(template);
      } catch (error) {
        expect(error instanceof KmagicError ? '' : `${template}: ${String((error as Error).stack)}`).toBe('');
      }
    }
  });
});
