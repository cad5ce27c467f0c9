import { failureExitCode, isEmpty, keepPasswords, KmagicError, planExitCode, planRun, refusalOf, type Plan } from '@kmagic/core';
import { apply, openCluster } from '@kmagic/tasks';
import { keepAdminConf } from '../admin-conf.ts';
import { ask } from '../ask.ts';
import type { GlobalOptions } from '../program.ts';
import { errorText } from '../renderers/error-text.ts';
import { statsText } from '../renderers/stats.ts';
import { summary } from '../renderers/summary.ts';
import { carryOut, startRun, type ApplyResult, type Console } from '../run-cluster.ts';
import { checkStillTrue, readSavedPlan } from '../saved-plan.ts';
import { unfitOf } from '../unfit.ts';
import { limitOf, requestOf } from './request.ts';

export interface ApplyOptions extends GlobalOptions {
  readonly yes?: true;
}

/** Plans, asks, acts and verifies; 0 when everything is as the inventory says. */
export async function applyCommand(io: Console, given: readonly string[], said: ApplyOptions): Promise<number> {
  const saved = await readSavedPlan(given);
  const inventories = saved?.inventories ?? given;
  const options: ApplyOptions = saved
    ? { ...said, extraVars: saved.extraVars, ...(saved.limit !== undefined && { limit: saved.limit }) }
    : said;
  const started = io.clock();
  const cluster = await openCluster(await requestOf(io, inventories, options), apply);
  const run = await startRun(cluster, io, { command: 'apply', ...limitOf(cluster, options.limit) });
  try {
    const unfit = unfitOf(cluster);
    if (unfit) throw unfit;
    const planned = await planRun(run.context);
    const refusal = refusalOf(planned.plan);
    if (refusal) throw refusal;
    if (saved) checkStillTrue(saved, planned.plan);
    const { plan } = planned;
    const isDone = isEmpty(plan);
    if (isDone) {
      await run.finish();
      io.out.write(`${summary(plan)}\n`);
    } else {
      // A run that finds nothing to do is not kept waiting for what shows differences.
      const [{ planText }, { applyReport }] = await Promise.all([import('../renderers/plan-text.ts'), import('../renderers/report.ts')]);
      const blind = plan.rows.filter((r) => r.state === 'error');
      if (!options.yes && !saved) await confirm(io, planText(plan));
      await keepPasswords(cluster.variables.newPasswords);
      const result = await carryOut(run, planned);
      await run.finish();
      io.out.write(applyReport(result, io.clock() - started));
      const told = new Set(result.failures.map(({ error }) => errorText(error)));
      const further = new Set(blind.map(({ error }) => errorText(error)).filter((text) => !told.has(text)));
      for (const text of further) io.err.write(`${text}\n`);
      const code = exitCode(result, plan);
      if (code !== 0) return code;
    }
    const artifact = await keepAdminConf(cluster, { signal: run.context.signal, ...(isDone && { unchanged: planned }) });
    if (artifact !== undefined) io.out.write(`kubectl --kubeconfig ${artifact} get nodes\n`);
    if (options.stats) io.err.write(statsText(cluster.transports()));
    return 0;
  } finally {
    await run.finish();
    await cluster.close();
  }
}

function exitCode(result: ApplyResult, planned: Plan): number {
  if (result.interrupted) return 130;
  if (result.failures.length > 0) return failureExitCode(result.failures.map((f) => f.error));
  const seen = planExitCode(planned);
  if (seen !== 0 && seen !== 2) return seen;
  return result.left === undefined || isEmpty(result.left) ? 0 : 1;
}

async function confirm(io: Console, text: string): Promise<void> {
  io.out.write(text);
  if (!process.stdin.isTTY)
    throw new KmagicError('usage', 'nobody is there to confirm the plan', { hint: 'add --yes, or apply a saved plan' });
  if ((await ask(io, 'Carry this out? Only "yes" will do: ')) !== 'yes') throw new KmagicError('interrupted', 'nothing was done');
}
