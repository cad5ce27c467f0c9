import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inventoryTree, listInventory, loadInventory, type Inventory } from '@kmagic/core';
import { forgetSecrets } from '@kmagic/core/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { inventoryYaml } from '../../packages/cli/src/renderers/listed-inventory.ts';
import { expectedPath, readCases } from './case.ts';
import { allDifferences, differences } from './differences.ts';
import { exceptions } from './exceptions.ts';
import { comparable, inventoryOf, outcomeOf, type Outcome } from './outcome.ts';

const cases = readCases();

describe('an inventory comes to what real Ansible makes of it (written down by pnpm test:ansible --update)', () => {
  it.each(cases.map((one) => [one.name, one.about, one] as const))('%s: %s', (...[, , one]) => {
    const path = expectedPath(one);
    expect(existsSync(path), `${path} is missing: pnpm test:ansible --update writes it`).toBe(true);
    expect(differences(one.name, readOutcome(path), outcomeOf(one))).toEqual([]);
  });

  it('but for what is meant to differ, each of which is seen in some case', () => {
    const found = cases.flatMap((one) => allDifferences(one.name, readOutcome(expectedPath(one)), outcomeOf(one)));
    const unseen = exceptions.filter((exception) => exception.isOfCorpus && !found.some((one) => exception.applies(one)));
    expect(unseen.map(({ name }) => name)).toEqual([]);
  });
});

it('docs/parity.md has every difference that is meant', () => {
  const text = readFileSync(new URL('../../docs/parity.md', import.meta.url), 'utf8');
  expect(exceptions.filter(({ name }) => !text.includes(`| ${name} |`)).map(({ name }) => name)).toEqual([]);
});

describe('what `kmagic inventory --list --yaml` prints is the same inventory again', () => {
  // Of files that stand encrypted only masks are shown; what is set for a host counts for the group of its name, when it is read again.
  const shown = cases.filter(({ name }) => !['vault-file', 'vault-ids', 'bastion'].includes(name));
  // Words that are secret in one case are plain in others.
  beforeEach(forgetSecrets);
  it.each(shown.map((one) => [one.name, one] as const))('%s', (_, one) => {
    const inventory = inventoryOf(one);
    const place = mkdtempSync(join(tmpdir(), 'kmagic-listed-'));
    try {
      writeFileSync(join(place, 'hosts.yml'), inventoryYaml(inventoryTree(inventory)));
      const again = loadInventory({ files: ['hosts.yml'], cwd: place });
      expect(withoutOrder(again)).toEqual(withoutOrder(inventory));
    } finally {
      rmSync(place, { recursive: true });
    }
  });
});

function readOutcome(path: string): Outcome {
  return JSON.parse(readFileSync(path, 'utf8')) as Outcome;
}

/** YAML mappings have none, and a group without hosts is not printed. */
function withoutOrder(inventory: Inventory): unknown {
  const { _meta: hostvars, ...groups } = listInventory(inventory) as Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  const sorted = Object.entries(groups).map(([name, group]) => {
    const children = group['children']?.filter((child) => child in groups).sort() ?? [];
    return [name, { children, hosts: [...(group['hosts'] ?? [])].sort() }] as const;
  });
  return {
    hostvars: comparable(hostvars),
    groups: Object.fromEntries(sorted.filter(([, group]) => group.children.length + group.hosts.length > 0)),
  };
}
