import type { Chance } from './chance.ts';
import { literal, type Sort } from './values.ts';

/** A name a template may use, what it holds, and whether other hosts' templates may ask for it. */
export interface Name {
  readonly name: string;
  readonly sort: Sort;
  readonly isShared: boolean;
}

interface Writing {
  readonly chance: Chance;
  readonly names: readonly Name[];
  /** Hosts whose variables it may ask for; none where others may ask for it: Ansible has no hostvars within hostvars. */
  readonly hosts: readonly string[];
}

/** A template over names: an expression alone, text around some, or blocks. */
export function template(writing: Writing): { readonly text: string; readonly sort: Sort } {
  const { chance } = writing;
  const form = chance.int(0, 11);
  if (form < 5) {
    const sort = chance.pick<Sort>(['text', 'number', 'truth', 'list', 'mapping']);
    return { text: `{{ ${expression(writing, sort, 3)} }}`, sort: sort === 'number' || sort === 'truth' ? 'text' : sort };
  }
  if (form < 7) return { text: pieces(writing), sort: 'text' };
  if (form === 7) return { text: `[${anyOf(writing)}, ${anyOf(writing)}]`, sort: 'text' };
  if (form === 8) return { text: `{% set s = ${expression(writing, 'number', 2)} %}{{ s + 1 }}${pieces(writing)}`, sort: 'text' };
  return { text: block(writing), sort: 'text' };
}

function anyOf(writing: Writing): string {
  return `{{ ${expression(writing, writing.chance.pick<Sort>(['text', 'number', 'truth', 'list']), 1)} }}`;
}

function pieces(writing: Writing): string {
  const { chance } = writing;
  return Array.from({ length: chance.int(1, 3) }, () => chance.pick(['', 'a', ' ', '-', 'é ', '\n']) + anyOf(writing)).join('');
}

function block(writing: Writing): string {
  const { chance } = writing;
  const [open, close] = chance.percent(30) ? ['{%-', '-%}'] : ['{%', '%}'];
  const truth = (): string => expression(writing, 'truth', 2);
  switch (chance.int(0, 4)) {
    case 0:
      return `${open} if ${truth()} ${close}${anyOf(writing)}${open} endif ${close}`;
    case 1:
      return `${open} if ${truth()} ${close} ${anyOf(writing)} ${open} elif ${truth()} ${close}\nb${open} else ${close}${anyOf(writing)}\n${open} endif ${close}\n`;
    case 2:
      return `[{% for i in ${expression(writing, 'list', 1)} %}{{ i | string | length }}{% if not loop.last %}, {% endif %}{% endfor %}]`;
    case 3:
      return `${open} for i in ${expression(writing, 'list', 2)} ${close}{{ loop.index }}:{{ i }} ${open} else ${close}none${open} endfor ${close}`;
    default:
      return `{% for i in range(${chance.int(0, 4)}) if i is ${chance.pick(['odd', 'even', 'divisibleby 3'])} %}{{ i }}{{ ${expression(writing, 'text', 1)} }}{% endfor %}`;
  }
}

function expression(writing: Writing, sort: Sort, depth: number): string {
  const { chance } = writing;
  if (depth === 0 || chance.percent(20)) return leaf(writing, sort);
  const of = (wanted: Sort): string => expression(writing, wanted, depth - 1);
  if (chance.percent(10)) return `(${of(sort)} if ${of('truth')} else ${of(sort)})`;
  if (chance.percent(8)) return `(nowhere | default(${of(sort)}))`;
  return chance.pick(rules[sort])(of, chance);
}

function leaf({ chance, names, hosts }: Writing, sort: Sort): string {
  const known = names.filter((one) => one.sort === sort);
  if (known.length === 0 || chance.percent(25)) return literal(chance, sort);
  const { name, isShared } = chance.pick(known);
  return isShared && hosts.length > 0 && chance.percent(15) ? `hostvars['${chance.pick(hosts)}'].${name}` : name;
}

type Rule = (of: (sort: Sort) => string, chance: Chance) => string;

