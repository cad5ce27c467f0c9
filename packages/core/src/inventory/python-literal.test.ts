import { expect, it } from 'vitest';
import { WholeFloat } from '../vars/evaluator/values.ts';
import { pythonLiteral } from './python-literal.ts';

it.each<readonly [string, unknown]>([
  ['1', 1],
  ['-1', -1],
  ['1_000', 1000],
  ['0x1F', 31],
  ['0o17', 15],
  ['0b101', 5],
  ['1.5', 1.5],
  ['1.', new WholeFloat(1)],
  ['.5', 0.5],
  ['1e3', new WholeFloat(1000)],
  ['True', true],
  ['False', false],
  ['None', null],
  ["'a'", 'a'],
  ['"a" \'b\'', 'ab'],
  ["r'\\d'", '\\d'],
  ["'\\x41\\n'", 'A\n'],
  ["'\\U0001F680'", '🚀'],
  ["'''a'b'''", "a'b"],
  ['[1, "a", [True]]', [1, 'a', [true]]],
  ['(1, 2)', [1, 2]],
  ['(1)', 1],
  ['(1,)', [1]],
  ['1, 2', [1, 2]],
  ['{}', {}],
  ["{'a': {1: 2}}", { a: { 1: 2 } }],
  ['{1, 2}', [1, 2]],
  ['1 # note', 1],
  ['123456789012345678901', '123456789012345678901'],
])('%s is a literal', (text, value) => {
  expect(pythonLiteral(text)).toEqual({ value });
});

it.each([
  'true',
  'yes',
  '0644',
  '192.0.2.1',
  '1_',
  '1a',
  'a b',
  '',
  '[1',
  "'a",
  '{1: 2, 3}',
  '1 2',
  '1:2',
  '- a',
  '{{ [1] }}',
  '{{ 1 }}',
  "'\\x1'",
  "'\\u12'",
  '['.repeat(100_000),
])('%s is no literal, so text', (text) => {
  expect(pythonLiteral(text)).toBeUndefined();
});
