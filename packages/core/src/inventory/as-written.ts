import { Encrypted } from './encrypted.ts';
import { Unsafe } from './unsafe.ts';

/** What a definition says as people should see it: unsafe text as text, and of what is encrypted that it is. Secrets stay Secrets. */
export function asWritten(value: unknown): unknown {
  if (value instanceof Encrypted) return '(encrypted)';
  if (value instanceof Unsafe) return value.text;
  if (Array.isArray(value)) return value.map(asWritten);
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, asWritten(item)]));
}
