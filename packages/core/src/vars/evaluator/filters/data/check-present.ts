import { Missing } from '../../values.ts';
import type { Input } from '../input.ts';
import { asMapping } from '../input.ts';

/** Throws the error of a variable that does not exist, wherever it stands in the value. */
export function checkPresent(input: Input, value: unknown): void {
  if (value instanceof Missing) input.present(value);
  if (Array.isArray(value)) for (const item of value as readonly unknown[]) checkPresent(input, item);
  else if (typeof value === 'object' && value !== null) for (const item of Object.values(asMapping(value) ?? {})) checkPresent(input, item);
}
