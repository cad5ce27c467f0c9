import { explain } from '@kmagic/core';
import { readInventory } from '../open-cluster.ts';
import { explanationText } from '../renderers/explanation.ts';
import type { Console } from '../run-cluster.ts';

export interface ExplainOptions {
  readonly extraVars: readonly string[];
  readonly variable: string;
  readonly host?: string;
}

/** Prints a variable's value, where it was written and what it outranked; contacts nobody. */
export function explainCommand(io: Console, inventories: readonly string[], options: ExplainOptions): Promise<number> {
  const { variables } = readInventory({ inventories, extraVars: options.extraVars });
  for (const one of explain(variables, options.variable, options.host)) io.out.write(explanationText(one));
  return Promise.resolve(0);
}
