import { applyRun, type Applied } from '../engine/apply-run.ts';
import { planRun } from '../engine/plan-run.ts';
import type { RunContext } from '../engine/run-context.ts';
import { defineRole, type Operation, type Recipe, type Task } from '../role/role.ts';

/** An operation of one stage with one role, on all hosts. */
export function oneRole(recipe: (task: Task, r: Recipe<undefined>) => void): Operation<undefined> {
  const role = defineRole({ name: 'r', about: 'a role', vars: () => undefined, recipe });
  return { name: 'test', about: 'a test', stages: () => [{ name: 's', about: 'a stage', hosts: (all) => all, roles: [role] }] };
}

/** Plans, and carries out what was planned. */
export async function planAndApply(context: RunContext): Promise<Applied> {
  return applyRun(context, await planRun(context));
}
