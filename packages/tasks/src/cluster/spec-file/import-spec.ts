import { basename, dirname, resolve } from 'node:path';
import { connectionNames, loadInventory, type FileTree, type Inventory, type VariableDefinition } from '@kmagic/core';
import { variablesByName } from '../../spec/topics.ts';
import { topicOf } from '../../spec/variables-doc.ts';
import { movedPaths, type Move } from './moved-paths.ts';
import { writtenNode } from './spec-values.ts';
import { groupsMap, mapOf, settingsMap, yamlText, type YamlSetting } from './spec-yaml.ts';

/** One inventory file, and what it is taken apart for. */
export interface ImportRequest {
  /** Where the file stands, absolute. */
  readonly file: string;
  readonly text: string;
  /** The directory its parts will stand in, absolute. */
  readonly place: string;
}

/**
 * The files of kubespray's layout, by their paths in the directory: `hosts.yaml`, `group_vars/all/` by area and `host_vars/`. Everything
 * stays as it is written, encrypted values too; only what the one file says counts. Throws `badInventory` with its place.
 */
export function importSpec({ file, text, place }: ImportRequest): ReadonlyMap<string, string> {
  const alone: FileTree = { read: (path) => (path === file ? text : undefined), list: () => undefined };
  const inventory = loadInventory({ files: [file], cwd: dirname(file), tree: alone });
  const move = { from: dirname(file), to: resolve(place) };
  const said = `kmagic spec import made it from ${basename(file)}.`;
  const { areas, groups } = groupVariables(inventory, move);
  const hosts = inventory.hosts.flatMap(({ name, definitions }) => {
    const own = last(definitions.filter(({ layer }) => layer === 'hostInventory'));
    return own.length === 0 ? [] : [[`host_vars/${name}.yml`, own.map((one) => asSetting(one, move))] as const];
  });
  const files = [...areas, ...groups, ...hosts].map(([path, settings]) => [path, yamlText([said], settingsMap(settings))] as const);
  return new Map([['hosts.yaml', yamlText([said], hostsMap(inventory))], ...files]);
}

type SettingsFile = readonly [path: string, settings: readonly YamlSetting[]];

function groupVariables(
  { tree }: Inventory,
  move: Move,
): { readonly areas: readonly SettingsFile[]; readonly groups: readonly SettingsFile[] } {
  const all = last(tree.get('all')?.definitions ?? []).map((one) => ({ ...asSetting(one, move), topic: headingOf(one.name) }));
  const areas = Map.groupBy(all, ({ topic }) => areaOf(topic));
  const groups = [...tree.values()].filter(({ name, definitions }) => name !== 'all' && definitions.length > 0);
  return {
    areas: [...areas].map(([area, settings]) => [`group_vars/all/${area}.yml`, settings]),
    groups: groups.map(({ name, definitions }) => [`group_vars/${name}.yml`, last(definitions).map((one) => asSetting(one, move))]),
  };
}

/** Of a name that is given twice the last counts, as when the file itself is read. */
function last(definitions: readonly VariableDefinition[]): readonly VariableDefinition[] {
  return [...new Map(definitions.map((one) => [one.name, one])).values()];
}

function asSetting({ name, value }: VariableDefinition, move: Move): YamlSetting {
  return { name, node: writtenNode(movedPaths(name, value, move)) };
}

const connection: ReadonlySet<string> = new Set(Object.values(connectionNames).flat());

function headingOf(name: string): string {
  const known = variablesByName.get(name);
  return known === undefined ? (connection.has(name) ? 'connection' : 'own') : topicOf(known.place);
}

/** Kubespray's names for the files of its areas. */
const areaNames: Readonly<Record<string, string>> = {
  etcd: 'etcd',
  'host: etcd': 'etcd',
  'host: containerd': 'containerd',
  calico: 'k8s-net-calico',
  download: 'download',
  sources: 'download',
  versions: 'download',
  connection: 'all',
  own: 'all',
  paths: 'all',
  loadbalancer: 'all',
  proxy: 'all',
  reset: 'all',
  kmagic: 'all',
  'host: node': 'all',
  'host: preinstall': 'all',
};

function areaOf(topic: string): string {
  return areaNames[topic] ?? 'k8s-cluster';
}

function hostsMap(inventory: Inventory) {
  const everybody = mapOf(inventory.hosts.map(({ name }) => [name, mapOf([])]));
  return mapOf([
    [
      'all',
      mapOf([
        ['hosts', everybody],
        ['children', groupsMap(inventory)],
      ]),
    ],
  ]);
}
