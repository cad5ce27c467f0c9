import { explain, inventoryGraph, KmagicError, listInventory, loadInventory, resolveVariables, type Inventory } from '@kmagic/core';
import { validateInventory } from '@kmagic/tasks';
import { memoryFiles } from '../../../packages/core/src/inventory/file-tree.ts';
import type { Evaluator } from '../../../packages/core/src/vars/evaluator/evaluator.ts';
import { jinja } from '../../../packages/core/src/vars/evaluator/jinja.ts';
import type { FuzzInput } from './fuzz-input.ts';

/** How many templates an inventory of the size of a fuzz input may at most have to evaluate: one that needs more has no end. */
const mostEvaluations = 100_000;

/** What became of an input: `fine` where all it came to were values and errors of ours. */
export type Attempt = 'fine' | { readonly where: string; readonly thrown: unknown };

/** Reads an input, evaluates and lists all of it, and where asked for explains and validates it as well, which takes longer. */
export function attempt({ files, inventories, extraVars, vault }: FuzzInput, until: 'evaluated' | 'validated'): Attempt {
  const tree = memoryFiles(Object.fromEntries(Object.entries(files).map(([path, text]) => [path, Buffer.from(text, 'latin1')])));
  let inventory: Inventory | undefined;
  const read = expected('loadInventory', () => (inventory = loadInventory({ files: inventories, extraVars, cwd: '/site', tree, vault })));
  if (inventory === undefined) return read;
  const loaded = inventory;
  const variables = resolveVariables(loaded, { evaluator: countedEvaluator(), env: { HOME: '/home' } });
  const steps: (readonly [string, () => unknown])[] = [
    ...loaded.hosts.flatMap(({ name: host }) =>
      [...variables.all(host).keys()].map((name) => [`${name} of ${host}`, () => variables.get(host, name)?.value] as const),
    ),
    ['listInventory', () => JSON.stringify(listInventory(loaded))],
    ['inventoryGraph', () => inventoryGraph(loaded)],
  ];
  if (until === 'validated') {
    steps.push(
      ...[...variables.all(loaded.hosts[0]?.name ?? '').keys()].map((name) => [`explain ${name}`, () => explain(variables, name)] as const),
      ['validateInventory', () => validateInventory({ inventory: loaded }, { facts: new Map(), now: new Date(0) })],
    );
  }
  for (const [where, step] of steps) {
    const came = expected(where, step);
    if (came !== 'fine') return came;
  }
  return 'fine';
}

function expected(where: string, step: () => unknown): Attempt {
  try {
    step();
    return 'fine';
  } catch (thrown) {
    return thrown instanceof KmagicError && thrown.code !== 'bug' ? 'fine' : { where, thrown };
  }
}

function countedEvaluator(): Evaluator {
  const evaluator = jinja();
  let left = mostEvaluations;
  return {
    ...evaluator,
    evaluate(text, surroundings) {
      if ((left -= 1) < 0) throw new Error(`more than ${mostEvaluations} evaluations`);
      return evaluator.evaluate(text, surroundings);
    },
  };
}
