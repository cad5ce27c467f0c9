import { exitCodes, planRun } from '@kmagic/core';
import { check, findingsOf, openCluster, preflightNode, type Finding, type HostState, type OpenCluster } from '@kmagic/tasks';
import type { GlobalOptions } from '../program.ts';
import { findingsText } from '../renderers/findings.ts';
import { statsText } from '../renderers/stats.ts';
import { startRun, type Console } from '../run-cluster.ts';
import { limitOf, requestOf } from './request.ts';

export interface CheckOptions extends GlobalOptions {
  readonly output: 'text' | 'json';
}

/** Prints everything that would be in the way of an apply, of all hosts at once; 14 where any of it is an error. */
export async function checkCommand(io: Console, inventories: readonly string[], options: CheckOptions): Promise<number> {
  const cluster = await openCluster(await requestOf(io, inventories, options), check);
  const { limit } = limitOf(cluster, options.limit);
  const run = await startRun(cluster, io, { command: 'check', ...(limit && { limit }) });
  try {
    const { plan, knowledge } = await planRun(run.context);
    await run.finish();
    const states = new Map(
      cluster.hosts.flatMap(({ name }) => {
        const output = knowledge.output(preflightNode(name));
        return output === undefined ? [] : [[name, output.value as HostState] as const];
      }),
    );
    const blind = plan.rows.flatMap((row): Finding[] =>
      row.state === 'error' ? [silent(row.host, row.error.message, row.error.hint)] : [],
    );
    const all = [...unreachable(cluster), ...blind, ...findingsOf(cluster.spec, cluster.hosts, states)];
    const findings = limit ? all.filter((f) => f.hosts.some((host) => limit.has(host))) : all;
    io.out.write(options.output === 'json' ? `${JSON.stringify({ findings }, null, 2)}\n` : findingsText(findings, cluster.hosts.length));
    if (options.stats) io.err.write(statsText(cluster.transports()));
    return findings.some((f) => f.severity === 'error') ? exitCodes.checkFailed : 0;
  } finally {
    await run.finish();
    await cluster.close();
  }
}

function unreachable(cluster: OpenCluster): readonly Finding[] {
  return [...cluster.unreachable].map(([host, error]) => silent(host, error.message, error.hint));
}

function silent(host: string, message: string, hint: string | undefined): Finding {
  return {
    severity: 'error',
    hosts: [host],
    what: `cannot be looked at: ${message}`,
    why: 'nothing can be done there',
    hint: hint ?? 'bring it up',
  };
}
