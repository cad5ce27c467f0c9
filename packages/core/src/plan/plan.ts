import { exitCodes, KmagicError } from '../errors/kmagic-error.ts';
import type { NodeName } from '../events/event.ts';
import type { Change, Impact } from '../resource/kind.ts';

/** Why a thing differs: it was never applied, the inventory changed since, the host did, time passed, or what was well is not. */
export type Reason = 'new' | 'inventory changed' | 'host changed' | 'due' | 'not well';

/** One row of a plan. */
export type PlanRow =
  | (NodeName & {
      readonly state: 'differs';
      readonly changes: readonly Change[];
      readonly impacts: readonly Impact[];
      readonly reason: Reason;
      readonly wantKey: string;
    })
  | (NodeName & { readonly state: 'unknown'; readonly after: readonly string[]; readonly impacts: readonly Impact[] })
  | (NodeName & { readonly state: 'error'; readonly error: KmagicError });

/**
 * Everything that differs on every host that answered, in the order it would be done; what is converged is only counted. Where the
 * run is forbidden, the rows say why and nothing else.
 */
export interface Plan {
  readonly operation: string;
  readonly stages: readonly { readonly name: string; readonly about: string }[];
  readonly hosts: readonly { readonly name: string; readonly nodes: number; readonly unreachable?: KmagicError }[];
  readonly rows: readonly PlanRow[];
  readonly unchanged: number;
}

/** Whether a plan has nothing to do and nothing in its way. */
export function isEmpty(plan: Plan): boolean {
  return plan.rows.length === 0 && plan.hosts.every((h) => h.unreachable === undefined);
}

/** The exit status of a plan: 0 nothing to do, 2 changes, else that of what could not be seen. */
export function planExitCode(plan: Plan): number {
  const errors = [...plan.hosts.flatMap((h) => h.unreachable ?? []), ...plan.rows.flatMap((r) => (r.state === 'error' ? [r.error] : []))];
  if (errors.length > 0) return failureExitCode(errors);
  return plan.rows.length > 0 ? 2 : 0;
}

/** Whether a row forbids all the others, and itself. */
export function endsRun(row: PlanRow): row is Extract<PlanRow, { readonly state: 'error' }> {
  return row.state === 'error' && row.error.endsRun === true;
}

/** Why nothing of a plan may be carried out, on all hosts at once; undefined where it may. */
export function refusalOf({ rows }: Plan): KmagicError | undefined {
  const errors = rows.filter(endsRun);
  const [first] = errors;
  if (first === undefined) return undefined;
  const alike = [...Map.groupBy(errors, ({ error }) => error.message)];
  const message = alike.map(([text, at]) => `${at.map(({ host }) => host).join(', ')}: ${text}`).join('\n');
  const hints = [...new Set(errors.flatMap(({ error }) => error.hint ?? []))];
  return new KmagicError(first.error.code, message, { endsRun: true, ...(hints.length > 0 && { hint: hints.join('; ') }) });
}

/** The exit status of a run with these failures: their own where they are all of one kind, else 1. */
export function failureExitCode(errors: readonly KmagicError[]): number {
  const codes = new Set(errors.map((e) => exitCodes[e.code]));
  return codes.size === 1 ? [...codes][0]! : 1;
}