const rules: Readonly<Record<Sort, readonly Rule[]>> = {
  text: [
    (of) => `(${of('text')} ~ ${of('number')})`,
    (of) => `(${of('text')} ~ ${of('truth')} ~ ${of('text')})`,
    (of) => `(${of('text')} + ${of('text')})`,
    (of, c) =>
      `(${of('text')} | ${c.pick(['upper', 'lower', 'trim', 'capitalize', 'title', 'string', 'quote', 'b64encode', "hash('sha1')", "replace('a', 'b')", "default('d', true)", "regex_replace('[a-z]+', '<\\\\g<0>>')", "regex_search('[a-zA-Z]')", 'to_json', 'basename', 'center(9)', 'reverse'])})`,
    (of, c) => `(${of('list')} | join('${c.pick([',', '', ' - '])}'))`,
    (of, c) => `${of('text')}[${c.pick([':2', '1:', '-2:', '::-1', '1:3'])}]`,
    (of) => `(${of('mapping')}).k`,
    (of) => `(${of('truth')} | ternary(${of('text')}, ${of('text')}))`,
    (of) => `('%s/%s' | format(${of('text')}, ${of('number')}))`,
    (of) => `(${of('list')} | string)`,
    (of) => `(${of('mapping')} | to_json)`,
    (of) => `(inventory_hostname ~ ${of('text')})`,
    (of) => `(${of('list')} | first | default('nothing'))`,
  ],
  number: [
    (of, c) => `(${of('number')} ${c.pick(['+', '-', '*'])} ${of('number')})`,
    (of, c) => `(${of('number')} ${c.pick(['//', '%'])} ${c.int(1, 7)})`,
    (of, c) => `(${of('number')} / ${c.pick([2, 3, 4])})`,
    (of, c) => `(${of(c.pick<Sort>(['text', 'list', 'mapping']))} | length)`,
    (of, c) => `(${of(c.pick<Sort>(['text', 'number', 'truth']))} | int${c.pick(['', '(7)'])})`,
    (of) => `(${of('number')} | abs)`,
    (of) => `-${of('number')}`,
    (of) => `(${of('mapping')}).n`,
    (of, c) => `([${of('number')}, ${of('number')}] | ${c.pick(['min', 'max', 'sum'])})`,
    (of) => `(${of('number')} | float)`,
    (of, c) => `(${of('number')} | round(${c.pick(['', '1', "0, 'floor'"])}))`,
    (_, c) => `(groups['${c.pick(['all', 'ga', 'gb'])}'] | length)`,
  ],
  truth: [
    (of, c) => `(${of('number')} ${c.pick(['<', '>', '<=', '>=', '==', '!='])} ${of('number')})`,
    (of, c) => `(${of('text')} ${c.pick(['==', '!=', '<'])} ${of('text')})`,
    (of, c) => `(${of('truth')} ${c.pick(['and', 'or'])} ${of('truth')})`,
    (of) => `(not ${of('truth')})`,
    (of, c) => `(${of('text')} ${c.pick(['in', 'not in'])} ${of('text')})`,
    (of, c) => `(${of('text')} ${c.pick(['in', 'not in'])} ${of('list')})`,
    (of) => `('k' in ${of('mapping')})`,
    (of, c) =>
      `(${of(c.pick<Sort>(['text', 'number', 'list', 'mapping', 'truth']))} is ${c.pick(['defined', 'string', 'number', 'mapping', 'iterable', 'none', 'not sequence', 'boolean'])})`,
    (of, c) => `(${of('text')} is ${c.pick(["match('[a-z]')", "search('b')", "version('1.2', '>=')", 'lower', 'truthy'])})`,
    (of) => `(${of('text')} | bool)`,
    (of) => `(${of('list')} == ${of('list')})`,
    (_, c) => `('${c.pick(['ga', 'gb', 'gc'])}' in group_names)`,
    () => '(nowhere is undefined)',
  ],
  list: [
    (of) => `(${of('list')} + ${of('list')})`,
    (of) => `[${of('number')}, ${of('text')}]`,
    (of, c) =>
      `(${of('list')} | ${c.pick(['unique', 'list', 'flatten', "map('string') | list", "map('length') | list", 'reverse | list', "select('number') | list", "reject('string') | list", "map('upper') | list", 'union([]) | sort', "map('regex_replace', '^', '-') | list", 'zip([1, 2]) | list', 'batch(2) | list', "map('default', 1) | list"])})`,
    (of, c) => `${of('list')}[${c.pick([':2', '1:', '-1:', '::-1'])}]`,
    (of) => `(${of('mapping')}.keys() | list)`,
    (of) => `(${of('mapping')} | dict2items | map(attribute='key') | list)`,
    (of) => `${of('text')}.split(',')`,
    (_, c) => `(range(${c.int(0, 3)}, ${c.int(3, 6)}) | list)`,
    (of) => `(${of('text')} | regex_findall('[a-z0-9]'))`,
    (of) => `[${of('list')}, ${of('mapping')}]`,
    () => "(groups['ga'] | sort)",
  ],
  mapping: [
    (of) => `(${of('mapping')} | combine(${of('mapping')}))`,
    (of) => `{'k': ${of('text')}, 'n': ${of('number')}}`,
    (of) => `dict(k=${of('text')}, n=${of('number')})`,
    (of) => `(${of('mapping')} | dict2items | items2dict)`,
    (of) => `(${of('mapping')} | combine({'k': ${of('list')}}))`,
  ],
};
