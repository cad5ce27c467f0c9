import { describe, expect, it } from 'vitest';
import { sampleFacts } from '../sample-spec.ts';
import type { HostInput } from '../spec-input.ts';
import { templateDefaults } from '../template-defaults.ts';
import { evaluatedInventories, type EvaluatedInventory } from './evaluated-inventories.ts';

const systems = {
  Debian: { id: 'debian', versionId: '13', prettyName: 'Debian', idLike: [] },
  RedHat: { id: 'rocky', versionId: '9', prettyName: 'Rocky', idLike: ['rhel', 'centos', 'fedora'] },
} as const;

function hostsOf({ arch, system, variables, hosts, groups }: EvaluatedInventory): readonly HostInput[] {
  return Object.entries(hosts).map(([name, own]) => ({
    name,
    groups: Object.keys(groups).filter((group) => groups[group]?.includes(name)),
    variables: { ...variables, ...own.variables },
    origins: {},
    facts: {
      ...sampleFacts,
      hostname: name,
      arch,
      memoryMiB: 2048,
      os: systems[system],
      defaultIpv4: { address: own.ip, interface: 'eth0' },
    },
  }));
}

/** Ansible leaves text where a template is more than one expression: 2 is '2' and true 'True'. */
function asText(value: unknown): unknown {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value).toLowerCase();
  return value === 'True' || value === 'False' ? value.toLowerCase() : value;
}

describe.each(evaluatedInventories)("kubespray's own values: $title", (inventory) => {
  const hosts = hostsOf(inventory);
  const defaultsOf = templateDefaults({ hosts, group: (name) => inventory.groups[name], inventoryDir: () => '/inventory' });
  const asked = hosts.filter((host) => host.name in inventory.of);

  it.each(asked)('on $name', (host) => {
    const defaults = defaultsOf(host);
    const want = { ...inventory.every, ...inventory.of[host.name] };
    const got = Object.fromEntries(Object.keys(want).map((name) => [name, asText(defaults[name])]));
    expect(got).toEqual(Object.fromEntries(Object.entries(want).map(([name, value]) => [name, asText(value)])));
  });
});
