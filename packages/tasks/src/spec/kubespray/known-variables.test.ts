import { describe, expect, it } from 'vitest';
import { variablesByName } from '../topics.ts';
import { knownGroups } from './groups.ts';
import { removed, renamed } from './history.ts';
import { isComputed } from './known-group.ts';
import { knownByName, removedByName, renamedByName } from './known-variables.ts';

const rows = knownGroups.flatMap((group) => group.rows);
const twice = (names: readonly string[]): readonly string[] => names.filter((name, index) => names.indexOf(name) !== index);

describe('the catalog', () => {
  it('holds every variable of kubespray once, supported or not', () => {
    expect(twice([...variablesByName.keys(), ...rows.map(([name]) => name)])).toEqual([]);
    expect(knownByName.size).toBeGreaterThanOrEqual(1439);
    expect(knownByName.size + variablesByName.size).toBeGreaterThanOrEqual(1835);
  });

  it('says what each is for, in one sentence', () => {
    expect(rows.filter(([, , , about]) => !/^[^\s.].*\.$/.test(about))).toEqual([]);
    expect(rows.filter(([, , , , since]) => since !== undefined && !/^2\.(2[5-9]|3\d)$/.test(since))).toEqual([]);
  });

  it('switches parts on by variables that exist', () => {
    const switches = knownGroups.flatMap((group) => group.switches ?? []);
    expect(switches.filter((name) => !knownByName.has(name) && !variablesByName.has(name))).toEqual([]);
  });

  it('makes defaults of variables that exist', () => {
    const named = rows.flatMap(([, , fallback]) => (isComputed(fallback) ? [...(fallback.pattern ?? '').matchAll(/\{(\w+)\}/g)] : []));
    const magic = ['inventory_dir'];
    expect(
      named.map(([, name = '']) => name).filter((name) => !knownByName.has(name) && !variablesByName.has(name) && !magic.includes(name)),
    ).toEqual([]);
  });
});

describe('history', () => {
  it('is of names that are gone, each once', () => {
    const names = [...renamed.map(({ from }) => from), ...removed.flatMap((one) => one.names)];
    expect(twice(names)).toEqual([]);
    expect(names.filter((name) => knownByName.has(name) || variablesByName.has(name))).toEqual([]);
    expect(renamedByName.size).toBe(8);
    expect(removedByName.size).toBeGreaterThanOrEqual(640);
    expect(removedByName.get('hyperkube_image_repo')?.release).toBe('2.9');
  });

  it('goes on with names that exist', () => {
    expect(renamed.filter(({ to }) => !knownByName.has(to) && !variablesByName.has(to))).toEqual([]);
    const instead = removed.flatMap((one) => [...(one.instead ?? '').matchAll(/\b[a-z]+_[a-z_]+\b/g)].map(([name]) => name));
    const others = ['group_vars', 'kube_node', 'kube_control_plane', 'skip_verify'];
    expect(instead.filter((name) => !knownByName.has(name) && !variablesByName.has(name) && !others.includes(name))).toEqual([]);
  });

  it('has switches that exist or are gone with their part', () => {
    const switches = removed.flatMap((one) => (one.part?.switches ?? []).map((name) => [name, one] as const));
    expect(switches.filter(([name, one]) => !knownByName.has(name) && !variablesByName.has(name) && !one.names.includes(name))).toEqual([]);
  });
});
