/** A word of a line and the column (from 1) it starts at. */
export interface Word {
  readonly text: string;
  readonly column: number;
}

/** What kept a line from being split, and where. */
export class SplitError extends Error {
  readonly column: number;
  constructor(message: string, column: number) {
    super(message);
    this.column = column;
  }
}

/** The words of a line as a POSIX shell would quote them, without any expansion; throws SplitError on an unclosed quote. */
export function splitWords(line: string, comments: 'comments' | 'no comments' = 'no comments'): readonly Word[] {
  const words: Word[] = [];
  let at = 0;
  while (at < line.length) {
    const char = line.charAt(at);
    if (/\s/.test(char)) at += 1;
    else if (char === '#' && comments === 'comments') break;
    else {
      const word = readWord(line, at, comments);
      words.push({ text: word.text, column: at + 1 });
      at = word.end;
    }
  }
  return words;
}

function readWord(line: string, start: number, comments: string): { readonly text: string; readonly end: number } {
  let text = '';
  let at = start;
  while (at < line.length) {
    const char = line.charAt(at);
    if (/\s/.test(char) || (char === '#' && comments === 'comments')) break;
    if (char === "'" || char === '"') {
      const quoted = readQuoted(line, at);
      text += quoted.text;
      at = quoted.end;
    } else if (char === '\\') {
      if (at + 1 >= line.length) throw new SplitError('a backslash ends the line', at + 1);
      text += line.charAt(at + 1);
      at += 2;
    } else {
      text += char;
      at += 1;
    }
  }
  return { text, end: at };
}

function readQuoted(line: string, start: number): { readonly text: string; readonly end: number } {
  const quote = line.charAt(start);
  let text = '';
  for (let at = start + 1; at < line.length; at += 1) {
    const char = line.charAt(at);
    if (char === quote) return { text, end: at + 1 };
    const next = line.charAt(at + 1);
    if (char === '\\' && quote === '"' && (next === '"' || next === '\\')) {
      text += next;
      at += 1;
    } else text += char;
  }
  throw new SplitError(`the quote ${quote} is never closed`, start + 1);
}
