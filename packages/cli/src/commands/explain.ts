import { explainVariable, keptFacts, readInventory } from '@kmagic/tasks';
import { explanationText } from '../renderers/explanation.ts';
import type { Console } from '../run-cluster.ts';

export interface ExplainOptions {
  readonly extraVars: readonly string[];
  readonly variable: string;
  readonly host?: string;
}

/** Prints a variable's value, where it was written and what it outranked, or its default; contacts nobody. */
export async function explainCommand(io: Console, inventories: readonly string[], options: ExplainOptions): Promise<number> {
  const { variable: name, host, extraVars } = options;
  const read = readInventory({ inventories, extraVars });
  const facts = await keptFacts(read);
  io.out.write(explanationText(explainVariable(read, { name, facts, ...(host !== undefined && { host }) })));
  return 0;
}
