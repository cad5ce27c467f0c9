import { reveal, Secret } from '../secret/secret.ts';

/** The text of a Secret, any other value as it is: for what is read as a setting or as a template here, and shown nowhere. */
export function openText(value: unknown): unknown {
  return value instanceof Secret ? reveal(value) : value;
}
