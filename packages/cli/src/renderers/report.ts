import type { ApplyResult } from '../run-cluster.ts';
import { counted } from './counted.ts';
import { errorText } from './error-text.ts';
import { planText } from './plan-text.ts';
import { seconds } from './progress.ts';
import { summary } from './summary.ts';

/** The end of an apply: what failed and what it held up, then the count. */
export function applyReport(result: ApplyResult, elapsedMs: number): string {
  const out: string[] = [];
  for (const { error, blocked } of distinct(result.failures)) {
    out.push('', errorText(error));
    if (blocked.length > 0) out.push(`  blocked: ${counted(blocked.length, 'task')} (first: ${blocked[0]})`);
  }
  if (result.left && result.left.rows.length > 0)
    out.push('', 'After everything was carried out, this still differs:', planText(result.left));
  const state = result.interrupted ? 'interrupted' : result.failures.length > 0 ? `${result.failures.length} failed` : 'done';
  const left = result.left ? ` ${summary(result.left)}` : '';
  out.push('', `${state}: ${result.changed} changed in ${seconds(elapsedMs)}.${left}`);
  if (result.interrupted || result.failures.length > 0) out.push('Run the same command again: it goes on from here.');
  return `${out.join('\n')}\n`;
}

/** What fails many tasks, such as an unreachable host, is said once. */
function distinct(failures: ApplyResult['failures']): ApplyResult['failures'] {
  const groups = Map.groupBy(failures, (f) => errorText(f.error));
  return [...groups.values()].map((list) => ({
    error: list[0]!.error,
    blocked: list
      .flatMap((f) => f.blocked)
      .concat(list.slice(1).map((f) => f.error.task ?? ''))
      .filter((t) => t !== ''),
  }));
}
