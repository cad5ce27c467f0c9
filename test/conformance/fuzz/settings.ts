import type { Chance } from '../random/chance.ts';
import type { FuzzInput } from './fuzz-input.ts';
import { mutatedTemplate } from './mutate.ts';
import { strangeTemplate } from './expressions.ts';
import { settings } from './words.ts';

const hosts = `[kube_control_plane]
n1 ip=192.0.2.1
[etcd]
n1
[kube_node]
n1
n2 ip=192.0.2.2
`;

/** A cluster that is sound but for some settings with values nobody expects. */
export function strangeSettings(chance: Chance): FuzzInput {
  const all = Object.fromEntries(Array.from({ length: chance.int(1, 6) }, () => [chance.pick(settings), strangeValue(chance, 0)]));
  const own = Object.fromEntries(Array.from({ length: chance.int(0, 2) }, () => [chance.pick(settings), strangeValue(chance, 0)]));
  return cluster({ 'group_vars/all.yml': json(all), 'host_vars/n2.yml': json(own) });
}

/** A cluster whose variables are templates: those given, with changes, and some made of nothing but pieces. */
export function strangeTemplates(chance: Chance, templates: readonly string[]): FuzzInput {
  const all = Object.fromEntries(
    Array.from({ length: 12 }, (_, n) => {
      const template = chance.percent(30) ? mutatedTemplate(chance, chance.pick(templates), templates) : strangeTemplate(chance);
      return [`v${n}`, template];
    }),
  );
  return cluster({ 'group_vars/all.yml': json(all) });
}

/** Every template in the files of inputs, as a text in quotes or behind a colon. */
export function templatesIn(inputs: readonly FuzzInput[]): readonly string[] {
  const texts = inputs.flatMap(({ files }) => Object.values(files)).flatMap((text) => text.split('\n'));
  return [...new Set(texts.flatMap((line) => /\{[{%].*[}%]\}/.exec(line)?.[0] ?? []))];
}

function cluster(files: Readonly<Record<string, string>>): FuzzInput {
  return { files: { 'hosts.ini': hosts, ...files }, inventories: ['hosts.ini'], extraVars: [], vault: [] };
}

/** Escaped beyond ASCII, as the files of inputs are bytes. */
function json(value: unknown): string {
  return JSON.stringify(value, null, 1).replace(/[^\x20-\x7e\n]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

const scalars: readonly unknown[] = [
  ...[
    null,
    true,
    false,
    0,
    1,
    -1,
    1.5,
    1e99,
    2 ** 53,
    '',
    ' ',
    'a',
    'true',
    'no',
    '0',
    '-1',
    '1e3',
    '10.0.0.0/8',
    '10.233.0.0/18',
    '0.0.0.0/0',
  ],
  ...[
    '192.0.2.1',
    '192.0.2.1/32',
    '10.0.0.300',
    '::1',
    'fd00::/64',
    '1.36.4',
    'v1.35.1',
    '1.36.99',
    '30s',
    '0s',
    '8Gi',
    '0',
    '1m',
    '100000Gi',
    '1-2',
    '65535-1',
  ],
  ...[
    '/etc',
    'https://x.example',
    'key=value:NoSchedule',
    'a=b',
    'Always',
    'Never',
    'none',
    'calico',
    'cni',
    'docker',
    'ipvs',
    'manual',
    'host',
    'A_b',
    '\n',
    '{{ x }}',
  ],
  ...['{{ groups.etcd | length }}', '{{ hostvars }}', '__proto__', 'constructor'],
];

function strangeValue(chance: Chance, depth: number): unknown {
  if (depth > 2 || chance.percent(65)) return chance.pick(scalars);
  const items = Array.from({ length: chance.int(0, 3) }, () => strangeValue(chance, depth + 1));
  if (chance.percent(50)) return items;
  const keys = [
    'name',
    'address',
    'port',
    'prefix',
    'mirrors',
    'host',
    'hostPath',
    'a',
    '__proto__',
    'cpu',
    'memory',
    'ip_range',
    'address_pools',
    'amd64',
  ];
  return Object.fromEntries(items.map((item) => [chance.pick(keys), item]));
}
