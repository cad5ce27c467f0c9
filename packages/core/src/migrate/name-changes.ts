/** What has become of variables' names. */
export interface NameChanges {
  /** The name a variable goes by now; undefined where it was not renamed. */
  renamed(name: string): { readonly to: string; readonly note: string } | undefined;
  /** Why a variable is gone, as a comment says it; undefined where it was not removed. */
  removed(name: string): string | undefined;
}

/** Something in a file that was changed, or that a person has to change. */
export interface Finding {
  readonly line: number;
  readonly name: string;
  readonly what: 'renamed' | 'removed' | 'by hand';
  /** What was done, or what stands in the way of doing it. */
  readonly message: string;
}

/** A replacement of part of a text. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A text with what is to be changed in it. */
export interface Edited {
  readonly edits: readonly Edit[];
  readonly findings: readonly Finding[];
}

/** Makes edits that do not overlap. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const { start, end, text: instead } of edits.toSorted((one, other) => one.start - other.start || one.end - other.end)) {
    parts.push(text.slice(at, start), instead);
    at = end;
  }
  return parts.join('') + text.slice(at);
}

/** The line an offset lies in, from 1. */
export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}
