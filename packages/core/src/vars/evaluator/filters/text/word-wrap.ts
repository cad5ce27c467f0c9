import { characters, lengthOf } from '../python/characters.ts';

interface Wrapping {
  readonly width: number;
  readonly breakLongWords: boolean;
  readonly breakOnHyphens: boolean;
}

const punctuated = `[\\p{L}\\p{N}_!"'\\&.,?]`;
const letter = '[[\\p{L}\\p{N}_]--\\p{Nd}]';
const space = '[\\t-\\r ]';

/** Where a text may be broken: at white space, at dashes between words, after the hyphen of a compound word. */
const pieces = new RegExp(
  `(${space}+|(?<=${punctuated})-{2,}(?=[\\p{L}\\p{N}_])|[^\\t-\\r ]+?(?:` +
    `-(?:(?<=${letter}{2}-)|(?<=${letter}-${letter}-))(?=${letter}-?${letter})|(?=${space}|$)|(?<=${punctuated})(?=-{2,}[\\p{L}\\p{N}_])))`,
  'v',
);

/** The lines that a paragraph is broken into, as Python's textwrap does it. */
export function wordWrap(text: string, wrapping: Wrapping): readonly string[] {
  const left = text.split(wrapping.breakOnHyphens ? pieces : new RegExp(`(${space}+)`, 'v')).filter((piece) => piece !== '');
  const lines: string[] = [];
  while (left.length > 0) {
    if (lines.length > 0 && isBlank(left[0])) left.shift();
    const line: string[] = [];
    let length = 0;
    while (left[0] !== undefined && length + lengthOf(left[0]) <= wrapping.width) {
      length += lengthOf(left[0]);
      line.push(left.shift() ?? '');
    }
    if (left[0] !== undefined && lengthOf(left[0]) > wrapping.width) breakLong(left, line, { ...wrapping, room: wrapping.width - length });
    if (isBlank(line.at(-1))) line.pop();
    if (line.length > 0) lines.push(line.join(''));
  }
  return lines;
}

function isBlank(piece: string | undefined): boolean {
  return piece !== undefined && piece.trim() === '';
}

function breakLong(left: string[], line: string[], { room, breakLongWords, breakOnHyphens }: Wrapping & { readonly room: number }): void {
  const word = characters(left[0] ?? '');
  if (!breakLongWords) {
    if (line.length === 0) line.push(left.shift() ?? '');
    return;
  }
  const hyphen = breakOnHyphens && word.length > room ? word.slice(0, room).lastIndexOf('-') : -1;
  const end = hyphen > 0 && word.slice(0, hyphen).some((char) => char !== '-') ? hyphen + 1 : room;
  line.push(word.slice(0, end).join(''));
  left[0] = word.slice(end).join('');
}
