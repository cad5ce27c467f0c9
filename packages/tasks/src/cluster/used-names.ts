import { asKmagicError } from '@kmagic/core';
import { evaluatedOn, type DefaultedVariables } from './spec-source.ts';

/** Whether a template of the inventory takes what the inventory says of a name; one that has no value counts as far as it came. */
export function isUsed(name: string, { variables, hosts }: DefaultedVariables): boolean {
  return hosts.some((host) => {
    const isEvaluated = evaluatedOn(host);
    return [...variables.all(host.name)].some(([other, variable]) => {
      if (!isEvaluated(other, variable)) return false;
      evaluate(() => variable.value);
      return variables.references(host.name, other).some((one) => one.name === name && one.given === undefined);
    });
  });
}

function evaluate(work: () => unknown): void {
  try {
    work();
  } catch (thrown) {
    if (asKmagicError(thrown).code === 'bug') throw thrown;
  }
}
