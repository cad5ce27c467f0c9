import { styleText } from 'node:util';
import { createTwoFilesPatch } from 'diff';
import type { Change, Plan, PlanRow, Reason } from '@kmagic/core';
import { summary } from './summary.ts';

/** A plan as people read it: a block per stage, a line per difference, text diffs below, and what it will interrupt. */
export function planText(plan: Plan): string {
  const out: string[] = [];
  for (const host of plan.hosts) {
    if (host.unreachable) out.push(styleText('red', `! ${host.name}: ${host.unreachable.message}`), ...hint(host.unreachable.hint));
  }
  for (const stage of plan.stages) {
    const rows = plan.rows.filter((r) => r.stage === stage.name);
    if (rows.length === 0) continue;
    out.push('', styleText('bold', `${stage.name}: ${stage.about}`));
    for (const group of alike(rows)) out.push(...groupText(group));
  }
  out.push('', ...impactText(plan), summary(plan));
  return `${out.join('\n').trimStart()}\n`;
}

/** Rows of the same task that say the same on several hosts become one entry. */
function alike(rows: readonly PlanRow[]): readonly (readonly PlanRow[])[] {
  return [...Map.groupBy(rows, (r) => JSON.stringify([r.role, r.task, bodyOf(r)])).values()];
}

function bodyOf(row: PlanRow): unknown {
  if (row.state === 'differs') return [row.reason, row.changes, row.impacts];
  if (row.state === 'unknown') return row.after.map((id) => id.split('@')[0]);
  return row.error.message;
}

function groupText(group: readonly PlanRow[]): readonly string[] {
  const row = group[0]!;
  const hosts = group.map((r) => r.host).join(', ');
  const head = `${row.role}: ${row.task}  ${styleText('dim', `[${hosts}]`)}`;
  if (row.state === 'error') return [styleText('red', `  ! ${head}`), `      ${row.error.message}`, ...hint(row.error.hint)];
  if (row.state === 'unknown')
    return [
      `  ${styleText('cyan', '?')} ${head}`,
      styleText('dim', `      known after ${[...new Set(row.after.map((id) => id.split('@')[0]))].join(', ')}`),
    ];
  return [
    `  ${sign(row.changes)} ${head}${styleText('yellow', reasons[row.reason])}`,
    ...row.changes.flatMap(changeText),
    ...row.impacts.filter((i) => i.what !== '').map((i) => styleText('yellow', `      ${i.what}`)),
  ];
}

const reasons: Readonly<Record<Reason, string>> = {
  new: '',
  'inventory changed': ' (the inventory changed)',
  'host changed': ' (somebody changed the host)',
  due: ' (its time has come)',
  'not well': ' (was well, and is not)',
};

function sign(changes: readonly Change[]): string {
  if (changes.every((c) => c.action === 'create')) return styleText('green', '+');
  if (changes.every((c) => c.action === 'delete')) return styleText('red', '-');
  return styleText('yellow', '~');
}

function changeText(change: Change): readonly string[] {
  const { before, after, what } = change;
  const isText = (before?.includes('\n') ?? false) || (after?.includes('\n') ?? false);
  if (isText && before !== undefined) return [`      ${what}`, ...diffText(before, after ?? '')];
  if (isText) return [`      ${what} (${after!.split('\n').length} lines)`];
  const arrow = before !== undefined || after !== undefined ? `: ${before ?? 'none'} -> ${after ?? 'none'}` : '';
  return [`      ${what}${what.includes(' -> ') ? '' : arrow}`];
}

function diffText(before: string, after: string): readonly string[] {
  const patch = createTwoFilesPatch('', '', before, after, '', '', { context: 2 });
  return patch
    .split('\n')
    .slice(4)
    .filter((line) => !line.startsWith('\\'))
    .map((line) => `        ${line.startsWith('+') ? styleText('green', line) : line.startsWith('-') ? styleText('red', line) : line}`)
    .filter((line) => line.trim() !== '');
}

function impactText(plan: Plan): readonly string[] {
  const disrupting = plan.rows.flatMap((r) =>
    r.state === 'error' ? [] : r.impacts.filter((i) => i.disrupts).map((i) => ({ host: r.host, what: i.what })),
  );
  if (disrupting.length === 0) return [];
  const byWhat = Map.groupBy(disrupting, (d) => d.what);
  return ['Interruptions:', ...[...byWhat].map(([what, list]) => `  ${what} on ${[...new Set(list.map((d) => d.host))].join(', ')}`), ''];
}

function hint(text: string | undefined): readonly string[] {
  return text === undefined ? [] : [styleText('dim', `      hint: ${text}`)];
}
