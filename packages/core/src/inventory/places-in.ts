import { LineCounter } from 'yaml';
import type { SourcePosition } from './source.ts';

/** Where the characters of a file's text stand, by their offsets. */
export function placesIn(file: string, text: string): (offset: number) => SourcePosition {
  const lines = new LineCounter();
  lines.addNewLine(0);
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines.addNewLine(at + 1);
  return (offset) => {
    const { line, col } = lines.linePos(offset);
    return { file, line, column: col };
  };
}
