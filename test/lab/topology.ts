import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { repositoryRoot } from './lab-home.ts';
import { releases, type ReleaseName } from './rootfs/releases.ts';

const releaseNames = Object.keys(releases) as readonly ReleaseName[];
const groupNames = ['kube_control_plane', 'etcd', 'kube_node'] as const;

/** A group of kubespray's inventory a lab host can be in. */
export type Group = (typeof groupNames)[number];

/** A host to be made and what it is for. */
export interface PlannedHost {
  readonly name: string;
  readonly groups: readonly Group[];
  /** What it runs; left out, the release of this machine. */
  readonly os?: ReleaseName;
}

const named: Readonly<Record<string, readonly PlannedHost[]>> = {
  ha5: [
    ...['node1', 'node2', 'node3'].map((name) => ({ name, groups: ['kube_control_plane', 'etcd'] as const })),
    ...['node4', 'node5'].map((name) => ({ name, groups: ['kube_node'] as const })),
  ],
  single: [{ name: 'node1', groups: ['kube_control_plane', 'etcd', 'kube_node'] }],
};

/** The hosts of `ha5`, `single`, or of a YAML or JSON file `{ hosts: [{ name, groups, os? }] }`. */
export async function readTopology(topology: string): Promise<readonly PlannedHost[]> {
  const known = named[topology];
  if (known) return known;
  if (!existsSync(topology)) throw new Error(`topology ${topology}: not ${Object.keys(named).join(', ')} and no such file`);
  const text = await readFile(topology, 'utf8');
  const content = (topology.endsWith('.json') ? JSON.parse(text) : await parseYaml(text)) as { hosts?: unknown };
  return check(topology, content.hosts);
}

function check(file: string, hosts: unknown): readonly PlannedHost[] {
  if (!Array.isArray(hosts) || hosts.length === 0) throw new Error(`${file}: hosts must be a list of { name, groups }`);
  return hosts.map((host: { name?: unknown; groups?: unknown; os?: unknown }) => {
    const { name, groups } = host;
    const os = releaseNames.find((release) => release === host.os);
    if (typeof name !== 'string' || !/^[a-z][a-z0-9-]{0,30}$/.test(name)) throw new Error(`${file}: bad host name ${String(name)}`);
    if (!Array.isArray(groups)) throw new Error(`${file}: ${name} has no list of groups`);
    for (const group of groups as unknown[]) {
      if (!groupNames.some((name) => name === group))
        throw new Error(`${file}: ${name}: group ${String(group)} is not one of ${groupNames.join(', ')}`);
    }
    if (host.os !== undefined && !os)
      throw new Error(`${file}: ${name}: os ${JSON.stringify(host.os)} is not one of ${releaseNames.join(', ')}`);
    return { name, groups: groups as Group[], ...(os && { os }) };
  });
}

// The lab has no dependencies of its own; the engine's YAML parser serves.
async function parseYaml(text: string): Promise<unknown> {
  const path = createRequire(join(repositoryRoot, 'packages/core/package.json')).resolve('yaml');
  const yaml = (await import(pathToFileURL(path).href)) as { parse: (text: string) => unknown };
  return yaml.parse(text);
}
