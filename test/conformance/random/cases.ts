import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Case } from '../case.ts';
import { randomInventory } from './inventory.ts';

/** Writes the inventories of seeds below a directory, as cases. */
export function randomCases(directory: string, seeds: readonly number[]): readonly Case[] {
  return seeds.map((seed) => {
    const { files, extraVars } = randomInventory(seed);
    const place = join(directory, `seed-${seed}`);
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(place, path)), { recursive: true });
      writeFileSync(join(place, path), text);
    }
    return {
      name: `seed-${seed}`,
      about: 'random groups and variables',
      directory: place,
      inventories: ['hosts.yml', 'more'],
      extraVars,
      env: {},
      vaultIds: [],
    };
  });
}
