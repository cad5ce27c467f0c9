import type { Inventory, VariableDefinition } from '../inventory/inventory.ts';
import { placesIn } from '../inventory/places-in.ts';
import type { SourcePosition } from '../inventory/source.ts';

/** Where in a definition's file the character at offset `at` of its template stands; the definition's own place where that cannot be told. */
export function placeOf(inventory: Pick<Inventory, 'textOf'>, definition: VariableDefinition, found: Found): SourcePosition {
  const { source } = definition;
  const text = inventory.textOf(source.file);
  if (text === undefined) return source;
  const start = offsetOf(text, source);
  for (const { from, to } of stretches(found)) {
    // A pattern as long as a whole file would be no help to anybody.
    if (to - from > 2000) continue;
    const pattern = `(${flexible(found.template.slice(from, found.at))})${flexible(found.template.slice(found.at, to))}`;
    const search = new RegExp(pattern, 'g');
    search.lastIndex = start;
    const match = search.exec(text);
    if (match !== null) return placesIn(source.file, text)(match.index + (match[1] ?? '').length);
  }
  return source;
}

/** A place within a template. */
export interface Found {
  readonly template: string;
  readonly at: number;
}

/** The pieces of a template to look for, the longest first: its line, its expression, the word. */
function* stretches({ template, at }: Found): Generator<{ readonly from: number; readonly to: number }> {
  const lineEnd = template.indexOf('\n', at);
  yield { from: template.lastIndexOf('\n', at - 1) + 1, to: lineEnd === -1 ? template.length : lineEnd };
  const begin = Math.max(template.lastIndexOf('{{', at), template.lastIndexOf('{%', at), 0);
  const end = /[}%]\}/g;
  end.lastIndex = at;
  const close = end.exec(template);
  yield { from: begin, to: close === null ? template.length : close.index };
  const word = /[\w.]*/y;
  word.lastIndex = at;
  const [name = ''] = word.exec(template) ?? [];
  if (name.length > 1) yield { from: at, to: at + name.length };
}

/** A pattern for a text whose white space the file may fold in another way, and whose quotes it may write twice or behind a backslash. */
function flexible(text: string): string {
  return text
    .replace(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`)
    .replace(/\s+/g, String.raw`\s+`)
    .replaceAll("'", "''?")
    .replaceAll('"', String.raw`\\?"`);
}

function offsetOf(text: string, { line, column }: SourcePosition): number {
  let at = 0;
  for (let number = 1; number < line; number += 1) {
    const next = text.indexOf('\n', at);
    if (next === -1) return at;
    at = next + 1;
  }
  return at + column - 1;
}
