import { explainVariable, keptFacts, readInventory } from '@kmagic/tasks';
import { explanationJson, explanationText } from '../renderers/explanation.ts';
import type { InventoryOptions } from '../program.ts';
import type { Console } from '../run-cluster.ts';
import { inventoryOf } from './request.ts';

export interface ExplainOptions extends InventoryOptions {
  readonly variable: string;
  readonly host?: string;
  readonly output: 'text' | 'json';
}

/** Prints a variable's value, where it was written, what it outranked and is made of, or its default; contacts nobody. */
export async function explainCommand(io: Console, inventories: readonly string[], options: ExplainOptions): Promise<number> {
  const { variable: name, host, output } = options;
  const read = readInventory(await inventoryOf(inventories, options));
  const facts = await keptFacts(read);
  const explanation = explainVariable(read, { name, facts, ...(host !== undefined && { host }) });
  io.out.write(output === 'json' ? explanationJson(explanation) : explanationText(explanation));
  return 0;
}
