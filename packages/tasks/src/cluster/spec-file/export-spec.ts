import { connectionNames, KmagicError, type VaultKey } from '@kmagic/core';
import { holdsSecret } from '../../spec/said.ts';
import { variablesByName } from '../../spec/topics.ts';
import type { ReadInventory } from '../read-cluster.ts';
import { specInput, withDefaults, type DefaultedVariables } from '../spec-source.ts';
import { invalid, validateInventory, type KnownFacts } from '../validate-inventory.ts';
import { header, headerOf } from './header.ts';
import { otherNames } from './other-names.ts';
import { specSettings, type SpecSetting, type SpecSettings } from './settings.ts';
import { plainNode } from './spec-values.ts';
import { groupsMap, mapOf, settingsMap, yamlText, type YamlSetting } from './spec-yaml.ts';

/** What an export is made for. */
export interface ExportRequest extends KnownFacts {
  /** The inventories as the file is to name them. */
  readonly from: readonly string[];
  /** The directory the file will stand in, absolute. */
  readonly place: string;
  /** The key secrets are encrypted with; asked for only where there are any. */
  readonly key: (names: readonly string[]) => Promise<VaultKey | undefined>;
}

/**
 * The settings of a cluster as they take effect, in the text of one YAML inventory: its graph is the same. Contacts nobody; throws what
 * stands in the way of a plan, and `needsFacts` where a setting is made of facts nobody knows. Where `key` gives none secrets are left out.
 */
export async function exportSpec(read: ReadInventory, request: ExportRequest): Promise<string> {
  const { inventory } = read;
  const validation = validateInventory(read, request);
  const wrong = invalid(validation) ?? waitingFor(validation.waiting);
  if (wrong !== undefined) throw wrong;
  const source = withDefaults(inventory, request.facts);
  const settings = specSettings(source, request.place);
  const secret = secretNames(settings);
  const key = secret.length === 0 ? undefined : await request.key(secret);
  const withoutSecrets = key === undefined ? secret : [];
  const dropped = otherNames(source.hosts, specInput(source, request.now).referenced);
  const provenance = { from: request.from, extraVariables: inventory.extraVariables.length, dropped, withoutSecrets };
  const comment = sameComment(source, provenance) ?? header(provenance);
  return yamlText(comment, mapOf([['all', contents(source, settings, key)]]));
}

function contents({ variables: { inventory } }: DefaultedVariables, settings: SpecSettings, key: VaultKey | undefined) {
  const written = (list: readonly SpecSetting[] = []): readonly YamlSetting[] =>
    list
      .filter(({ value }) => key !== undefined || !holdsSecret(value))
      .map(({ name, topic, ...setting }) => ({ name, topic, node: plainNode(setting, key) }));
  const ofHost = (name: string): readonly YamlSetting[] => written(settings.hosts.get(name)).map(({ topic: _, ...one }) => one);
  return mapOf([
    ['hosts', mapOf(inventory.hosts.map(({ name }) => [name, settingsMap(ofHost(name))]))],
    ['children', groupsMap(inventory)],
    ['vars', settingsMap(written(settings.all))],
  ]);
}

/** An exported file that is exported again says of itself what it said: nothing is lost a second time. */
function sameComment({ variables: { inventory } }: DefaultedVariables, made: Parameters<typeof header>[0]): readonly string[] | undefined {
  const [file] = new Set(inventory.hosts.map((host) => host.source.file));
  const isAsItIs = made.from.length === 1 && made.extraVariables === 0 && made.dropped.size === 0 && made.withoutSecrets.length === 0;
  return isAsItIs && file !== undefined ? headerOf(inventory.textOf(file) ?? '') : undefined;
}

function secretNames({ all, hosts }: SpecSettings): readonly string[] {
  const settings = [...all, ...[...hosts.values()].flat()];
  return [...new Set(settings.filter(({ value }) => holdsSecret(value)).map(({ name }) => name))];
}

const connection: ReadonlySet<string> = new Set(Object.values(connectionNames).flat());

function waitingFor(waiting: ReadonlyMap<string, readonly string[]>): KmagicError | undefined {
  const settings = [...waiting].filter(([name]) => variablesByName.has(name) || connection.has(name));
  const [first] = settings;
  if (first === undefined) return undefined;
  const hosts = [...new Set(settings.flatMap(([, names]) => names))];
  return new KmagicError(
    'needsFacts',
    `${settings.map(([name]) => name).join(', ')}: made of facts that are not known yet of ${hosts.join(', ')}`,
    {
      hint: 'kmagic check asks the hosts for them',
    },
  );
}
