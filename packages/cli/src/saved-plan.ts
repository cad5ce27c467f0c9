import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { redact, KmagicError, type Plan, type PlanRow } from '@kmagic/core';

/** A plan in a file: what was asked, and each difference as it was seen. */
export interface SavedPlan {
  readonly kmagicPlan: 1;
  readonly inventories: readonly string[];
  readonly extraVars: readonly string[];
  readonly limit?: string;
  readonly rows: readonly { readonly id: string; readonly says: string }[];
}

export interface PlanToSave {
  readonly plan: Plan;
  readonly inventories: readonly string[];
  readonly options: { readonly extraVars: readonly string[]; readonly limit?: string };
}

/** Writes a plan to a file (0600); secrets are in it by their mask only. */
export async function savePlan(path: string, { plan, inventories, options }: PlanToSave): Promise<void> {
  const saved: SavedPlan = {
    kmagicPlan: 1,
    inventories: inventories.map((path) => resolve(path)),
    extraVars: options.extraVars.map(redact),
    ...(options.limit !== undefined && { limit: options.limit }),
    // Names of tasks stay: the plan is compared by them, and a word of theirs may well be a value somebody encrypted.
    rows: plan.rows.map((row) => ({ id: row.id, says: redact(saysOf(row)) })),
  };
  await writeFile(path, `${JSON.stringify(saved, null, 1)}\n`, { mode: 0o600 });
}

/** The plan in a file, where the one argument is one; undefined where it is an inventory. */
export async function readSavedPlan(paths: readonly string[]): Promise<SavedPlan | undefined> {
  const [path] = paths;
  if (paths.length !== 1 || path === undefined) return undefined;
  const text = await readFile(path, 'utf8').catch(() => '');
  if (!text.startsWith('{') || !text.includes('"kmagicPlan"')) return undefined;
  const value: unknown = JSON.parse(text);
  return value as SavedPlan;
}

/** Refuses with `stalePlan` where the hosts or the inventory have moved since, saying where. */
export function checkStillTrue(saved: SavedPlan, now: Plan): void {
  const then = new Map(saved.rows.map((r) => [r.id, r.says]));
  const moved = [
    ...now.rows.flatMap((row) => (then.get(row.id) === redact(saysOf(row)) ? [] : [row.id])),
    ...saved.rows.flatMap((row) => (now.rows.some((r) => r.id === row.id) ? [] : [row.id])),
  ];
  if (moved.length === 0) return;
  const more = moved.length > 5 ? `, and ${moved.length - 5} more` : '';
  throw new KmagicError('stalePlan', `the plan no longer holds: ${moved.slice(0, 5).join(', ')}${more} changed since it was made`, {
    hint: 'make a new plan and look at it again',
  });
}

/** What a row says, in a form two runs can compare; later lines of a text diff included. */
function saysOf(row: PlanRow): string {
  if (row.state === 'differs') return JSON.stringify([row.state, row.changes, row.wantKey]);
  if (row.state === 'unknown') return JSON.stringify([row.state, row.after]);
  return JSON.stringify([row.state, row.error.message]);
}
