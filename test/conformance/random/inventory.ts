import { chance as chanceOf, type Chance } from './chance.ts';
import { randomIni } from './ini.ts';
import { template, type Name } from './templates.ts';
import { plainValue, sorts } from './values.ts';

/** The files of a random inventory by path, `hosts.yml` and `more` the inventories, and what is given with -e. */
export interface RandomInventory {
  readonly files: Readonly<Record<string, string>>;
  readonly extraVars: readonly string[];
}

/** An inventory of a seed: a tree of groups with priorities, and variables, templates among them, at every level of precedence. */
export function randomInventory(seed: number): RandomInventory {
  const chance = chanceOf(seed);
  const hosts = Array.from({ length: chance.int(1, 4) }, (_, n) => `h${n}`);
  const plan = variablePlan(chance, hosts);
  const groups = groupNames.map((name, index) => ({
    name,
    hosts: chance.some(hosts, 45),
    // Only later groups are children: no circles.
    children: chance.some(groupNames.slice(index + 1), 25),
    priority: chance.percent(25) ? chance.int(-1, 3) : undefined,
  }));
  const inventory = {
    all: { hosts: Object.fromEntries(hosts.map((host) => [host, plan('host inventory')])), vars: plan('all inventory') },
    ...Object.fromEntries(
      groups.map(({ name, priority, ...group }) => [
        name,
        {
          hosts: Object.fromEntries(group.hosts.map((host) => [host, null])),
          children: Object.fromEntries(group.children.map((child) => [child, null])),
          vars: { ...plan('group'), ...(priority !== undefined && { ansible_group_priority: priority }) },
        },
      ]),
    ),
  };
  const files = {
    'hosts.yml': inventory,
    'group_vars/all.yml': plan('base'),
    ...Object.fromEntries(chance.some(groupNames, 60).map((name) => [`group_vars/${name}/${chance.pick(['a', 'b'])}.yml`, plan('group')])),
    ...Object.fromEntries(chance.some(hosts, 50).map((name) => [`host_vars/${name}.yml`, plan('host')])),
  };
  const texts = Object.entries(files).map(([path, content]) => [path, `${JSON.stringify(content, null, 2)}\n`] as const);
  return {
    files: { ...Object.fromEntries(texts), more: randomIni(chance, hosts, 'gi') },
    extraVars: chance.percent(50) ? [JSON.stringify(plan('extra'))] : [],
  };
}

const groupNames = ['ga', 'gb', 'gc', 'gd', 'ge'];

/** How many in a hundred of the variables a place sets; `base` sets all, so that most are defined. */
const shares = { base: 100, 'all inventory': 20, group: 15, 'host inventory': 15, host: 20, extra: 8 } as const;

type Place = keyof typeof shares;

/** What each place sets: plain variables of a known sort, and templates over those and over templates before them. */
function variablePlan(chance: Chance, hosts: readonly string[]): (place: Place) => Readonly<Record<string, unknown>> {
  const plain = Array.from({ length: 15 }, (_, n): Name => ({ name: `p${n}`, sort: sorts[n % sorts.length]!, isShared: true }));
  const templates = Array.from({ length: 25 }, (_, n) => `t${n}`);
  const known = new Map<string, Name>();
  return (place) => {
    const values: Record<string, unknown> = {};
    for (const { name, sort } of plain) if (chance.percent(shares[place])) values[name] = plainValue(chance, sort);
    for (const [index, name] of templates.entries()) {
      if (!chance.percent(shares[place])) continue;
      const isShared = index < 10;
      const names = [...plain, ...templates.slice(0, index).flatMap((other) => known.get(other) ?? [])];
      const { text, sort } = template({ chance, names, hosts: isShared ? [] : hosts });
      known.set(name, { name, sort, isShared });
      values[name] = chance.percent(10) ? { inner: [text], k: 'fixed' } : text;
    }
    return values;
  };
}
