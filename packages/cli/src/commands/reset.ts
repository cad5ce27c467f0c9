import { isEmpty, KmagicError, planExitCode, planRun, type Planned } from '@kmagic/core';
import { leftAsFound, openCluster, reset, type OpenCluster } from '@kmagic/tasks';
import { ask } from '../ask.ts';
import type { GlobalOptions } from '../program.ts';
import { errorText } from '../renderers/error-text.ts';
import { planText } from '../renderers/plan-text.ts';
import { applyReport } from '../renderers/report.ts';
import { statsText } from '../renderers/stats.ts';
import { summary } from '../renderers/summary.ts';
import { carryOut, startRun, type Console } from '../run-cluster.ts';
import { limitOf, requestOf } from './request.ts';

export interface ResetOptions extends GlobalOptions {
  readonly confirm?: string;
}

/** Shows what would go, asks for the cluster's name, and takes the cluster off its hosts; 0 when nothing of it is left. */
export async function resetCommand(io: Console, inventories: readonly string[], options: ResetOptions): Promise<number> {
  const started = io.clock();
  const cluster = await openCluster(await requestOf(io, inventories, options), reset);
  const { limit } = limitOf(cluster, options.limit);
  const run = await startRun(cluster, io, { command: 'reset', ...(limit && { limit }) });
  try {
    const { name } = cluster.spec.cluster;
    if (options.confirm !== undefined) checkName(options.confirm, name);
    const planned = await planRun(run.context);
    const { plan } = planned;
    if (isEmpty(plan)) {
      await run.finish();
      io.out.write(`${summary(plan)} Nothing of the cluster is on these hosts.\n`);
      return 0;
    }
    io.out.write(`${planText(plan)}${leftText(cluster, planned)}${limit ? stillMembers(limit) : ''}`);
    if (options.confirm === undefined) await confirm(io, name);
    const result = await carryOut(run, planned);
    await run.finish();
    io.out.write(applyReport(result, io.clock() - started));
    for (const row of plan.rows) if (row.state === 'error') io.err.write(`${errorText(row.error)}\n`);
    if (options.stats) io.err.write(statsText(cluster.transports()));
    if (result.interrupted) return 130;
    const isDone = result.failures.length === 0 && planExitCode(plan) !== 1 && (result.left === undefined || isEmpty(result.left));
    return isDone ? 0 : 1;
  } finally {
    await run.finish();
    await cluster.close();
  }
}

function leftText({ spec }: OpenCluster, { plan, survey }: Planned): string {
  const acted = new Set(plan.rows.map((r) => r.host));
  const left = [...survey.ledgers]
    .filter(([host]) => acted.has(host))
    .flatMap(([host, ledger]) => leftAsFound(spec, spec.host(host), ledger).map((what) => ({ host, what })));
  if (left.length === 0) return '';
  const lines = [...Map.groupBy(left, (l) => l.what)].map(([what, on]) => `  ${what}  [${on.map((l) => l.host).join(', ')}]`);
  return `Left as it is:\n${lines.join('\n')}\n`;
}

function stillMembers(limit: ReadonlySet<string>): string {
  return `The rest of the cluster still counts ${[...limit].join(', ')} among its nodes and etcd members.\n`;
}

function checkName(said: string, name: string): void {
  if (said !== name)
    throw new KmagicError('usage', `--confirm says ${said}, and the cluster of this inventory is ${name}; nothing was done`, {
      hint: 'is it the right inventory?',
    });
}

async function confirm(io: Console, name: string): Promise<void> {
  if (!process.stdin.isTTY)
    throw new KmagicError('usage', 'nobody is there to confirm the reset; nothing was done', { hint: `add --confirm ${name}` });
  const answer = await ask(io, `Everything above goes, the cluster's data included. Type the name of the cluster (${name}) to go on: `);
  if (answer !== name) throw new KmagicError('interrupted', 'nothing was done');
}
