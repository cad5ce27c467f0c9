import { KmagicError, planExitCode, planRun, refusalOf } from '@kmagic/core';
import { apply, openCluster, type OpenCluster } from '@kmagic/tasks';
import type { GlobalOptions } from '../program.ts';
import { errorText } from '../renderers/error-text.ts';
import { planJson } from '../renderers/plan-json.ts';
import { planText } from '../renderers/plan-text.ts';
import { statsText } from '../renderers/stats.ts';
import { startRun, type Console } from '../run-cluster.ts';
import { savePlan } from '../saved-plan.ts';
import { unfitOf } from '../unfit.ts';
import { limitOf, requestOf } from './request.ts';

export interface PlanOptions extends GlobalOptions {
  readonly output: 'text' | 'json';
  readonly out?: string;
}

/** Prints the plan; the status says whether there is anything to do. */
export async function planCommand(io: Console, inventories: readonly string[], options: PlanOptions): Promise<number> {
  const cluster = await openCluster(await requestOf(io, inventories, options), apply);
  try {
    const run = await startRun(cluster, io, { command: 'plan', ...limitOf(cluster, options.limit) });
    try {
      const { plan } = await planRun(run.context);
      await run.finish();
      io.out.write(options.output === 'json' ? planJson(plan) : planText(plan));
      const unfit = unfitOf(cluster);
      if (unfit) io.err.write(`${errorText(unfit)}\n`);
      if (options.out !== undefined) {
        refuseNewPasswords(cluster);
        if (refusalOf(plan) === undefined) await savePlan(options.out, { plan, inventories, options });
        else io.err.write('the plan is not saved: none of it may be carried out\n');
      }
      if (options.stats) io.err.write(statsText(cluster.transports()));
      return planExitCode(plan);
    } finally {
      await run.finish();
    }
  } finally {
    await cluster.close();
  }
}

/** A plan writes nothing, so a password made for it is gone when it is applied. */
function refuseNewPasswords({ variables }: OpenCluster): void {
  const files = [...variables.newPasswords.keys()];
  if (files.length === 0) return;
  throw new KmagicError('refused', `the plan is not saved: lookup('password') has no file yet: ${files.join(', ')}`, {
    hint: 'write the password files first, or run kmagic apply itself, which does',
  });
}
