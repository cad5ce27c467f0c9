import { diffSpecs, keptFacts, readInventory } from '@kmagic/tasks';
import { differenceJson, differenceText } from '../renderers/spec-difference.ts';
import type { InventoryOptions } from '../program.ts';
import type { Console } from '../run-cluster.ts';
import { inventoryOf } from './request.ts';

export interface DiffSpecOptions extends Omit<InventoryOptions, 'inventory'> {
  readonly a: string;
  readonly b: string;
  readonly inventoryA: readonly string[];
  readonly inventoryB: readonly string[];
  readonly extraVarsA: readonly string[];
  readonly extraVarsB: readonly string[];
  readonly all?: true;
  readonly output: 'text' | 'json';
}

/** Prints how the settings of two clusters differ; contacts nobody. The status is 2 where they do. */
export async function diffSpecCommand(io: Console, options: DiffSpecOptions): Promise<number> {
  const { a, b, all, output, inventoryA, inventoryB, extraVarsA, extraVarsB } = options;
  // One after another: each may ask for its passwords.
  const one = await readOne([a, ...inventoryA], extraVarsA, options);
  const difference = diffSpecs(one, await readOne([b, ...inventoryB], extraVarsB, options));
  const sides = { a, b };
  io.out.write(output === 'json' ? differenceJson(sides, difference) : differenceText(sides, difference, all ? 'all' : 'most'));
  return difference.differs ? 2 : 0;
}

async function readOne(
  inventories: readonly string[],
  own: readonly string[],
  options: DiffSpecOptions,
): Promise<Parameters<typeof diffSpecs>[0]> {
  const extraVars = [...options.extraVars, ...own];
  const read = readInventory(await inventoryOf(inventories, { ...options, extraVars, inventory: [] }));
  return { read, facts: await keptFacts(read) };
}
