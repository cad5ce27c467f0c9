import { argument, failed, listOf, mappingOf, numberOf, present, subjectText } from './call.ts';
import type { Call, Callable } from './call.ts';
import { listFilters } from './list-filters.ts';
import { textFilters } from './text-filters.ts';
import { Missing, isTruthy, textOf } from './values.ts';

/** The filters by name; the subject is never Missing, except for those that `acceptMissing` names. */
export const filters: Readonly<Record<string, Callable>> = {
  ...textFilters,
  ...listFilters,
  default: orDefault,
  d: orDefault,
  mandatory: (call) => present(call.subject, call.scope),
  bool: (call) => asBoolean(call.subject),
  int: (call) => asInteger(call),
  float: (call) => numberOf(call.subject) ?? argument(call, 0, 'default') ?? 0,
  abs: (call) => Math.abs(asNumber(call)),
  round: (call) => roundTo(call),
  ternary: (call) =>
    call.subject === null && call.positional.length > 2 ? call.positional[2] : call.positional[isTruthy(call.subject) ? 0 : 1],
  combine: (call) => combine(call),
  dict2items: (call) => Object.entries(mappingOf(call)).map(([key, value]) => ({ key, value })),
  items2dict: (call) =>
    Object.fromEntries(
      listOf(call).map((item) => {
        const entry = mappingOf(call, item);
        return [textOf(entry[text(call, 'key_name', 'key')]), entry[text(call, 'value_name', 'value')]];
      }),
    ),
  items: (call) => Object.entries(mappingOf(call)),
  to_json: (call) => toJson(call.subject),
  to_nice_json: (call) => JSON.stringify(call.subject, null, numberOf(call.named.get('indent')) ?? 4),
  from_json: (call) => fromJson(call),
};

/** The filters that may be given a variable that does not exist. */
export const acceptMissing: ReadonlySet<string> = new Set(['default', 'd', 'mandatory']);

function orDefault(call: Call): unknown {
  const given = argument(call, 0, 'default_value');
  const instead = given === undefined ? '' : given;
  if (call.subject instanceof Missing) return instead;
  return isTruthy(argument(call, 1, 'boolean') ?? false) && !isTruthy(call.subject) ? instead : call.subject;
}

/** Whether a value means yes, as Ansible's `bool` filter has it. */
function asBoolean(value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'string') return ['yes', 'on', '1', 'true', 'y', 't'].includes(value.trim().toLowerCase());
  return value === 1;
}

function asInteger(call: Call): unknown {
  const base = numberOf(argument(call, 1, 'base')) ?? 10;
  const parsed = base === 10 || typeof call.subject !== 'string' ? numberOf(call.subject) : Number.parseInt(call.subject, base);
  if (parsed === undefined || !Number.isFinite(parsed)) return argument(call, 0, 'default') ?? 0;
  return Math.trunc(parsed);
}

function asNumber(call: Call): number {
  const number = numberOf(call.subject);
  if (number === undefined) throw failed(call, `'${subjectText(call)}' is not a number`);
  return number;
}

function roundTo(call: Call): number {
  const scale = 10 ** (numberOf(argument(call, 0, 'precision')) ?? 0);
  const method = textOf(argument(call, 1, 'method') ?? 'common');
  const apply = method === 'ceil' ? Math.ceil : method === 'floor' ? Math.floor : Math.round;
  return apply(asNumber(call) * scale) / scale;
}

function combine(call: Call): unknown {
  const recursive = isTruthy(call.named.get('recursive') ?? false);
  return call.positional
    .flatMap((item) => (Array.isArray(item) ? (item as readonly unknown[]) : [item]))
    .reduce<unknown>(
      (merged, item) => merge(call, { under: mappingOf(call, merged), over: mappingOf(call, item), recursive }),
      mappingOf(call),
    );
}

interface Merge {
  readonly under: Readonly<Record<string, unknown>>;
  readonly over: Readonly<Record<string, unknown>>;
  readonly recursive: boolean;
}

function merge(call: Call, { under, over, recursive }: Merge): Readonly<Record<string, unknown>> {
  const merged: Record<string, unknown> = { ...under };
  for (const [key, value] of Object.entries(over)) {
    const below = Object.hasOwn(merged, key) ? merged[key] : undefined;
    const both = recursive && isPlain(below) && isPlain(value);
    merged[key] = both ? merge(call, { under: below, over: value, recursive }) : value;
  }
  return merged;
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** JSON with Python's spaces after commas and colons. */
function toJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(toJson).join(', ')}]`;
  if (isPlain(value))
    return `{${Object.entries(value)
      .map(([key, item]) => `${JSON.stringify(key)}: ${toJson(item)}`)
      .join(', ')}}`;
  return JSON.stringify(value ?? null);
}

function fromJson(call: Call): unknown {
  try {
    return JSON.parse(subjectText(call)) as unknown;
  } catch (error) {
    throw failed(call, error instanceof Error ? error.message : String(error), 'the filter needs JSON text');
  }
}

function text(call: Call, name: string, otherwise: string): string {
  return textOf(call.named.get(name) ?? otherwise);
}
