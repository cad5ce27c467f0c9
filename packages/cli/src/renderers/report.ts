import { styleText } from 'node:util';
import { redact, type KmagicError } from '@kmagic/core';
import { summary, planText } from './plan-text.ts';
import type { ApplyResult } from '../run-cluster.ts';
import { seconds } from './progress.ts';

/** One error as people read it: who, what, why; the program's own words; what to do. */
export function errorText(error: KmagicError): string {
  const lines = [styleText('red', error.message)];
  if (error.output !== undefined && error.output !== '') lines.push(...error.output.split('\n').map((l) => `  ${l}`));
  if (error.hint !== undefined) lines.push(`  hint: ${error.hint}`);
  return redact(lines.join('\n'));
}

/** The end of an apply: what failed and what it held up, then the count. */
export function applyReport(result: ApplyResult, elapsedMs: number): string {
  const out: string[] = [];
  for (const { error, blocked } of distinct(result.failures)) {
    out.push('', errorText(error));
    if (blocked.length > 0) out.push(`  blocked: ${blocked.length} tasks (first: ${blocked[0]})`);
  }
  if (result.left && result.left.rows.length > 0)
    out.push('', 'After everything was carried out, this still differs:', planText(result.left));
  const state = result.interrupted ? 'interrupted' : result.failures.length > 0 ? `${result.failures.length} failed` : 'done';
  const left = result.left ? ` ${summary(result.left)}` : '';
  out.push('', `${state}: ${result.changed} changed in ${seconds(elapsedMs)}.${left}`);
  if (result.interrupted || result.failures.length > 0) out.push('Run the same command again: it goes on from here.');
  return `${out.join('\n')}\n`;
}

/** An unreachable host fails many tasks with one error: it is said once. */
function distinct(failures: ApplyResult['failures']): ApplyResult['failures'] {
  const groups = Map.groupBy(failures, (f) => f.error);
  return [...groups].map(([error, list]) => ({
    error,
    blocked: list
      .flatMap((f) => f.blocked)
      .concat(list.slice(1).map((f) => f.error.task ?? ''))
      .filter((t) => t !== ''),
  }));
}
