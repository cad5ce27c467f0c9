import type { Chance } from './chance.ts';

/** An INI inventory of the hosts and a group, with values on host lines and in `:vars` that may or may not be Python literals. */
export function randomIni(chance: Chance, hosts: readonly string[], group: string): string {
  const hostLines = hosts.map((host) => [host, ...named(chance, 'a').map(([name, value]) => `${name}=${shellQuoted(value)}`)].join(' '));
  const variables = named(chance, 'b').map(([name, value]) => `${name}${chance.pick(['=', ' = ', '= '])}${value}`);
  return [`[${group}]`, ...hostLines, '', `[${group}:vars]`, ...variables, ''].join('\n');
}

function named(chance: Chance, prefix: string): readonly (readonly [string, string])[] {
  return Array.from({ length: chance.int(0, 8) }, (_, n) => [`${prefix}${n}`, mutated(chance, text(chance, 2))] as const);
}

const words = [
  'word',
  'two words',
  'True',
  'False',
  'None',
  'true',
  'null',
  '1.2.3',
  '10.0.0.1/8',
  'a#b',
  'a # b',
  'a=b',
  'é',
  '',
  '-',
  'v1.30',
  "it's",
  'x;y',
  '~',
  '*',
  'yes',
];
const numbers = [
  '7',
  '-3',
  '+5',
  '0',
  '007',
  '0x1F',
  '0o17',
  '0b11',
  '1_000',
  '1.5',
  '2.0',
  '1.',
  '.5',
  '1e3',
  '-2.5e-3',
  '1E5',
  '00',
  '0.10',
  '1__0',
  '12ab',
];
const quoted = ["'a'", '"b c"', "'it\\'s'", '"say \\"hi\\""', "'a' 'b'", "r'\\d'", "u'é'", "'\\x41\\n'", '"#"', "''", "'a", "'''x'''"];

function text(chance: Chance, depth: number): string {
  const item = (): string => text(chance, depth - 1);
  if (depth === 0 || chance.percent(65)) return chance.pick(chance.pick([words, numbers, quoted]));
  const items = Array.from({ length: chance.int(0, 3) }, item).join(chance.pick([', ', ',', ' , ']));
  return chance.pick([
    `[${items}]`,
    `(${items})`,
    `(${item()},)`,
    items,
    `[${items},]`,
    `{'k': ${chance.pick(numbers)}, "l": ${chance.pick(quoted)}}`,
    `[ ${items} ] # comment`,
  ]);
}

function mutated(chance: Chance, value: string): string {
  if (value.includes('{') || chance.percent(80)) return value;
  const at = chance.int(0, value.length);
  return value.slice(0, at) + chance.pick([',', ' ', '[', ')', '\\', '#', '.', '-', '"']) + value.slice(at);
}

/** As a word of a shell that means the text; only where quoting is needed. */
function shellQuoted(value: string): string {
  if (/^[\w.,:/+~*-]*$/.test(value)) return value;
  return value.includes("'") ? `"${value.replaceAll(/["\\]/g, '\\$&')}"` : `'${value}'`;
}
