import type { Plan } from '@kmagic/core';

/** One line: how much differs, how much does not. */
export function summary(plan: Plan): string {
  const differs = plan.rows.filter((r) => r.state !== 'error').length;
  const errors = plan.rows.flatMap((r) => (r.state === 'error' ? [r.error] : []));
  const refused = errors.filter((e) => e.code === 'refused').length;
  const away = plan.hosts.filter((h) => h.unreachable).length;
  const parts = [`${differs} to change`, `${plan.unchanged} unchanged`];
  if (refused > 0) parts.push(`${refused} refused`);
  if (errors.length > refused) parts.push(`${errors.length - refused} could not be seen`);
  if (away > 0) parts.push(`${away} of ${plan.hosts.length} hosts unreachable`);
  return `Plan: ${parts.join(', ')}.`;
}
