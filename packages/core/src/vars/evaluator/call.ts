import type { Scope, TemplateProblem } from './evaluator.ts';
import { Missing, isMapping, textOf } from './values.ts';

/** The evaluated arguments of a filter, test, function or method, with the subject it is applied to. */
export interface Call {
  readonly name: string;
  readonly subject: unknown;
  readonly positional: readonly unknown[];
  readonly named: ReadonlyMap<string, unknown>;
  readonly scope: Scope;
  /** Applies another filter, for `map('upper')`. */
  filter(name: string, subject: unknown, args: readonly unknown[]): unknown;
  /** Applies a test, for `select('match', ...)`. */
  test(name: string, subject: unknown, args: readonly unknown[]): boolean;
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

/** The value, or the error that it is not there. */
export function present(value: unknown, scope: Scope): unknown {
  if (value instanceof Missing) throw scope.problem({ what: value.what, hint: value.hint });
  return value;
}

export function listOf(call: Call, value: unknown = call.subject): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (typeof value === 'string') return [...value];
  if (isMapping(value)) return Object.keys(value);
  throw failed(call, `${textOf(value)} is not a list`);
}

export function mappingOf(call: Call, value: unknown = call.subject): Readonly<Record<string, unknown>> {
  if (isMapping(value)) return value;
  throw failed(call, `${textOf(value)} is not a mapping`);
}

export function subjectText(call: Call): string {
  return textOf(call.subject);
}

/** A number, from text too; undefined where the value is none. */
export function numberOf(value: unknown): number | undefined {
  if (typeof value === 'boolean') return Number(value);
  const number = typeof value === 'number' ? value : typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
  return Number.isNaN(number) ? undefined : number;
}

/** A Python regular expression as JavaScript writes it. */
export function pattern(call: Call, source: string, flags: string): RegExp {
  try {
    const inline = /^\(\?([ims]+)\)/.exec(source);
    const body = source
      .slice(inline?.[0].length ?? 0)
      .replaceAll('(?P<', '(?<')
      .replace(/\(\?P=(\w+)\)/g, '\\k<$1>')
      .replaceAll('\\Z', '$')
      .replaceAll('\\A', '^');
    return new RegExp(body, [...new Set(flags + (inline?.[1] ?? ''))].join(''));
  } catch (error) {
    throw failed(call, error instanceof Error ? error.message : String(error), 'correct the regular expression');
  }
}
