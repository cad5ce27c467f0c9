import { isInteger, Missing, Tuple, WholeFloat } from './values.ts';

/** What a value is, for errors. */
export function typeName(value: unknown): string {
  if (value === null) return 'none';
  if (value === undefined) return 'nothing';
  if (value instanceof Missing) return 'a variable that does not exist';
  if (value instanceof Tuple) return 'a tuple';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'string') return 'text';
  if (typeof value === 'boolean') return 'a boolean';
  if (isInteger(value)) return 'an integer';
  if (typeof value === 'number' || value instanceof WholeFloat) return 'a float';
  return 'a mapping';
}
