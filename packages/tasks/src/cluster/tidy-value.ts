import type { AnyVariable } from '../spec/topics.ts';

/** A value as people write it: templates and INI files give numbers and booleans as text. */
export function tidied({ type }: AnyVariable, value: unknown): unknown {
  if (typeof value !== 'string') return value;
  const { data } = type.schema.safeParse(value);
  return typeof data === 'boolean' || (typeof data === 'number' && String(data) === value) ? data : value;
}
