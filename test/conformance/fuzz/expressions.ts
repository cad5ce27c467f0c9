import type { Chance } from '../random/chance.ts';
import { argumentNames, filterNames, functionCalls, methods, operands, operators, testNames } from './words.ts';

/** A template that can be read, of parts that seldom go together. */
export function strangeTemplate(chance: Chance): string {
  const of = (depth: number): string => expression(chance, depth);
  return chance.pick([
    () => `{{ ${of(3)} }}`,
    () => `{{ ${of(2)} }}`,
    () => `{{ ${of(2)} }} and {{ ${of(1)} }}`,
    () =>
      `{% for i in ${of(2)} %}{{ i }}{{ loop.${chance.pick(['index', 'last', 'length', 'previtem', 'cycle(1, 2)', 'changed(i)'])} }}{% endfor %}`,
    () => `{% for i, j in ${of(2)} if ${of(1)} %}{{ j }}{% else %}{{ ${of(1)} }}{% endfor %}`,
    () => `{% if ${of(2)} %}{{ ${of(1)} }}{% elif ${of(1)} %}x{% endif %}`,
    () =>
      `{% set a = ${of(2)} %}{% set b = ${of(1)} %}{{ a${chance.pick([' + b', ' ~ b', '[b]', '.append(b)', '.update(b)', ' | combine(b)', ' | union(b)'])} }}`,
    () => `{% macro m(x, y=${of(1)}) %}{{ x }}{{ y }}{{ caller() if caller is defined }}{% endmacro %}{{ m(${given(chance, 1)}) }}`,
    () => `{% set n = namespace(a=${of(1)}) %}{% for i in [1, 2] %}{% set n.a = ${of(1)} %}{% endfor %}{{ n.a }}`,
    () => `{% filter ${chance.pick(filterNames)} %}{{ ${of(1)} }}{% endfilter %}`,
  ])();
}

function expression(chance: Chance, depth: number): string {
  if (depth === 0 || chance.percent(15)) return chance.pick(operands);
  const of = (): string => expression(chance, depth - 1);
  const args = (): string => given(chance, depth - 1);
  return chance.pick([
    () => `(${of()}) | ${chance.pick(filterNames)}`,
    () => `(${of()}) | ${chance.pick(filterNames)}(${args()})`,
    () => `(${of()}) | ${chance.pick(filterNames)}(${args()})`,
    () => `(${of()}) | map('${chance.pick(filterNames)}', ${of()}) | list`,
    () => `(${of()}) | select('${chance.pick(testNames)}', ${of()}) | list`,
    () => `(${of()}) is ${chance.pick(testNames)}(${args()})`,
    () => `(${of()}).${chance.pick(methods)}(${args()})`,
    () => `(${of()}) ${chance.pick(operators)} (${of()})`,
    () => `(${of()})[${of()}]`,
    () => `(${of()})[${chance.pick(['', ...operands])}:${chance.pick(['', ...operands])}:${chance.pick(['', '-1', '2', ...operands])}]`,
    () => `[${of()}, ${of()}]`,
    () => `{${of()}: ${of()}, 'a': ${of()}}`,
    () => `(${of()} if ${of()} else ${of()})`,
    () => `${chance.pick(functionCalls)}${args()})`,
  ])();
}

function given(chance: Chance, depth: number): string {
  const positional = Array.from({ length: chance.int(0, 3) }, () => expression(chance, Math.max(0, depth)));
  const named = Array.from({ length: chance.pick([0, 0, 0, 1]) }, () => `${chance.pick(argumentNames)}=${expression(chance, 0)}`);
  return [...positional, ...named].join(', ');
}
