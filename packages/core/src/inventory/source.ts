import { KmagicError } from '../errors/kmagic-error.ts';

/** Where something was written; line and column count from 1, `file` is relative to the working directory where it can be. */
export interface SourcePosition {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** `file:line:column`, the form editors can jump to. */
export function showPosition(at: SourcePosition): string {
  return `${at.file}:${at.line}:${at.column}`;
}

/** A `badVariable` error that begins with the place it speaks of. */
export function badVariable(at: SourcePosition, { what, hint }: { readonly what: string; readonly hint: string }): KmagicError {
  return new KmagicError('badVariable', `${showPosition(at)}: ${what}`, { hint });
}

/** A `badInventory` error that begins with the place it speaks of. */
export function badInventory(at: SourcePosition, what: string, hint: string): KmagicError {
  return new KmagicError('badInventory', `${showPosition(at)}: ${what}`, { hint });
}
