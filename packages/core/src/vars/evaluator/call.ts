import type { Scope, TemplateProblem } from './evaluator.ts';
import { Missing, isMapping, textOf } from './values.ts';

/** The evaluated arguments of a call. */
export interface Given {
  readonly positional: readonly unknown[];
  readonly named: ReadonlyMap<string, unknown>;
}

/** The evaluated arguments of a filter, test, function or method, with the subject it is applied to. */
export interface Call extends Given {
  readonly name: string;
  readonly subject: unknown;
  readonly scope: Scope;
  /** Applies another filter, for `map('upper')`. */
  filter(name: string, subject: unknown, args: readonly unknown[] | Given): unknown;
  /** Applies a test, for `select('match', ...)`. */
  test(name: string, subject: unknown, args: readonly unknown[] | Given): boolean;
  /** A key or attribute of a value, Missing where there is none. */
  member(of: unknown, key: unknown): unknown;
}

export type Callable = (call: Call) => unknown;

/** An argument by place or name, or undefined where it was not given. */
export function argument(call: Call, place: number, name?: string): unknown {
  return name !== undefined && call.named.has(name) ? call.named.get(name) : call.positional[place];
}

/** The error for a call that cannot be answered. */
export function failed(call: Call, why: string, hint = 'correct the expression'): Error {
  const problem: TemplateProblem = { what: `${call.name}: ${why}`, hint };
  return call.scope.problem(problem);
}

/** What is wrong where a value that is not there is used. */
export function problemOf({ what, hint, code }: Missing): TemplateProblem {
  return { what, hint, isUndefined: true, ...(code && { code }) };
}

/** The value, or the error that it is not there. */
export function present(value: unknown, scope: Scope): unknown {
  if (!(value instanceof Missing)) return value;
  if (value.isNothing) return '';
  throw value.error ?? scope.problem(problemOf(value));
}

export function listOf(call: Call, value: unknown = call.subject): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (typeof value === 'string') return [...value];
  if (isMapping(value)) return Object.keys(value);
  throw failed(call, `${textOf(value)} is not a list`);
}

/** A number, from text too; undefined where the value is none. */
export function numberOf(value: unknown): number | undefined {
  if (typeof value === 'boolean') return Number(value);
  const number = typeof value === 'number' ? value : typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
  return Number.isNaN(number) ? undefined : number;
}
