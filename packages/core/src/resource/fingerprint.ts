import { createHash } from 'node:crypto';
import { reveal, Secret } from '../secret/secret.ts';
import { isCommand } from '../shell/command.ts';

/** SHA-256 in hex of plain data with sorted keys; secrets count by their content, and cannot be read back. */
export function fingerprint(value: unknown): string {
  return createHash('sha256').update(stable(value)).digest('hex');
}

/** SHA-256 in hex of a file's content, as `sha256sum` prints it; a secret's hash cannot be read back. */
export function contentHash(content: string | Secret): string {
  return createHash('sha256')
    .update(content instanceof Secret ? reveal(content) : content)
    .digest('hex');
}

function stable(value: unknown): string {
  if (value instanceof Secret) return `secret:${createHash('sha256').update(reveal(value)).digest('hex')}`;
  if (isCommand(value)) return `command:${createHash('sha256').update(value.real()).digest('hex')}`;
  if (Array.isArray(value)) return `[${value.map(stable).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, v]) => v !== undefined);
    entries.sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([k, v]) => `${JSON.stringify(k)}:${stable(v)}`).join(',')}}`;
  }
  return value === undefined ? 'null' : JSON.stringify(value);
}
