import { spawnSync } from 'node:child_process';
import { accessSync, constants, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import {
  Encrypted,
  inventoryGraph,
  listInventory,
  loadInventory,
  resolveVariables,
  Secret,
  type Inventory,
  type InventoryHost,
  type Variables,
  type VaultKey,
} from '@kmagic/core';
import { reveal } from '@kmagic/core/reveal';
import type { Case } from './case.ts';

/** What a case comes to, as the oracle writes it: paths of the case as $CASE, floats without fraction as {$float}, failures as {$error}. */
export interface Outcome {
  readonly list: Readonly<Record<string, unknown>>;
  /** `--graph`. */
  readonly graph: string;
  /** Every group's hosts, its children's too; in order of names where Ansible's order is chance. */
  readonly groups: Readonly<Record<string, { readonly hosts: readonly string[]; readonly ordered: boolean }>>;
  /** Every variable of every host, evaluated. */
  readonly hosts: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** The inventory of a case as kmagic reads it. */
export function inventoryOf(one: Case): Inventory {
  const { directory, inventories, extraVars } = one;
  return loadInventory({ files: inventories, extraVars, cwd: directory, vault: one.vaultIds.map((id) => vaultKey(one, id)) });
}

/** What kmagic makes of a case. */
export function outcomeOf(one: Case): Outcome {
  const inventory = inventoryOf(one);
  const variables = resolveVariables(inventory, { env: one.env });
  return withoutPath(one.directory, {
    list: comparable(listInventory(inventory)) as Outcome['list'],
    graph: inventoryGraph(inventory).join('\n'),
    groups: Object.fromEntries([...inventory.groups].map(([name, hosts]) => [name, { hosts, ordered: true }])),
    hosts: Object.fromEntries(inventory.hosts.map((host) => [host.name, valuesOf(host, variables)])),
  });
}

function valuesOf(host: InventoryHost, variables: Variables): Readonly<Record<string, unknown>> {
  const evaluated = [...variables.all(host.name)].map(([name, variable]) => {
    try {
      return [name, comparable(variable.value)] as const;
    } catch (error) {
      return [name, { $error: error instanceof Error ? error.message : String(error) }] as const;
    }
  });
  return {
    ...Object.fromEntries(evaluated),
    group_names: host.groups,
    inventory_dir: host.inventoryDir,
    inventory_file: join(host.inventoryDir, basename(host.source.file)),
  };
}

/** Plain data, secrets open. */
export function comparable(value: unknown): unknown {
  if (value instanceof Secret) return reveal(value);
  if (value instanceof Encrypted) return value.toJSON();
  if (Array.isArray(value)) return value.map(comparable);
  if (value === 0) return 0; // not -0
  if (typeof value !== 'object' || value === null) return value;
  if ('toJSON' in value && typeof value.toJSON === 'function') return comparable((value.toJSON as () => unknown)());
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, comparable(item)]));
}

/** A password of a case, as its `id@file` says it. */
export function vaultKey({ directory }: Case, said: string): VaultKey {
  const at = said.lastIndexOf('@');
  const path = join(directory, said.slice(at + 1));
  return { id: at === -1 ? 'default' : said.slice(0, at), password: new Secret(passwordAt(path).trim()) };
}

function passwordAt(path: string): string {
  try {
    accessSync(path, constants.X_OK);
  } catch {
    return readFileSync(path, 'utf8');
  }
  return spawnSync(path, { encoding: 'utf8' }).stdout;
}

function withoutPath<T>(path: string, value: T): T {
  const shorten = (one: unknown): unknown => {
    if (typeof one === 'string') return one.replaceAll(path, '$CASE');
    if (Array.isArray(one)) return one.map(shorten);
    if (typeof one !== 'object' || one === null) return one;
    return Object.fromEntries(Object.entries(one).map(([key, item]) => [key, shorten(item)]));
  };
  return shorten(value) as T;
}
