import { Secret } from '@kmagic/core';
import { reveal } from '@kmagic/core/reveal';
import type { HostInput } from './spec-input.ts';

/**
 * What the inventory says of a variable on a host, as plain data. People encrypt whole files, so any variable may be a Secret or hold
 * some: here, and nowhere else in this room, their texts are taken out, for the variable's type to read. A type `secret` makes a
 * Secret of its text again; what other types make of it is masked wherever it is shown.
 */
export function said({ variables }: HostInput, name: string): unknown {
  const value = variables[name];
  return holdsSecret(value) ? opened(value) : value;
}

/** Whether text that was encrypted is in a value: then no error may show any of it. */
export function holdsSecret(value: unknown): boolean {
  if (value instanceof Secret) return true;
  if (Array.isArray(value)) return value.some(holdsSecret);
  return isPlain(value) && Object.values(value).some(holdsSecret);
}

function opened(value: unknown): unknown {
  if (value instanceof Secret) return reveal(value);
  if (Array.isArray(value)) return value.map(opened);
  if (!isPlain(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, opened(item)]));
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
